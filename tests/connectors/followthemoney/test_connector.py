"""Which records a FollowTheMoney file gives, and what is said of lines that are none."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.followthemoney.connector import SOURCE, FollowTheMoneyConnector
from veiltrace_connectors.json_lines import MAX_LINE_BYTES
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Entity, EntityRef, RecordRelation, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

DATA = Path(__file__).parents[2] / "data" / "ftm"
KINDS = DATA / "veiltrace_14_kinds.ftm.jsonl"
TOWN = replace(SOURCE, name="town", publisher="Town", refreshed_on=date(2026, 5, 31))


def write(folder: Path, *lines: dict[str, Any] | bytes) -> Path:
    path = folder / "town.ftm.json"
    texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(texts) + b"\n")
    return path


def read(path: Path) -> list[SourceRecord | Rejected]:
    return list(FollowTheMoneyConnector(DataFile(path), source=TOWN).records())


def by_id() -> dict[str, SourceRecord]:
    return {record.record_id: record for record in read(KINDS) if isinstance(record, SourceRecord)}


def relations() -> dict[str, tuple[RecordRelation, ...]]:
    return {record_id: record.relations for record_id, record in by_id().items()}


def ref(value: str) -> EntityRef:
    return EntityRef("record:Town", value)


@pytest.mark.parametrize(
    ("file", "lines"), [("veiltrace_14_kinds.ftm.jsonl", 35), ("donations_companies.ijson", 378)]
)
def test_every_line_of_the_samples_is_accepted(file: str, lines: int) -> None:
    found = read(DATA / file)
    assert [record.position for record in found] == list(range(1, lines + 1))
    assert not [record for record in found if isinstance(record, Rejected)]


def test_relations_lead_between_entities_of_their_own_record() -> None:
    for file in DATA.glob("*json*"):
        for record in read(file):
            assert isinstance(record, SourceRecord)
            known = {entity.ref for entity in record.entities}
            assert all({link.source, link.target} <= known for link in record.relations)


@pytest.mark.parametrize(
    ("edge", "kind", "first", "second"),
    [
        ("vt-own-re-1", RelationKind.OWNS, "vt-person-1", "vt-re-1"),
        ("vt-own-co-1", RelationKind.OWNS_SHARE, "vt-person-1", "vt-company-1"),
        ("vt-own-bank-1", RelationKind.HOLDS_ACCOUNT, "vt-person-1", "vt-bank-1"),
        ("vt-own-sec-1", RelationKind.HOLDS, "vt-person-1", "vt-sec-1"),
        ("vt-own-ins-1", RelationKind.POLICYHOLDER_OF, "vt-person-1", "vt-ins-1"),
        ("vt-own-ip-1", RelationKind.OWNS, "vt-company-1", "vt-ip-1"),
        ("vt-own-vessel-1", RelationKind.OWNS, "vt-company-1", "vt-vessel-1"),
        ("vt-own-air-1", RelationKind.OWNS, "vt-company-1", "vt-air-1"),
        ("vt-veh-1", RelationKind.OWNS, "vt-person-1", "vt-veh-1"),
        ("vt-cw-1", RelationKind.CONTROLS, "vt-person-1", "vt-cw-1"),
        ("vt-dir-1", RelationKind.LEGAL_REP_OF, "vt-person-1", "vt-company-1"),
        ("vt-emp-1", RelationKind.EMPLOYED_BY, "vt-person-1", "vt-company-1"),
        ("vt-ccp-1", RelationKind.PARTY_TO, "vt-person-1", "vt-case-1"),
        ("vt-shixin-1", RelationKind.LISTED_IN, "vt-person-1", "vt-shixin-1"),
        ("vt-tax-1", RelationKind.EARNS, "vt-person-1", "vt-tax-1"),
        ("vt-fam-1", RelationKind.RELATED_TO, "vt-person-1", "vt-person-2"),
        ("vt-ecom-pay-1", RelationKind.PAID, "vt-person-1", "vt-company-1"),
        ("vt-sec-1", RelationKind.ISSUED_BY, "vt-sec-1", "vt-company-1"),
    ],
)
def test_an_edge_leads_between_the_ids_of_the_file(
    edge: str, kind: RelationKind, first: str, second: str
) -> None:
    [relation] = relations()[edge]
    assert (relation.kind, relation.source, relation.target) == (kind, ref(first), ref(second))


def test_a_debt_is_owed_by_one_and_to_the_other() -> None:
    assert {(one.kind, one.source.value) for one in relations()["vt-debt-1"]} == {
        (RelationKind.OWES, "vt-person-1"),
        (RelationKind.IS_OWED, "vt-creditor-1"),
    }


def test_all_fourteen_kinds_of_thing_keep_their_own_id() -> None:
    kinds = {
        entity.kind
        for record_id, record in by_id().items()
        for entity in record.entities
        if entity.ref == ref(record_id)
    }
    assert kinds >= {
        NodeKind.PERSON,
        NodeKind.ORGANISATION,
        NodeKind.ADDRESS,
        NodeKind.HANDLE,
        NodeKind.REAL_ESTATE,
        NodeKind.VEHICLE,
        NodeKind.VESSEL,
        NodeKind.AIRCRAFT,
        NodeKind.BANK_ACCOUNT,
        NodeKind.SECURITY,
        NodeKind.RECEIVABLE,
        NodeKind.IP_RIGHT,
        NodeKind.INSURANCE_POLICY,
        NodeKind.INCOME,
        NodeKind.VIRTUAL_ASSET,
        NodeKind.COURT_CASE,
        NodeKind.LISTING,
    }


def test_an_ownership_is_typed_the_same_before_and_after_its_asset(tmp_path: Path) -> None:
    edge = {"id": "e", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["a"]}}
    asset = {"id": "a", "schema": "BankAccount", "properties": {"accountNumber": ["12345678"]}}
    for lines in ((edge, asset), (asset, edge)):
        found = {
            record.record_id: record.relations
            for record in read(write(tmp_path, *lines))
            if isinstance(record, SourceRecord)
        }
        assert [one.kind for one in found["e"]] == [RelationKind.HOLDS_ACCOUNT]


def test_the_owner_of_an_account_uses_the_number_behind_it() -> None:
    node, phone, _ = by_id()["vt-telecom-1"].entities
    assert (node.kind, phone.ref) == (NodeKind.HANDLE, EntityRef("phone", "+8613800138000"))
    assert {(one.source.value, one.target.value) for one in relations()["vt-telecom-1"]} == {
        ("vt-person-1", "vt-telecom-1"),
        ("vt-person-1", "+8613800138000"),
    }


def test_a_bad_line_is_rejected_and_the_next_one_is_read(tmp_path: Path) -> None:
    person = {"id": "p", "schema": "Person", "properties": {"name": ["Ann Example"]}}
    found = read(write(tmp_path, person, b'{"id": "p", "sch', b"", b"[1]", person))
    assert [type(record) for record in found] == [SourceRecord, Rejected, Rejected, SourceRecord]
    assert [record.reason for record in found if isinstance(record, Rejected)] == ["bad_json"] * 2
    assert [record.position for record in found] == [1, 2, 3, 4]


def test_a_file_without_a_source_is_its_own_publisher(tmp_path: Path) -> None:
    connector = FollowTheMoneyConnector(DataFile(write(tmp_path)), date(2024, 1, 2))
    assert connector.source.publisher == "followthemoney:town.ftm.json"
    assert connector.source.name == connector.source.publisher
    assert connector.source.refreshed_on == date(2024, 1, 2)


def test_the_source_given_is_the_one_of_the_records() -> None:
    assert FollowTheMoneyConnector(DataFile(KINDS), source=TOWN).source == TOWN


def test_progress_runs_to_the_end_of_the_file() -> None:
    connector = FollowTheMoneyConnector(DataFile(KINDS), source=TOWN)
    records = connector.records()
    next(records)
    assert 0 < connector.progress[0] < connector.progress[1]
    list(records)
    assert connector.progress[0] == connector.progress[1] == KINDS.stat().st_size


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="one record on each line"):
        read(write(tmp_path, b" " * (MAX_LINE_BYTES + 1)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        FollowTheMoneyConnector(DataFile(tmp_path / "nothing.json"))


def test_a_blank_value_is_no_value(tmp_path: Path) -> None:
    person = {"id": "p", "schema": "Person", "properties": {"name": ["", " "], "phone": [""]}}
    [record] = read(write(tmp_path, person))
    assert isinstance(record, SourceRecord)
    assert record.entities == (Entity(ref("p"), NodeKind.PERSON),)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 7000), at=st.integers(0, 6400), put=st.binary(max_size=6))
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, cut: int, at: int, put: bytes
) -> None:
    whole = KINDS.read_bytes()
    damaged = whole[:at] + put + whole[at + len(put) :] if cut % 2 else whole[:cut]
    try:
        for record in read(write(tmp_path, damaged)):
            assert isinstance(record, SourceRecord | Rejected)
    except SourceUnavailable:
        pass
