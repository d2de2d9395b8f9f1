"""The American mappings on their samples."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.connectors.mapping.samples import (
    connector_of,
    of_kind,
    records_of,
    ties_of,
    value_of,
    values_of,
)

from veiltrace_connectors.ingest import ingest
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, RelationKind


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore.create(tmp_path / "s.sqlite", Keyring(bytes(32))) as opened:
        yield opened


def load(store: SqliteStore, mapping: str, sample: str) -> dict[tuple[str, str], int]:
    report = ingest(
        lambda: connector_of(mapping, sample),
        store,
        file_name=sample,
        fingerprint=sample,
        clock=lambda: datetime(2026, 6, 30, tzinfo=UTC),
    )
    return report.rejections


def test_the_aircraft_files_padding_is_no_part_of_a_value() -> None:
    first, *_ = records_of("us_faa", "us/MASTER.txt")
    (aircraft,) = of_kind(first, NodeKind.AIRCRAFT)
    assert (aircraft.ref.scheme, aircraft.ref.value) == ("plate", "N999ZZ")
    assert value_of(aircraft, "serial_number").value == "TEST-001"
    assert values_of(aircraft, "model") == []


def test_the_type_of_registrant_tells_person_from_organisation() -> None:
    owners = [record.entities[0].kind for record in records_of("us_faa", "us/MASTER.txt")]
    firm, person, either = NodeKind.ORGANISATION, NodeKind.PERSON, NodeKind.PARTY
    assert owners == [firm, firm, person, either]


def test_the_home_of_a_registrant_who_may_be_a_person_is_not_read() -> None:
    records = records_of("us_faa", "us/MASTER.txt")
    assert [len(of_kind(record, NodeKind.ADDRESS)) for record in records] == [1, 1, 0, 0]
    assert "ln" not in {word for record in records for word in str(record).casefold().split()}


def test_other_names_are_further_owners() -> None:
    *_, shared = records_of("us_faa", "us/MASTER.txt")
    assert ties_of(shared) == [
        ("EXAMPLE BEN", "owns", "N996ZZ"),
        ("EXAMPLE CARA", "owns", "N996ZZ"),
    ]
    assert shared.relations[0].valid_from == date(2020, 5, 6)


def test_a_date_of_zeros_is_no_date() -> None:
    first, second, *_ = records_of("us_faa", "us/MASTER.txt")
    notes = [values_of(of_kind(r, NodeKind.AIRCRAFT)[0], "note") for r in (first, second)]
    assert notes == [
        ["mode S code AFFFFF", "last action on 20240122"],
        ["mode S code AFFFFF"],
    ]


def test_a_filing_is_a_claim_that_debtor_and_secured_party_share_until_it_lapses() -> None:
    first, *_ = records_of("us_ucc", "us/ucc-filings.csv")
    (claim,) = of_kind(first, NodeKind.RECEIVABLE)
    assert values_of(claim, "note") == ["collateral: All equipment, serial no. TEST-001"]
    owes, is_owed = (r for r in first.relations if r.target == claim.ref)
    assert (owes.kind, is_owed.kind) == (RelationKind.OWES, RelationKind.IS_OWED)
    # 03/04 is 4 March in the United States.
    assert (owes.valid_from, owes.valid_to) == (date(2024, 3, 4), date(2029, 3, 4))


def test_a_debtor_is_an_organisation_or_a_person_by_the_columns_that_name_it() -> None:
    filings = records_of("us_ucc", "us/ucc-filings.csv")
    assert [record.entities[0].kind for record in filings] == [
        NodeKind.ORGANISATION,
        NodeKind.ORGANISATION,
        NodeKind.PERSON,
        NodeKind.PERSON,
    ]
    assert value_of(filings[2].entities[0], "name").value == "ANN EXAMPLE"


def test_a_termination_replaces_the_record_of_the_filing_it_names(store: SqliteStore) -> None:
    load(store, "us_ucc", "us/ucc-filings.csv")
    owed = {}
    for day in (date(2025, 1, 1), date(2025, 5, 7)):
        view = store.view(day)
        (debtor,) = view.search("FICTIONAL HOLDINGS LLC")
        relations = view.relations([debtor.node.id])
        owed[day] = [r.valid_to for r in relations if r.kind is RelationKind.OWES]
    assert owed == {
        date(2025, 1, 1): [date(2029, 3, 4)],
        date(2025, 5, 7): [],
    }


def test_a_continuation_stands_beside_the_filing_it_names() -> None:
    *_, first, continued = records_of("us_ucc", "us/ucc-filings.csv")
    claims = [of_kind(record, NodeKind.RECEIVABLE)[0] for record in (first, continued)]
    assert claims[0].ref == claims[1].ref
    assert first.record_id != continued.record_id
    assert value_of(claims[1], "ended_on").value == "2030-04-05"


def test_vehicle_titles_are_counted_only_where_no_use_is_declared(store: SqliteStore) -> None:
    assert load(store, "us_vehicle", "us/vehicles.csv") == {("dppa_code_missing", ""): 2}
    assert all(summary.records == 0 for summary in store.sources())


def test_a_vehicle_is_known_by_its_vin_with_its_owner_and_lien() -> None:
    first, second = records_of("us_vehicle", "us/vehicles.csv")
    assert [tie for tie in ties_of(first) if tie[1] != "located_at"] == [
        ("ANN EXAMPLE", "owns", "1ZZZZ99Z1ZZ000001"),
        ("1ZZZZ99Z1ZZ000001", "mortgaged_to", "FICTIONAL BANK NA"),
    ]
    assert second.entities[0].kind is NodeKind.ORGANISATION


def test_security_is_a_pledge_and_no_sale() -> None:
    pledged, sold, released = records_of("us_uspto_assignee", "us/assignee.csv")
    bank = "FICTIONAL BANK, N.A., AS COLLATERAL AGENT"
    kinds = [
        [tie for tie in ties_of(record) if tie[1] != "located_at"]
        for record in (pledged, sold, released)
    ]
    assert kinds == [
        [("999990001", "pledged_to", bank)],
        [("FICTIONAL HOLDINGS LLC", "owns", "999990002")],
        [("FICTIONAL HOLDINGS LLC", "other", "999990003")],
    ]


def test_who_pledges_keeps_the_right_and_who_sells_had_it_until_then() -> None:
    pledged, sold, released = records_of("us_uspto_assignor", "us/assignor.csv")
    assert [(r.kind.value, r.valid_to) for r in pledged.relations] == [("owns", None)]
    assert [(r.kind.value, r.valid_to) for r in sold.relations] == [("owns", date(2024, 5, 6))]
    assert [(r.kind.value, r.valid_to) for r in released.relations] == [
        ("pledged_to", date(2025, 6, 7))
    ]


def test_assignors_and_assignees_meet_in_the_right() -> None:
    given = records_of("us_uspto_assignor", "us/assignor.csv")
    taken = records_of("us_uspto_assignee", "us/assignee.csv")
    for one, other in zip(given, taken, strict=True):
        assert of_kind(one, NodeKind.IP_RIGHT)[0].ref == of_kind(other, NodeKind.IP_RIGHT)[0].ref
