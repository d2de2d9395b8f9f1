"""What a row of nodes becomes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.icij.columns import TableKind
from veiltrace_connectors.icij.countries import country_codes, jurisdiction_of
from veiltrace_connectors.icij.nodes import read_node
from veiltrace_connectors.icij.row import TableRow
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

FETCHED = date(2026, 5, 1)


def read(kind: TableKind, scope: str = "", **cells: str) -> SourceRecord | Rejected:
    row = TableRow(cells, kind, 1, scope)
    return read_node(row, publisher="ICIJ", refreshed_on=FETCHED)


def node(kind: TableKind = TableKind.ENTITIES, scope: str = "", **cells: str) -> SourceRecord:
    found = read(kind, scope, **({"node_id": "7", "name": "Example"} | cells))
    assert isinstance(found, SourceRecord)
    return found


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


@pytest.mark.parametrize(
    ("kind", "name", "node_kind"),
    [
        (TableKind.ENTITIES, "EXAMPLE", NodeKind.ORGANISATION),
        (TableKind.OTHERS, "EXAMPLE", NodeKind.ORGANISATION),
        (TableKind.OFFICERS, "Fictional, Persona", NodeKind.PARTY),
        (TableKind.OFFICERS, "FICTIONAL NOMINEES LIMITED", NodeKind.ORGANISATION),
        (TableKind.OFFICERS, "Example Holding S.A.", NodeKind.ORGANISATION),
        (TableKind.INTERMEDIARIES, "Example & Sample", NodeKind.PARTY),
        (TableKind.INTERMEDIARIES, "EXAMPLE TRUST CO. LTD.", NodeKind.ORGANISATION),
        (TableKind.OFFICERS, "Vincorp", NodeKind.PARTY),
    ],
)
def test_an_officer_is_a_firm_only_where_its_name_says_so(
    kind: TableKind, name: str, node_kind: NodeKind
) -> None:
    assert node(kind, name=name).entities[0].kind is node_kind


@pytest.mark.parametrize("name", ["THE BEARER", "Bearer", "EL PORTADOR", "Bearer Shares"])
def test_the_bearer_is_no_party(name: str) -> None:
    [paper] = node(TableKind.OFFICERS, name=name).entities
    assert paper.kind is NodeKind.SECURITY
    assert values(paper, "name") == []
    assert values(paper, "category") == ["bearer shares"]


def test_a_firm_called_after_a_bearer_is_a_firm() -> None:
    found = node(TableKind.OFFICERS, name="Bearer Holdings Ltd")
    assert found.entities[0].kind is NodeKind.ORGANISATION


def test_both_styles_of_dates_are_read_and_others_kept() -> None:
    firm = node(incorporation_date="23-MAR-2006", struck_off_date="2013-02-15").entities[0]
    assert values(firm, "incorporated_on") == ["2006-03-23"]
    assert values(firm, "dissolved_on") == ["2013-02-15"]
    odd = node(incorporation_date="18/19/2015").entities[0]
    assert PropertyValue("incorporated_on", "18/19/2015", Flag.UNPARSED) in odd.properties


def test_countries_get_two_letters_and_the_list_is_kept_as_one_note() -> None:
    firm = node(country_codes="HKG;GBR;XXX", countries="Hong Kong;United Kingdom;Nowhere")
    assert values(firm.entities[0], "note") == ["countries: HK, GB, XXX"]
    named = node(countries="Hong Kong;United Kingdom")
    assert values(named.entities[0], "note") == ["countries: Hong Kong;United Kingdom"]


@pytest.mark.parametrize(
    ("code", "description", "jurisdiction"),
    [("BVI", "British Virgin Islands", "VG"), ("MLT", "Malta", "MT"), ("ZZ9", "Fable", "Fable")],
)
def test_a_jurisdiction_is_a_code_where_it_is_known(
    code: str, description: str, jurisdiction: str
) -> None:
    firm = node(jurisdiction=code, jurisdiction_description=description).entities[0]
    assert values(firm, "jurisdiction") == [jurisdiction]
    assert jurisdiction_of("", "") == ""


def test_every_country_has_its_two_letters() -> None:
    assert country_codes("CHN; twn ;CHN") == ("CN", "TW")


def test_other_names_are_kept_once() -> None:
    firm = node(name="New Ltd", original_name="New Ltd", former_name="Old Ltd").entities[0]
    assert (values(firm, "alias"), values(firm, "former_name")) == ([], ["Old Ltd"])


def test_what_has_no_property_is_a_note() -> None:
    firm = node(
        service_provider="Example Agent",
        inactivation_date="18-FEB-2013",
        sourceid="Test Papers",
        valid_until="The data is current through 2015",
        note="as stated",
    ).entities[0]
    assert values(firm, "note") == [
        "inactive since 18-FEB-2013",
        "service provider: Example Agent",
        "leaked as: Test Papers",
        "The data is current through 2015",
        "as stated",
    ]


def test_a_node_is_as_old_as_its_leak_and_never_newer_than_its_file() -> None:
    assert node(valid_until="The data is current through 2015").seen_on == date(2015, 12, 31)
    assert node(sourceid="Panama Papers").seen_on == date(2015, 12, 31)
    assert node(sourceid="Fable Papers").seen_on == FETCHED
    assert node(valid_until="current through 2099").seen_on == FETCHED


def test_an_address_is_known_by_its_text() -> None:
    text = "1 Example Street; Road Town; Tortola"
    [place] = node(TableKind.ADDRESSES, address=text).entities
    assert place.ref == EntityRef("address", "1 example street road town tortola")
    found = node(address=text)
    assert found.entities[1].ref == place.ref
    assert [link.kind for link in found.relations] == [RelationKind.LOCATED_AT]


def test_an_export_s_number_is_the_node_s_where_there_is_one() -> None:
    found = node(TableKind.OFFICERS, "_id:", _id="5")
    assert found.entities[0].ref == EntityRef("record:ICIJ", "_id:5")
    assert found.record_id == "_id:5"


@pytest.mark.parametrize(
    ("kind", "cells", "reason", "field"),
    [
        (TableKind.OFFICERS, {"name": "A"}, "icij_no_id", "node_id"),
        (TableKind.OFFICERS, {"node_id": "7", "name": " "}, "icij_no_name", "name"),
        (TableKind.ADDRESSES, {"node_id": "7"}, "icij_no_address", "address"),
    ],
)
def test_a_row_that_names_nothing_is_rejected(
    kind: TableKind, cells: dict[str, str], reason: str, field: str
) -> None:
    found = read(kind, **cells)
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == (reason, field)


_COLUMNS = ["name", "address", "status", "note", "sourceid", "country_codes", "jurisdiction",
            "valid_until", "incorporation_date", "type", "ibcruc", "original_name"]  # fmt: skip


@given(
    kind=st.sampled_from([kind for kind in TableKind if kind is not TableKind.EDGES]),
    cells=st.dictionaries(st.sampled_from(_COLUMNS), st.text(max_size=20)),
)
def test_no_row_raises_anything(kind: TableKind, cells: dict[str, str]) -> None:
    assert isinstance(read(kind, **(cells | {"node_id": "7"})), SourceRecord | Rejected)
