from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.errors import UnknownCase, UsageError

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

ADD = ("case", "add", "--number", "H-1", "--debtor", "示例甲", "--creditor", "示例银行")


def test_a_case_added_by_hand_is_listed_and_shown(veiltrace: "Veiltrace") -> None:
    veiltrace(
        *ADD,
        *("--amount", "1000", "--debtor-id", "990101198001010014"),
        *("--phone", "12400000001", "--address", "示例路1号", "--overdue-since", "2024-01-15"),
    )
    assert "H-1" in veiltrace("case", "list")
    shown = veiltrace("case", "show", "H-1")
    for word in ("示例甲", "示例银行", "1,000.00", "CNY", "2024-01-15"):
        assert word in shown


def test_a_case_added_again_is_corrected_not_doubled(veiltrace: "Veiltrace") -> None:
    veiltrace(*ADD, "--amount", "1000")
    veiltrace(*ADD, "--amount", "2500", "--currency", "USD")
    assert veiltrace("case", "list").count("H-1") == 1
    shown = veiltrace("case", "show", "H-1")
    assert "2,500.00" in shown
    assert "USD" in shown
    assert "1,000.00" not in shown


def test_another_debtor_under_the_same_number_takes_the_place_of_the_first(
    veiltrace: "Veiltrace",
) -> None:
    veiltrace(*ADD, "--amount", "1000")
    veiltrace(*ADD, "--amount", "1000", "--debtor", "示例乙")
    shown = veiltrace("case", "show", "H-1")
    assert "示例乙" in shown
    assert "示例甲" not in shown


def test_what_was_typed_is_shown_as_it_was_typed(veiltrace: "Veiltrace") -> None:
    veiltrace(*ADD, "--amount", "1", "--creditor", "示例[/red]银行", "--debtor", "示例:smile:乙")
    for shown in (veiltrace("case", "list"), veiltrace("case", "show", "H-1")):
        assert "示例[/red]银行" in shown
        assert "示例:smile:乙" in shown


@pytest.mark.parametrize("number", ["（2024）苏 0106 执 12 号", "(2024)苏0106执12号"])
def test_a_case_is_found_however_its_number_is_written(veiltrace: "Veiltrace", number: str) -> None:
    veiltrace(*ADD, "--amount", "1", "--number", "(2024)苏0106执12号")
    assert "示例甲" in veiltrace("case", "show", number)
    assert "示例银行" in veiltrace("leads", number)


def test_a_number_that_could_never_be_found_again_is_refused(veiltrace: "Veiltrace") -> None:
    with pytest.raises(UsageError, match="--number reads as no case number"):
        veiltrace(*ADD, "--amount", "1", "--number", "A[b] [/c]")
    assert "no case" in veiltrace("case", "list").lower()


def test_a_portfolio_is_imported_as_cases(veiltrace: "Veiltrace", portfolio: Path) -> None:
    report = veiltrace("case", "import", portfolio)
    assert "portfolio.xlsx" in report
    listed = veiltrace("case", "list")
    assert "DC-1" in listed
    assert "DC-2" in listed
    assert "386,000.00" in veiltrace("case", "show", "DC-1")


def test_no_case_is_an_empty_list_and_not_an_error(veiltrace: "Veiltrace") -> None:
    assert "no case" in veiltrace("case", "list").lower()


def test_a_case_of_no_known_number_is_said(filled: "Veiltrace") -> None:
    with pytest.raises(UnknownCase, match="case list"):
        filled("case", "show", "DC-9")
