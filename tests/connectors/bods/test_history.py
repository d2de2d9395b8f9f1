"""What several statements of one BODS record make of it, over time and over files."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_connectors.bods.connector import BodsConnector
from veiltrace_connectors.building import reference
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.vocabulary import RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "bods"
HOLDER, FIRM = reference("Town", "holder"), reference("Town", "firm")
Statement = dict[str, object]


def statement(day: str, status: str, record: str = "link", **details: object) -> Statement:
    kind = "relationship" if record == "link" else "entity"
    ends = {"subject": "firm", "interestedParty": "holder"}
    form = {"entityType": {"type": "registeredEntity"}}
    stated = {"isComponent": False} | (ends if kind == "relationship" else form) | details
    return {
        "statementId": f"{record}-{day}-{status}".ljust(32, "x"),
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "declarationSubject": "firm",
        "statementDate": day,
        "publicationDetails": {
            "publicationDate": day[:10],
            "bodsVersion": "0.4",
            "publisher": {"name": "Town"},
        },
        "recordDetails": stated,
    }


def shares(percent: int) -> list[dict[str, object]]:
    return [{"type": "shareholding", "share": {"exact": percent}}]


NEW = statement("2020-01-01", "new", interests=shares(30))
UPDATED = statement("2021-01-01", "updated", interests=shares(60))
CLOSED = statement("2022-01-01", "closed", interests=shares(60))

Open = Callable[..., Callable[[], BodsConnector]]


@pytest.fixture
def write(tmp_path: Path) -> Open:
    """Writes statements into a file and returns how to open it."""

    def written(*statements: Statement, lines: bool = False) -> Callable[[], BodsConnector]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        texts = [json.dumps(one) for one in statements]
        path.write_text("\n".join(texts) if lines else json.dumps(statements))
        return lambda: BodsConnector(DataFile(path))

    return written


def held(loaded: "Loaded", day: str) -> list[float | None]:
    found = loaded.relations(HOLDER, date.fromisoformat(day))
    return [one.share for one in found if one.kind is RelationKind.OWNS_SHARE]


@pytest.mark.parametrize("order", list(permutations((NEW, UPDATED, CLOSED))))
@pytest.mark.parametrize("in_one_file", [True, False])
def test_the_latest_statement_counts_and_earlier_ones_stay_for_their_time(
    loaded: "Loaded", write: Open, order: tuple[Statement, ...], in_one_file: bool
) -> None:
    files = [write(*order)] if in_one_file else [write(one) for one in order]
    for file in files:
        loaded.load(file)
    assert held(loaded, "2020-06-01") == [0.3]
    assert held(loaded, "2021-06-01") == [0.6]
    assert held(loaded, "2022-06-01") == []


def test_a_record_that_comes_closed_held_until_then(loaded: "Loaded", write: Open) -> None:
    loaded.load(write(CLOSED))
    assert held(loaded, "2021-06-01") == [0.6]
    assert held(loaded, "2022-06-01") == []


@pytest.mark.parametrize("lines", [True, False])
def test_of_two_statements_of_one_day_the_later_in_the_file_counts(
    loaded: "Loaded", write: Open, lines: bool
) -> None:
    day = "2020-01-01"
    opened = statement(day, "new", interests=shares(30))
    changed = statement(day, "updated", interests=shares(60))
    closed = statement(day, "closed", interests=shares(60))
    loaded.load(write(opened, changed, lines=lines))
    assert held(loaded, "2020-06-01") == [0.6]
    report = loaded.load(write(opened, changed, closed, lines=lines))
    assert held(loaded, "2020-06-01") == []
    assert report.rejections == {("bods_superseded", "recordStatus"): 2}


def test_a_party_that_is_no_longer_named_ends_the_relation_and_leaves_the_reason(
    loaded: "Loaded", write: Open
) -> None:
    unnamed = statement("2021-01-01", "updated", interestedParty={"reason": "noBeneficialOwners"})
    loaded.load(write(NEW, unnamed))
    assert held(loaded, "2020-06-01") == [0.3]
    assert loaded.relations(FIRM, date(2021, 6, 1)) == ()
    said = "interestedParty: noBeneficialOwners"
    assert loaded.values(FIRM, "status", date(2021, 6, 1)) == [said]
    assert loaded.values(FIRM, "status", date(2020, 6, 1)) == []


def test_interests_that_are_no_longer_stated_leave_a_relation_of_an_unknown_kind(
    loaded: "Loaded", write: Open
) -> None:
    loaded.load(write(NEW, statement("2021-01-01", "updated")))
    assert held(loaded, "2021-06-01") == []
    [left] = loaded.relations(HOLDER, date(2021, 6, 1))
    assert (left.kind, left.role) == (RelationKind.OTHER, "unknownInterest")


def test_an_entity_keeps_its_earlier_name_for_its_time(loaded: "Loaded", write: Open) -> None:
    first = statement("2020-01-01", "new", "firm", name="One Ltd")
    second = statement("2021-01-01", "updated", "firm", name="Two Ltd")
    closed = statement("2022-01-01", "closed", "firm", name="Two Ltd")
    loaded.load(write(second, closed, first))
    assert loaded.values(FIRM, "name", date(2020, 6, 1)) == ["One Ltd"]
    assert loaded.values(FIRM, "name", date(2021, 6, 1)) == ["Two Ltd"]
    assert loaded.values(FIRM, "ended_on", date(2021, 6, 1)) == []
    assert loaded.values(FIRM, "ended_on", date(2022, 6, 1)) == ["2022-01-01"]


def test_the_published_examples_load_and_a_second_time_say_nothing_new(loaded: "Loaded") -> None:
    paths = sorted(DATA.glob("*.json"))
    for path in paths:
        loaded.load(partial(BodsConnector, DataFile(path)))
    for path in paths:
        run = loaded.load(partial(BodsConnector, DataFile(path))).run
        assert run.unchanged + run.rejected == run.read
        assert run.rejected == (2 if path.stem == "fermcat" else 0)
