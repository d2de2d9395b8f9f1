from typing import TYPE_CHECKING

import pytest

from veiltrace_api.errors import UsageError

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

UNDER = ("--case", "DC-1", "--purpose", "enforcement")
DAY = ("--as-of", "2026-06-30", *UNDER)


def test_relate_shows_who_is_near_a_party(opened: "Veiltrace") -> None:
    shown = opened("relate", "990101198001010014", *DAY)
    assert "示例乙" in shown  # the same address on file


def test_relate_shows_the_best_path_between_two_with_its_records(opened: "Veiltrace") -> None:
    shown = opened("relate", "990101198001010014", "示例乙", *DAY)
    assert "relatedness 0" in shown
    assert "located at" in shown
    assert "cn-debt-portfolio" in shown
    assert "··-2" in shown  # another lender's case is called by its end
    assert "DC-2" not in shown


def test_two_without_any_connection_are_said_to_have_none(
    opened: "Veiltrace",
) -> None:
    opened("case", "add", "--number", "H-1", "--debtor", "独居者", "--creditor", "远方银行",
           "--amount", "5")  # fmt: skip
    shown = opened("relate", "独居者", "示例乙", *UNDER)
    assert "relatedness 0\n" in shown
    assert "no path" in shown


def test_an_ambiguous_name_is_not_guessed(opened: "Veiltrace") -> None:
    with pytest.raises(UsageError, match="veiltrace search"):
        opened("relate", "示例", *UNDER)
