"""What a row of CourtListener's dockets becomes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.courtlistener.dockets import read_docket
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, SourceKind

SOURCE = Source(
    name="courtlistener",
    kind=SourceKind.COURT,
    publisher="Free Law Project",
    obtained="open_data",
    legal_basis="public_information",
    jurisdiction="us",
    licence="",
    refreshed_on=date(2026, 6, 30),
    refresh_days=90,
    retention_days=1825,
)


def docket(**changes: str | None) -> dict[str, str | None]:
    return {
        "id": "99999001",
        "date_modified": "2024-01-02 00:00:00+00",
        "date_filed": "2024-01-01",
        "date_terminated": None,
        "case_name": "Fictional Bank v. Example",
        "case_name_full": "",
        "docket_number": "24-99999",
        "court_id": "deb",
        "cause": "28:1331 Fed. Question",
        "nature_of_suit": "Contract: Other",
        "blocked": "f",
    } | changes


def case(**changes: str | None) -> SourceRecord:
    record = read_docket(docket(**changes), SOURCE, 1)
    assert isinstance(record, SourceRecord)
    return record


def values(record: SourceRecord, name: str) -> list[str]:
    return [value.value for value in record.entities[0].properties if value.name == name]


def test_a_docket_is_a_court_case_known_by_court_and_number() -> None:
    record = case()
    [entity] = record.entities
    assert (record.record_id, record.seen_on) == ("99999001", date(2024, 1, 2))
    assert entity.kind is NodeKind.COURT_CASE
    assert (entity.ref.scheme, entity.ref.value) == ("case_number", "DEB:24-99999")
    assert values(record, "court") == ["deb"]
    assert values(record, "started_on") == ["2024-01-01"]
    assert values(record, "ended_on") == []
    assert values(record, "category") == ["Contract: Other"]
    assert values(record, "note") == ["cause=28:1331 Fed. Question"]


def test_one_number_in_two_courts_is_two_cases() -> None:
    assert case().entities[0].ref != case(court_id="nysb").entities[0].ref


def test_a_number_without_its_court_identifies_nothing() -> None:
    for court in ("", None):
        record = case(court_id=court)
        assert record.entities[0].ref.scheme == "record:Free Law Project"
        assert values(record, "case_number") == []


def test_a_caption_names_the_case_and_nobody_else() -> None:
    record = case()
    assert values(record, "name") == ["Fictional Bank v. Example"]
    assert len(record.entities) == 1
    assert record.relations == ()


def test_null_and_the_empty_string_both_make_no_property_but_stay_apart_for_review() -> None:
    assert case(case_name_full=None) == case(case_name_full="")
    rejected = read_docket(docket(id=None, cause=""), SOURCE, 3)
    assert isinstance(rejected, Rejected)
    assert '"id":null' in rejected.raw
    assert '"cause":""' in rejected.raw


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"id": None}, "docket_no_id", "id"),
        ({"docket_number": None, "case_name": ""}, "docket_no_case", "docket_number"),
    ],
)
def test_a_row_that_says_nothing_is_rejected(
    changes: dict[str, str | None], reason: str, field: str
) -> None:
    found = read_docket(docket(**changes), SOURCE, 3)
    assert isinstance(found, Rejected)
    assert (found.position, found.reason, found.field) == (3, reason, field)


def test_a_case_the_publisher_keeps_out_of_search_engines_says_so() -> None:
    assert values(case(blocked="t"), "status") == ["kept out of search engines by CourtListener"]


@given(st.dictionaries(st.sampled_from(sorted(docket())), st.none() | st.text()))
def test_no_row_raises_anything(row: dict[str, str | None]) -> None:
    assert isinstance(read_docket(row, SOURCE, 1), SourceRecord | Rejected)
