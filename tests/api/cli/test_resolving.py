from typing import TYPE_CHECKING

from typer.testing import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.cli.conftest import Veiltrace

UNDER = ("--case", "DC-1", "--purpose", "enforcement")
DEBTOR_ID = "990101198001010014"


def test_how_shows_the_records_of_a_party_and_the_rule_that_joined_them(
    opened: "Veiltrace",
) -> None:
    shown = opened("how", DEBTOR_ID, *UNDER)
    assert "示例甲   (person, 2 records)" in shown
    assert "[cn-debt-portfolio]" in shown
    assert "[cn-marketplace-accounts]" in shown
    assert "same by rule: shared resident_id, " in shown
    assert "no record holds it together alone" in shown
    assert "mandate certified by the registry court.example" in shown
    assert DEBTOR_ID not in shown


def test_how_shows_one_record_by_itself_as_such(opened: "Veiltrace") -> None:
    shown = opened("how", "示例丙", *UNDER)
    assert "示例丙   (party, 1 record)" in shown
    assert "holds it together" not in shown


def test_how_shows_the_log_on_request(opened: "Veiltrace") -> None:
    assert "Withdrawn: nothing" not in opened("how", DEBTOR_ID, *UNDER)
    shown = opened("how", DEBTOR_ID, "--log", *UNDER)
    assert "Withdrawn: nothing" in shown
    assert "Stands, and joins nothing here: nothing" in shown


def test_the_help_of_how_says_what_to_do_next(program: "Callable[..., Result]") -> None:
    shown = program("how", "--help", columns=100).output
    assert "veiltrace judge" in shown
