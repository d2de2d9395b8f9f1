"""What a document of the register becomes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.acris.documents import read_document
from veiltrace_graph.model import RecordRelation, Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

SOURCE = Source(
    name="acris",
    kind=SourceKind.REAL_ESTATE,
    publisher="NYC",
    obtained="open_data",
    legal_basis="public_information",
    jurisdiction="us",
    licence="",
    refreshed_on=date(2026, 10, 31),
    refresh_days=90,
    retention_days=1825,
)
MASTER = {
    "document_id": "2099010100999001",
    "doc_type": "DEED",
    "document_date": "2024-05-01T00:00:00.000",
    "document_amt": "950000",
    "recorded": "2024-05-12T00:00:00.000",
    "modified": "2024-05-13T00:00:00.000",
    "percent": "100",
}
LOT = {"borough": "1", "block": "99999", "lot": "1", "street_name": "EXAMPLE STREET"}
SELLER = {"party_type": "1", "name": "SELLER, FICTIONAL", "address_1": "1 EXAMPLE STREET"}
BUYER = {"party_type": "2", "name": "FICTIONAL HOLDINGS LLC", "city": "NEW YORK"}
SIGNED = date(2024, 5, 1)

Row = dict[str, str]


def read(
    lots: tuple[Row, ...] = (LOT,), parties: tuple[Row, ...] = (SELLER, BUYER), **changes: str
) -> SourceRecord | Rejected:
    return read_document(MASTER | changes, lots, parties, source=SOURCE, position=1)


def document(
    lots: tuple[Row, ...] = (LOT,), parties: tuple[Row, ...] = (SELLER, BUYER), **changes: str
) -> SourceRecord:
    record = read(lots, parties, **changes)
    assert isinstance(record, SourceRecord)
    return record


def ties(record: SourceRecord) -> list[RecordRelation]:
    return [link for link in record.relations if link.kind is not RelationKind.LOCATED_AT]


def name_of(record: SourceRecord, link: RecordRelation) -> str:
    ends = {link.source, link.target}
    return next(
        e.properties[0].value for e in record.entities if e.ref in ends and e.kind is NodeKind.PARTY
    )


def asset_values(record: SourceRecord, name: str) -> list[str]:
    return [value.value for value in record.entities[0].properties if value.name == name]


def test_by_a_deed_one_owned_until_and_another_owns_since() -> None:
    record = document()
    assert (record.record_id, record.seen_on) == ("2099010100999001", date(2024, 5, 13))
    sold, bought = ties(record)
    assert (sold.kind, bought.kind) == (RelationKind.OWNS, RelationKind.OWNS)
    assert (sold.valid_from, sold.valid_to, sold.share) == (None, SIGNED, None)
    assert (bought.valid_from, bought.valid_to, bought.share) == (SIGNED, None, 1.0)
    assert name_of(record, sold) == "SELLER, FICTIONAL"
    assert name_of(record, bought) == "FICTIONAL HOLDINGS LLC"
    assert bought.role == "DEED: grantee/buyer"
    assert asset_values(record, "amount") == ["950000"]
    assert asset_values(record, "currency") == ["USD"]


def test_by_a_mortgage_the_property_is_mortgaged_and_nobody_becomes_its_owner() -> None:
    record = document(doc_type="MTGE")
    borrower, lender = ties(record)
    assert (borrower.kind, borrower.role) == (RelationKind.OTHER, "MTGE: mortgagor/borrower")
    assert (lender.kind, lender.valid_from) == (RelationKind.MORTGAGED_TO, SIGNED)
    assert lender.source == record.entities[0].ref
    assert name_of(record, lender) == "FICTIONAL HOLDINGS LLC"
    assert asset_values(record, "amount") == []
    assert asset_values(record, "note") == ["MTGE for 950000 USD"]


def test_a_mortgage_goes_from_the_old_lender_to_the_new() -> None:
    old, new = ties(document(doc_type="ASST"))
    assert (old.kind, old.valid_from, old.valid_to) == (RelationKind.MORTGAGED_TO, None, SIGNED)
    assert (new.kind, new.valid_from, new.valid_to) == (RelationKind.MORTGAGED_TO, SIGNED, None)


def test_a_satisfied_mortgage_was_one_until_then() -> None:
    _, lender = ties(document(doc_type="SAT"))
    assert (lender.kind, lender.valid_to) == (RelationKind.MORTGAGED_TO, SIGNED)


@pytest.mark.parametrize("code", ["EASE", "LEAS", "CNTR", "RPTT", "PSAT", "FL", "NONE SUCH"])
def test_other_papers_and_unknown_ones_make_nobody_an_owner(code: str) -> None:
    record = document(doc_type=code)
    assert {link.kind for link in ties(record)} == {RelationKind.OTHER}
    assert all(link.role.startswith(f"{code}: ") for link in ties(record))


def test_by_a_deed_of_a_mere_right_nobody_owns_the_lot() -> None:
    record = document(lots=(LOT | {"easement": "Y"},))
    assert {link.kind for link in ties(record)} == {RelationKind.OTHER}
    assert ties(record)[1].role == "DEED: grantee/buyer, easement"


def test_what_is_sold_to_several_has_no_share_stated() -> None:
    other = BUYER | {"name": "EXAMPLE, ANN"}
    _, one, two = ties(document(parties=(SELLER, BUYER, other)))
    assert (one.share, two.share) == (None, None)


@pytest.mark.parametrize(
    ("percent", "share"), [("50", 0.5), ("50%", 0.5), ("0", None), ("", None), ("200", None)]
)
def test_the_share_is_the_percentage_that_changed_hands(percent: str, share: float | None) -> None:
    assert ties(document(percent=percent))[1].share == share


@pytest.mark.parametrize("amount", ["0", "0.00", "", "-"])
def test_an_amount_of_nothing_is_not_stated(amount: str) -> None:
    record = document(document_amt=amount)
    assert asset_values(record, "amount") == []
    assert asset_values(record, "note") == []


def test_a_nominal_consideration_is_no_price() -> None:
    record = document(document_amt="10")
    assert asset_values(record, "amount") == []
    assert asset_values(record, "note") == ["DEED for 10 USD"]


def test_the_price_of_several_properties_is_that_of_none() -> None:
    record = document(lots=(LOT, LOT | {"lot": "2"}))
    assert asset_values(record, "amount") == []
    assert len([link for link in ties(record) if link.valid_from]) == 2


def test_a_document_is_of_the_day_it_was_signed_but_not_of_a_day_after_its_recording() -> None:
    assert ties(document(document_date="2204-05-01"))[1].valid_from == date(2024, 5, 12)
    assert ties(document(document_date=""))[1].valid_from == date(2024, 5, 12)
    assert ties(document(document_date="05/01/2024"))[1].valid_from == SIGNED
    undated = document(document_date="", recorded="", modified="")
    assert ties(undated)[0].valid_to == date(2026, 10, 31)


def test_a_party_is_its_documents_own_and_one_however_often_it_is_entered() -> None:
    record = document(parties=(SELLER, BUYER, BUYER))
    assert len(ties(record)) == 2
    parties = [entity for entity in record.entities if entity.kind is NodeKind.PARTY]
    other = document(document_id="2099010100999002")
    assert {entity.ref for entity in parties}.isdisjoint(entity.ref for entity in other.entities)


def test_the_order_of_the_parties_does_not_matter() -> None:
    assert set(document(parties=(BUYER, SELLER)).entities) == set(document().entities)


def test_a_party_is_written_to_at_its_street_and_not_at_a_city_alone() -> None:
    record = document()
    places = [e for e in record.entities if e.kind is NodeKind.ADDRESS]
    assert [place.ref.value for place in places] == [
        "example street manhattan ny",
        "1 example street",
    ]


@pytest.mark.parametrize(
    ("changes", "lots", "reason"),
    [
        ({"document_id": ""}, (LOT,), "acris_no_document"),
        ({"doc_type": ""}, (LOT,), "acris_no_type"),
        ({}, (), "acris_no_lot"),
        ({}, (LOT,) * 6000, "acris_too_many_ties"),
    ],
)
def test_a_document_that_ties_nobody_to_anything_is_rejected(
    changes: Row, lots: tuple[Row, ...], reason: str
) -> None:
    found = read(lots=lots, parties=(SELLER, BUYER), **changes)
    assert isinstance(found, Rejected)
    assert found.reason == reason


CELL = st.sampled_from(["", "1", "2", "Y", "DEED", "MTGE", "SAT", "ASST", "SP"]) | st.text()


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(MASTER, CELL)),
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys((*LOT, "unit", "easement"), CELL))),
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys((*SELLER, "zip"), CELL))),
)
def test_no_rows_raise_anything(master: Row, lots: list[Row], parties: list[Row]) -> None:
    found = read_document(master, lots, parties, source=SOURCE, position=1)
    assert isinstance(found, SourceRecord | Rejected)
    if isinstance(found, SourceRecord):
        known = {entity.ref for entity in found.entities}
        assert all({link.source, link.target} <= known for link in found.relations)
