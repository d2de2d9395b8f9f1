import gzip
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from veiltrace_api.errors import AccessRefused, UnknownCase, UsageError
from veiltrace_connectors.errors import MappingError

if TYPE_CHECKING:
    from tests.api.cli.conftest import OpenCase, Veiltrace

WHY = ("--purpose", "enforcement")
ADD = ("case", "add", "--number", "H-1", "--debtor", "示例甲", "--creditor", "示例银行")


def test_a_case_added_by_hand_is_listed_and_shown(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(
        *ADD,
        *("--amount", "1000", "--debtor-id", "990101198001010014"),
        *("--phone", "12400000001", "--address", "示例路1号", "--overdue-since", "2024-01-15"),
    )
    listed = veiltrace("case", "list")
    assert "1 case " in listed
    assert "H-1" in listed
    assert "not opened" in listed
    assert "示例" not in listed
    open_case("H-1")
    assert "open" in veiltrace("case", "list")
    shown = veiltrace("case", "show", "H-1", *WHY)
    for word in ("示例甲", "示例银行", "1,000.00", "CNY", "2024-01-15"):
        assert word in shown


def test_a_case_added_again_is_corrected_not_doubled(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(*ADD, "--amount", "1000")
    veiltrace(*ADD, "--amount", "2500", "--currency", "USD")
    open_case("H-1")
    assert veiltrace("case", "list").count("H-1") == 1
    shown = veiltrace("case", "show", "H-1", *WHY)
    assert "2,500.00" in shown
    assert "USD" in shown
    assert "1,000.00" not in shown


def test_another_debtor_under_the_same_number_takes_the_place_of_the_first(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(*ADD, "--amount", "1000")
    veiltrace(*ADD, "--amount", "1000", "--debtor", "示例乙")
    open_case("H-1")
    shown = veiltrace("case", "show", "H-1", *WHY)
    assert "示例乙" in shown
    assert "示例甲" not in shown


def test_a_case_under_a_mandate_is_not_rewritten(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(*ADD, "--amount", "1000")
    open_case("H-1")
    with pytest.raises(UsageError, match="has a mandate"):
        veiltrace(*ADD, "--amount", "1000", "--debtor", "示例乙")
    assert "示例甲" in veiltrace("case", "show", "H-1", *WHY)


def test_what_was_typed_is_shown_as_it_was_typed(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(*ADD, "--amount", "1", "--creditor", "示例[/red]银行", "--debtor", "示例:smile:乙")
    open_case("H-1")
    shown = veiltrace("case", "show", "H-1", *WHY)
    assert "示例[/red]银行" in shown
    assert "示例:smile:乙" in shown


@pytest.mark.parametrize("number", ["（2024）苏 0106 执 12 号", "(2024)苏0106执12号"])
def test_a_case_is_found_however_its_number_is_written(
    veiltrace: "Veiltrace", open_case: "OpenCase", number: str
) -> None:
    veiltrace(*ADD, "--amount", "1", "--number", "(2024)苏0106执12号")
    open_case("(2024)苏0106执12号")
    assert "示例甲" in veiltrace("case", "show", number, *WHY)
    assert "示例银行" in veiltrace("leads", number, *WHY)


def test_two_creditors_may_have_one_number_and_the_user_chooses(
    veiltrace: "Veiltrace", open_case: "OpenCase"
) -> None:
    veiltrace(*ADD, "--amount", "1000")
    veiltrace(*ADD, "--amount", "2500", "--creditor", "远方银行", "--debtor", "示例乙")
    assert "2 cases" in veiltrace("case", "list")
    with pytest.raises(UsageError, match="--creditor NAME"):
        open_case("H-1")
    for creditor, debtor in (("示例银行", "示例甲"), ("远方银行", "示例乙")):
        open_case("H-1", options=("--creditor", creditor))
        assert debtor in veiltrace("case", "show", "H-1", *WHY, "--creditor", creditor)


@pytest.mark.parametrize("amount", ["inf", "nan", "-inf", "0", "-5"])
def test_a_claim_that_is_no_sum_of_money_is_refused(veiltrace: "Veiltrace", amount: str) -> None:
    with pytest.raises(UsageError, match="--amount"):
        veiltrace(*ADD, "--amount", amount)
    assert "no case" in veiltrace("case", "list")


@pytest.mark.parametrize("currency", ["yuan", "cny", "CN", "C1Y", "[/]"])
def test_a_currency_is_three_capital_letters(veiltrace: "Veiltrace", currency: str) -> None:
    with pytest.raises(UsageError, match="--currency must be three capital letters"):
        veiltrace(*ADD, "--amount", "1", "--currency", currency)


def test_a_number_that_could_never_be_found_again_is_refused(veiltrace: "Veiltrace") -> None:
    with pytest.raises(UsageError, match="--number reads as no case number"):
        veiltrace(*ADD, "--amount", "1", "--number", "A[b] [/c]")
    assert "no case" in veiltrace("case", "list").lower()


def test_a_portfolio_is_imported_as_cases(
    veiltrace: "Veiltrace", portfolio: Path, open_case: "OpenCase"
) -> None:
    report = veiltrace("case", "import", portfolio)
    assert "portfolio.xlsx" in report
    listed = veiltrace("case", "list")
    assert "DC-1" in listed
    assert "DC-2" in listed
    open_case("DC-1")
    assert "386,000.00" in veiltrace("case", "show", "DC-1", *WHY)


GB_PORTFOLIO = Path(__file__).parents[2] / "data" / "gb" / "portfolio.csv"


@pytest.mark.parametrize("packed", ["portfolio.csv", "portfolio.csv.gz", "portfolio.zip"])
def test_a_portfolio_of_any_mapping_is_imported_packed_or_not(
    veiltrace: "Veiltrace", open_case: "OpenCase", tmp_path: Path, packed: str
) -> None:
    path, content = tmp_path / packed, GB_PORTFOLIO.read_bytes()
    if packed.endswith(".zip"):
        with ZipFile(path, "w") as archive:
            archive.writestr("portfolio.csv", content)
    else:
        path.write_bytes(gzip.compress(content) if packed.endswith(".gz") else content)
    veiltrace("case", "import", path, "--mapping", "gb_portfolio")
    assert "GB-2" in veiltrace("case", "list")
    open_case("GB-1")
    shown = veiltrace("case", "show", "GB-1", *WHY)
    assert "12,500.00" in shown
    assert "Ann Example" in shown


def test_a_mapping_that_makes_no_case_is_refused_for_a_portfolio(
    veiltrace: "Veiltrace", portfolio: Path
) -> None:
    with pytest.raises(UsageError, match="'cn_vehicle' makes no case with a debtor"):
        veiltrace("case", "import", portfolio, "--mapping", "cn_vehicle")


def test_a_portfolio_that_lacks_a_column_names_it(veiltrace: "Veiltrace", tmp_path: Path) -> None:
    path = tmp_path / "portfolio.csv"
    path.write_text(GB_PORTFOLIO.read_text().replace("balance", "outstanding", 1))
    with pytest.raises(MappingError, match="lacks the columns: balance"):
        veiltrace("case", "import", path, "--mapping", "gb_portfolio")


def test_a_claim_without_a_date_says_so(veiltrace: "Veiltrace", open_case: "OpenCase") -> None:
    veiltrace(*ADD, "--amount", "1000")
    open_case("H-1")
    assert "overdue since an unknown day" in veiltrace("case", "show", "H-1", *WHY)


def test_a_closed_case_is_read_no_more(opened: "Veiltrace") -> None:
    opened("case", "close", "DC-1")
    assert "closed" in opened("case", "list")
    with pytest.raises(AccessRefused, match="the case is closed"):
        opened("case", "show", "DC-1", *WHY)
    assert "示例乙" in opened("case", "show", "DC-2", *WHY)


def test_a_mandate_names_nobody(opened: "Veiltrace", tmp_path: Path) -> None:
    request = (tmp_path / "request.json").read_text()
    for secret in ("示例", "12400000", "990101", "DC-"):
        assert secret not in request


def test_no_case_is_an_empty_list_and_not_an_error(veiltrace: "Veiltrace") -> None:
    assert "no case" in veiltrace("case", "list").lower()


def test_a_case_of_no_known_number_is_said(filled: "Veiltrace") -> None:
    with pytest.raises(UnknownCase, match="case list"):
        filled("case", "show", "DC-9", *WHY)
