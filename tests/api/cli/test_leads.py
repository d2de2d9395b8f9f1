import csv
import hashlib
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from veiltrace_api.errors import UsageError

if TYPE_CHECKING:
    from tests.api.cli.conftest import OpenCase, Veiltrace

DAY = ("--as-of", "2026-06-30", "--purpose", "enforcement")


def test_leads_are_ranked_with_reasons_evidence_and_coverage(opened: "Veiltrace") -> None:
    shown = opened("leads", "DC-1", *DAY)
    assert shown.index("+8612400000001") < shown.index("+8612400000009")
    for word in ("示例丁", "cn-marketplace-accounts", "M1", "2026-06-18", "not loaded", "stale"):
        assert word in shown
    assert "for enforcement; mandate certified by the registry court.example" in shown


def test_one_class_can_be_shown_alone(opened: "Veiltrace") -> None:
    shown = opened("leads", "DC-1", *DAY, "--class", "liable_party")
    assert "示例丁" in shown
    assert "+8612400000001" not in shown


def test_json_is_one_object_a_debtor_with_all_that_was_found(opened: "Veiltrace") -> None:
    (line,) = opened("leads", "DC-1", *DAY, "--json").splitlines()
    answer = orjson.loads(line)
    assert answer["case_number"] == "DC-1"
    assert answer["debtor"]["name"] == "示例甲"
    assert answer["as_of"] == "2026-06-30"
    assert answer["purpose"] == "enforcement"
    assert answer["certification"] == "certified by the registry court.example"
    assert len(answer["coverage"]) == 14
    first = answer["leads"][0]
    assert first["lead"] == "+8612400000001"
    assert first["evidence"][0]["source"] == "cn-marketplace-accounts"
    assert first["without"]
    assert (first["class"], first["rank"]) == ("self_contact", 1)


def test_the_page_stands_alone(opened: "Veiltrace", tmp_path: Path) -> None:
    page = tmp_path / "leads.html"
    opened("leads", "DC-1", *DAY, "--page", page)
    html = page.read_text("utf-8")
    assert "+8612400000001" in html
    assert not re.search(r"<(script|link|iframe|img|object|embed)\b|url\(|@import", html)
    assert not re.search(r"""\b(src|href)\s*=|\son\w+\s*=""", html)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text("案件编号,note\nDC-1,a\nDC-9,b\nDC-2,c\nDC-1,again\n", "utf-8")
    return path


def test_a_file_of_cases_is_answered_to_csv_with_a_row_for_each_failure(
    opened: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    said = opened("leads", "--cases", cases, "--out", out, *DAY)
    assert "2 cases answered, 1 failed" in said
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(dict.fromkeys(row["case_number"] for row in rows)) == ["DC-1", "DC-9", "DC-2"]
    (failed,) = [row for row in rows if row["error"]]
    assert (failed["case_number"], failed["error"]) == ("DC-9", "api.unknown_case")
    best = rows[0]
    assert (best["lead"], best["rank"], best["lead_class"]) == (
        "+8612400000001",
        "1",
        "self_contact",
    )
    assert not list(tmp_path.glob(".veiltrace-*"))
    assert best["certification"] == "certified by the registry court.example"


def test_a_file_of_cases_is_answered_to_json_lines(
    opened: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    opened("leads", "--cases", cases, "--out", out, *DAY)
    answers = [orjson.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [answer["case_number"] for answer in answers] == ["DC-1", "DC-9", "DC-2"]
    assert answers[1]["error"] == "api.unknown_case"
    single = orjson.loads(opened("leads", "DC-1", *DAY, "--json"))
    assert answers[0] == single


@pytest.mark.parametrize(
    ("asked", "name", "operation", "entries"),
    [
        (("DC-1", "--page"), "leads.html", "leads.page", 1),
        (("--cases", "{cases}", "--out"), "out.csv", "leads.cases", 2),
        (("--cases", "{cases}", "--out"), "out.jsonl", "leads.cases", 2),
    ],
)
def test_a_file_of_leads_is_for_its_owner_alone_and_in_the_log_for_each_case(
    opened: "Veiltrace",
    cases: Path,
    tmp_path: Path,
    asked: tuple[str, ...],
    name: str,
    operation: str,
    entries: int,
) -> None:
    opened("leads", *(word.format(cases=cases) for word in asked), tmp_path / name, *DAY)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    listed = [line for line in opened("audit", "list").splitlines() if " exported " in line]
    assert len(listed) == entries
    for line in listed:
        for word in (f"file_sha256 {digest[:12]}", f"operation {operation}", "case_ref "):
            assert word in line


def test_both_ways_of_answering_rank_alike(
    opened: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    opened("leads", "--cases", cases, "--out", out, *DAY)
    with out.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case_number"] == "DC-1"]
    single = orjson.loads(opened("leads", "DC-1", *DAY, "--json"))["leads"]
    assert [row["lead"] for row in rows] == [lead["lead"] for lead in single]
    assert [float(row["probability"]) for row in rows] == [
        pytest.approx(lead["probability"], abs=1e-4) for lead in single
    ]


def test_a_third_party_is_no_lead_until_the_debtor_is_shown_to_be_lost(opened: "Veiltrace") -> None:
    before = opened("leads", "DC-1", *DAY)
    assert "suppressed by VT-17 THIRD-CN (GB/T 45251-2025" in before
    assert "示例乙" not in before
    opened("outcome", "DC-1", "--kind", "dead_number", "--contact", "12400000009",
           "--purpose", "enforcement")  # fmt: skip
    after = opened("leads", "DC-1", *DAY)
    assert "suppressed by VT-17" not in after
    assert "示例乙" in after


def test_the_purpose_decides_which_classes_are_shown(opened: "Veiltrace") -> None:
    shown = opened("leads", "DC-1", "--as-of", "2026-06-30", "--purpose", "locate", "--json")
    answer = orjson.loads(shown)
    assert {lead["class"] for lead in answer["leads"]} == {"self_contact", "liable_party"}
    assert {item["rule"] for item in answer["suppressed"]} <= {"VT-03", "VT-17"}


def test_a_case_without_a_mandate_is_a_row_that_says_so(
    filled: "Veiltrace", open_case: "OpenCase", cases: Path, tmp_path: Path
) -> None:
    open_case("DC-2")
    out = tmp_path / "out.csv"
    assert "1 case answered, 2 failed" in filled("leads", "--cases", cases, "--out", out, *DAY)
    with out.open(encoding="utf-8", newline="") as file:
        errors = {row["case_number"]: row["error"] for row in csv.DictReader(file) if row["error"]}
    assert errors == {"DC-1": "api.access_refused", "DC-9": "api.unknown_case"}


@pytest.mark.parametrize(
    "option",
    [("--json",), ("--page", "x.html"), ("--top", "3"), ("--explain", "2"), ("--class", "asset")],
)
def test_what_shapes_one_answer_is_refused_for_a_file_of_cases(
    opened: "Veiltrace", cases: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError, match="are for one case"):
        opened("leads", "--cases", cases, "--out", tmp_path / "out.csv", *DAY, *option)
    assert not (tmp_path / "out.csv").exists()


def test_rows_that_name_no_case_are_counted_and_named(opened: "Veiltrace", tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text("case_number,note\nDC-1,a\n,b\nDC-2,c,d,e\n", "utf-8")
    said = opened("leads", "--cases", cases, "--out", tmp_path / "out.csv", *DAY)
    assert "1 case answered, 0 failed" in said
    assert "2 rows name no case and were left out: 2 (no_case_number), 3 (" in said
