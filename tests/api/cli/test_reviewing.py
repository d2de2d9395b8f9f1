import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import orjson
import pytest
from typer.testing import CliRunner, Result

from veiltrace_api.cli.app import app
from veiltrace_api.desk.desk import open_desk
from veiltrace_api.settings import HOME_VARIABLE, Settings
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.connection import writer_lock
from veiltrace_graph.vocabulary import PARTY_KINDS

if TYPE_CHECKING:
    from tests.api.cli.conftest import Veiltrace

Answer = Callable[..., str]


@pytest.fixture
def queued(filled: "Veiltrace", home: Settings) -> "Veiltrace":
    """The debtors' records are to be reviewed with each other: three pairs of three people."""
    with open_desk(home, lambda: datetime.now(UTC)) as desk:
        store = desk._vault.store
        named = {r.whole("name")[0]: r.node for r in store.linkage_records(PARTY_KINDS)}
        a, b, c = (named[name] for name in ("示例甲", "示例乙", "示例丙"))
        pairs = [ReviewPair(b, c, 0.62, 3.0), ReviewPair(a, b, 0.41, 2.0)]
        store.replace_review_queue(
            [*pairs, ReviewPair(a, c, 0.33, 1.0)], scope=LinkScope(PARTY_KINDS)
        )
    return filled


@pytest.fixture
def answer(queued: "Veiltrace", home: Settings) -> Answer:
    """Reviews, typing these lines, and returns what was shown."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> str:
        typed = "".join(f"{line}\n" for line in lines)
        environment = {HOME_VARIABLE: str(home.home), "COLUMNS": "200"}
        done: Result = CliRunner().invoke(app, ["review", *options], input=typed, env=environment)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    return run


def test_a_pair_is_shown_side_by_side_with_its_probability(answer: Answer) -> None:
    shown = answer("quit")
    assert "1 of 3: the model gives 0.620 that they are one" in shown
    (row,) = [line for line in shown.splitlines() if line.strip().startswith("name")]
    assert re.search(r"示例乙 +示例丙|示例丙 +示例乙", row)
    assert re.search(
        r"address +示例省示例市示例路1号1幢101室 +示例省示例市示例路1号1幢101室 +=", shown
    )
    assert "of 3: 0 same, 0 different, 0 unsure, 0 skipped; what was answered is kept" in shown


def test_answers_are_kept_with_their_reasons_and_leave_the_queue(
    answer: Answer, queued: "Veiltrace"
) -> None:
    shown = answer("d", "another resident ID", "skip", "u", "")
    assert "3 of 3" in shown
    assert re.search(r"[0-9a-f]{10} and [0-9a-f]{10}: different\nno party changed by it", shown)
    assert "of 3: 0 same, 1 different, 1 unsure, 1 skipped" in shown
    left = orjson.loads(queued("review", "--json"))["pairs"]
    assert [pair["probability"] for pair in left] == [0.41, 0.33]  # what was unsure comes last


def test_a_word_that_is_none_of_them_is_asked_again(answer: Answer) -> None:
    shown = answer("perhaps", "q")
    assert "type one of these words, or its letter" in shown


def test_what_cannot_be_kept_is_said_and_the_pair_asked_again(answer: Answer) -> None:
    shown = answer("s", "", "s", "tel 12400000077", "s", "", "d", "another face", "skip")
    assert "not kept: leave people's numbers out of the reason" in shown
    assert "not kept: persons judged otherwise of " in shown
    assert "they are one party by now" in shown
    assert "of 3: 2 same, 0 different, 0 unsure, 1 skipped" in shown


def test_the_end_of_the_input_stops_and_keeps_what_was_answered(
    answer: Answer, queued: "Veiltrace"
) -> None:
    shown = answer("different", "")
    assert "1 different" in shown
    assert "what was answered is kept" in shown
    assert len(orjson.loads(queued("review", "--json"))["pairs"]) == 2


def test_only_so_many_are_asked_as_wanted(answer: Answer) -> None:
    shown = answer("skip", options=("--limit", "1"))
    assert "1 of 1" in shown
    assert "of 1: 0 same, 0 different, 0 unsure, 1 skipped" in shown


def test_while_a_question_waits_others_may_write(
    answer: Answer, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def prompt(*_: object, **__: object) -> str:
        with writer_lock(home.store_file):
            tried.append(True)
        return "different" if len(tried) % 2 else "why not"

    monkeypatch.setattr("typer.prompt", prompt)
    answer()
    assert len(tried) == 6


def test_the_list_names_records_by_ids_and_nobody(queued: "Veiltrace") -> None:
    shown = queued("review", "--list")
    assert "3 pairs to review" in shown
    assert re.search(r"[0-9a-f]{10} +[0-9a-f]{10} +0\.620", shown)
    assert "示例" not in shown


def test_the_list_for_programs_has_whole_ids(queued: "Veiltrace") -> None:
    pairs = orjson.loads(queued("review", "--json", "--limit", "2"))["pairs"]
    assert [pair["probability"] for pair in pairs] == [0.62, 0.41]
    assert all(len(pair["left"]) == len(pair["right"]) == 32 for pair in pairs)
    said = queued(
        "judge", pairs[0]["left"], pairs[0]["right"], "unsure", "--reason", "no birth date"
    )
    assert ": unsure" in said


def test_an_empty_queue_says_so(filled: "Veiltrace") -> None:
    assert "nothing to review" in filled("review")
    assert orjson.loads(filled("review", "--json")) == {"pairs": []}


def test_the_help_of_review_says_what_to_answer(program: Callable[..., Result]) -> None:
    shown = program("review", "--help", columns=100).output
    for word in ("same", "different", "unsure", "skip", "quit", "audit log", "veiltrace judge"):
        assert word in shown
