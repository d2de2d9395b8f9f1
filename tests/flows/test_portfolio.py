"""A lender's portfolio of 10,000 cases: imported, then answered in batch."""

import csv
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.demo.run import demo_settings
from veiltrace_api.demo.town.identity_numbers import resident_id, uscc
from veiltrace_api.demo.town.model import AS_OF
from veiltrace_api.demo.town.tables import Row, csv_bytes, xlsx_bytes
from veiltrace_api.installation import create_installation, open_store
from veiltrace_api.settings import Settings

if TYPE_CHECKING:
    from tests.flows.conftest import Demo, OpenCases, Run

CASES = 10_000
ASKED = 300


def portfolio_row(number: int) -> Row:
    """One case; every third has a guarantor, every seventh no whole number of the debtor."""
    birth = date(1960, 1, 1) + timedelta(days=number)
    whole = resident_id(area=990101, birth=birth, sequence=number % 999 + 1)
    has_guarantor = number % 3 == 0
    return {
        "案件编号": f"DC-{number:05d}",
        "债务人姓名": f"示例{chr(0x4E00 + number % 900)}{chr(0x5000 + number % 700)}",
        "证件号码": whole if number % 7 else f"{whole[:6]}********{whole[-4:]}",
        "债权人": "示例银行",
        "债权人统一社会信用代码": uscc(1),
        "产品类型": "消费贷款",
        "债权金额": 1_000 + number,
        "币种": "CNY",
        "签约日期": "2020-03-12",
        "逾期日期": "2024-01-15",
        "担保人姓名": f"担保{number}" if has_guarantor else "",
        "担保人证件号": uscc(number) if has_guarantor else "",
        "预留电话": f"124{number:08d}",
        "预留地址": f"示例省示例市示例路{number // 5}号",
    }


def answered(out: Path) -> dict[str, list[dict[str, str]]]:
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["case_number"], []).append(row)
    return found


@pytest.mark.slow
def test_ten_thousand_cases_are_imported_and_answered_in_batch(
    tmp_path: Path, run: "Run", open_cases: "OpenCases"
) -> None:
    home = Settings(tmp_path / "home")
    create_installation(home)
    portfolio = tmp_path / "portfolio.xlsx"
    portfolio.write_bytes(xlsx_bytes([portfolio_row(i) for i in range(1, CASES + 1)], sheet="案件"))
    imported = run("case", "import", portfolio, "--home", home.home)
    assert imported.code == 0, imported.err
    assert imported.peak_bytes < 1 << 30
    with open_store(home) as store:
        (loaded,) = store.runs()
        assert (loaded.read, loaded.accepted, loaded.rejected) == (CASES, CASES, 0)
    asked, out = tmp_path / "asked.csv", tmp_path / "out.csv"
    numbers = [f"DC-{number:05d}" for number in range(1, CASES, CASES // ASKED)]
    asked.write_bytes(csv_bytes([{"case_number": number} for number in numbers]))
    open_cases(home, numbers)
    why = ("--purpose", "enforcement")
    batch = run("leads", "--cases", asked, "--out", out, "--home", home.home, *why)
    assert batch.code == 0, batch.err
    found = answered(out)
    assert list(found) == numbers
    for number, rows in found.items():
        assert not any(row["error"] for row in rows)
        own = [row["lead"] for row in rows if row["lead_class"] == "self_contact"]
        assert f"+86124{int(number[3:]):08d}" in own


def test_a_batch_over_the_demos_town_answers_each_case_like_the_single_command(
    demo: "Demo", run: "Run", tmp_path: Path, open_cases: "OpenCases"
) -> None:
    home, out = tmp_path / "home", tmp_path / "out.csv"
    shutil.copytree(demo_settings(demo.folder).home, home)
    numbers = [case.number for case in demo.town.cases[:20]]
    asked = tmp_path / "asked.csv"
    asked.write_bytes(csv_bytes([{"case_number": number} for number in numbers]))
    open_cases(Settings(home), numbers)
    day = ("--as-of", AS_OF.isoformat(), "--home", home, "--purpose", "enforcement")
    assert run("leads", "--cases", asked, "--out", out, *day).code == 0
    found = answered(out)
    assert list(found) == numbers
    single = run("leads", numbers[0], *day, "--top", "99", "--class", "self_contact")
    for row in found[numbers[0]]:
        if row["lead_class"] == "self_contact" and row["kind"] == "phone":
            assert row["lead"] in single.out
