import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

DAY = ("--as-of", "2026-06-30")


def test_leads_are_ranked_with_reasons_evidence_and_coverage(filled: "Veiltrace") -> None:
    shown = filled("leads", "DC-1", *DAY)
    assert shown.index("+8612400000001") < shown.index("+8612400000009")
    for word in ("示例丁", "cn-marketplace-accounts", "M1", "2026-06-18", "not loaded", "stale"):
        assert word in shown


def test_one_class_can_be_shown_alone(filled: "Veiltrace") -> None:
    shown = filled("leads", "DC-1", *DAY, "--class", "liable_party")
    assert "示例丁" in shown
    assert "+8612400000001" not in shown


def test_json_is_one_object_a_debtor_with_all_that_was_found(filled: "Veiltrace") -> None:
    (line,) = filled("leads", "DC-1", *DAY, "--json").splitlines()
    answer = orjson.loads(line)
    assert answer["case_number"] == "DC-1"
    assert answer["debtor"]["name"] == "示例甲"
    assert answer["as_of"] == "2026-06-30"
    assert len(answer["coverage"]) == 14
    first = answer["leads"][0]
    assert first["lead"] == "+8612400000001"
    assert first["evidence"][0]["source"] == "cn-marketplace-accounts"
    assert first["without"]
    assert (first["class"], first["rank"]) == ("self_contact", 1)


def test_the_page_stands_alone(filled: "Veiltrace", tmp_path: Path) -> None:
    page = tmp_path / "leads.html"
    filled("leads", "DC-1", *DAY, "--page", page)
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
    filled: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    said = filled("leads", "--cases", cases, "--out", out, *DAY)
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
    assert not out.with_name("out.csv.partial").exists()


def test_a_file_of_cases_is_answered_to_json_lines(
    filled: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    filled("leads", "--cases", cases, "--out", out, *DAY)
    answers = [orjson.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [answer["case_number"] for answer in answers] == ["DC-1", "DC-9", "DC-2"]
    assert answers[1]["error"] == "api.unknown_case"
    single = orjson.loads(filled("leads", "DC-1", *DAY, "--json"))
    assert answers[0] == single


def test_both_ways_of_answering_rank_alike(
    filled: "Veiltrace", cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    filled("leads", "--cases", cases, "--out", out, *DAY)
    with out.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case_number"] == "DC-1"]
    single = orjson.loads(filled("leads", "DC-1", *DAY, "--json"))["leads"]
    assert [row["lead"] for row in rows] == [lead["lead"] for lead in single]
    assert [float(row["probability"]) for row in rows] == [
        pytest.approx(lead["probability"], abs=1e-4) for lead in single
    ]
