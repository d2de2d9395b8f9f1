import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from typer.testing import Result

from veiltrace_api.errors import UsageError
from veiltrace_graph.errors import JudgementConflict, NothingToWithdraw, UnknownNode

if TYPE_CHECKING:
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


def test_the_help_of_how_says_what_to_do_next(program: Callable[..., Result]) -> None:
    shown = program("how", "--help", columns=100).output
    assert "veiltrace judge" in shown


WHY = ("--reason", "same birth place on file")


def namesakes(veiltrace: "Veiltrace", size: int = 3) -> list[str]:
    """The ids of records of that many debtors of one name."""
    for i in range(size):
        veiltrace("case", "add", "--number", f"DC-3{i}", "--debtor", "示例同名", "--creditor",
                  "示例银行", "--amount", "5")  # fmt: skip
    found = veiltrace("search", "示例同名", *UNDER)
    ids = re.findall(r"^ *([0-9a-f]{10}) ", found, re.MULTILINE)
    assert len(ids) == size
    return ids


def test_judge_joins_namesakes_and_undo_parts_them_again(opened: "Veiltrace") -> None:
    a, b, _ = namesakes(opened)
    said = opened("judge", a, b, "same", *WHY)
    low = min(a, b)
    assert said.splitlines()[0] == f"{a} and {b}: same"
    assert f"now:    {low} of 2 records" in said
    assert "示例同名" not in said
    shown = opened("how", a, *UNDER)
    assert "(party, 2 records)" in shown
    assert re.search(r"same by person: local, \d{4}-\d\d-\d\d, same birth place on file", shown)
    said = opened("judge", b, a, "--undo", "--reason", "another birth place")
    assert f"before: {low} of 2 records" in said
    shown = opened("how", a, "--log", *UNDER)
    assert "(party, 1 record)" in shown
    assert "by local, another birth place" in shown


def test_how_names_the_record_that_holds_a_party_together(opened: "Veiltrace") -> None:
    a, b, c = namesakes(opened)
    opened("judge", a, b, "same", *WHY)
    opened("judge", b, c, "same", *WHY)
    shown = opened("how", a, *UNDER)
    assert "(party, 3 records)" in shown
    (line,) = [line for line in shown.split("would fall apart")[1].splitlines() if b in line]
    assert "1 record: " in line
    assert "no record holds it together" not in shown


def test_a_judgement_needs_a_verdict_or_undo_and_a_reason(opened: "Veiltrace") -> None:
    a, b, _ = namesakes(opened)
    for words in (("judge", a, b, *WHY), ("judge", a, b, "same", "--undo", *WHY)):
        with pytest.raises(UsageError, match="--undo to take it back"):
            opened(*words)
    with pytest.raises(UsageError, match="--reason is needed"):
        opened("judge", a, b, "same")


def test_a_judgement_that_cannot_be_says_what_to_do(opened: "Veiltrace") -> None:
    a, b, c = namesakes(opened)
    with pytest.raises(UnknownNode, match="veiltrace how"):
        opened("judge", a, "0000000000", "same", *WHY)
    with pytest.raises(NothingToWithdraw, match="veiltrace how --log"):
        opened("judge", a, b, "--undo", *WHY)
    opened("judge", a, b, "different", *WHY)
    opened("judge", a, c, "same", *WHY)
    with pytest.raises(JudgementConflict, match="--undo"):
        opened("judge", b, c, "same", *WHY)


def test_the_help_of_judge_says_what_each_word_does(program: Callable[..., Result]) -> None:
    shown = program("judge", "--help", columns=100).output
    for word in ("same", "different", "unsure", "--undo", "veiltrace how", "log"):
        assert word in shown
