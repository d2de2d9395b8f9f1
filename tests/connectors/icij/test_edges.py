"""What a row of edges becomes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.icij.columns import TableKind
from veiltrace_connectors.icij.edges import read_edge
from veiltrace_connectors.icij.other_tables import OtherTables
from veiltrace_connectors.icij.row import TableRow
from veiltrace_graph.model import EntityRef, RecordRelation, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

FETCHED = date(2026, 5, 1)
PLACES = {"14": "1 Example Street; Road Town"}
OTHERS = OtherTables(lambda node: PLACES.get(node, ""), frozenset({"13"}))
CELLS = {
    "node_id_start": "12",
    "node_id_end": "10",
    "rel_type": "officer_of",
    "link": "shareholder of",
    "start_date": "2006-03-23",
    "end_date": "",
    "sourceid": "Test Papers",
}


def read(scope: str = "", **cells: str) -> SourceRecord | Rejected:
    row = TableRow(CELLS | cells, TableKind.EDGES, 1, scope)
    return read_edge(row, publisher="ICIJ", refreshed_on=FETCHED, others=OTHERS)


def edge(scope: str = "", **cells: str) -> tuple[SourceRecord, RecordRelation]:
    found = read(scope, **cells)
    assert isinstance(found, SourceRecord)
    return found, found.relations[0]


def test_an_officer_owns_a_share_of_a_firm_from_a_day_on() -> None:
    found, owns = edge()
    assert [entity.kind for entity in found.entities] == [NodeKind.PARTY, NodeKind.ORGANISATION]
    assert (owns.kind, owns.role, owns.share) == (RelationKind.OWNS_SHARE, "shareholder of", None)
    assert (owns.source, owns.target) == (
        EntityRef("record:ICIJ", "12"),
        EntityRef("record:ICIJ", "10"),
    )
    assert (owns.valid_from, owns.valid_to) == (date(2006, 3, 23), None)


def test_both_styles_of_dates_are_read() -> None:
    _, owns = edge(start_date="23-MAR-2006", end_date="2010")
    assert (owns.valid_from, owns.valid_to) == (date(2006, 3, 23), date(2010, 12, 31))


def test_a_date_that_cannot_be_read_stays_in_the_role() -> None:
    _, owns = edge(start_date="18/19/2015", status="Defaulted")
    assert owns.valid_from is None
    assert owns.role == "shareholder of, Defaulted, start_date 18/19/2015"


def test_one_row_twice_is_one_record_and_another_period_another() -> None:
    assert edge()[0].record_id == edge()[0].record_id
    assert edge()[0].record_id != edge(start_date="2007-01-01")[0].record_id


def test_a_former_office_has_ended_by_the_leak_s_end_at_the_latest() -> None:
    _, directs = edge(link="Former Director of", sourceid="Panama Papers")
    assert directs.valid_to == date(2015, 12, 31)
    _, resigned = edge(link="director of", status="resigned", end_date="2012-01-01")
    assert resigned.valid_to == date(2012, 1, 1)


def test_bearer_shares_are_paper_of_that_firm_and_held_by_no_party() -> None:
    found, issued = edge(node_id_start="13", link="beneficiary of")
    paper, _ = found.entities
    assert (paper.kind, paper.ref.value) == (NodeKind.SECURITY, "13/10")
    assert (issued.kind, issued.role) == (RelationKind.ISSUED_BY, "beneficiary of")
    other, _ = edge(node_id_start="13", node_id_end="11")
    assert other.entities[0].ref != paper.ref


def test_an_address_is_the_node_of_its_text() -> None:
    found, located = edge(node_id_start="10", node_id_end="14", rel_type="registered_address")
    assert located.kind is RelationKind.LOCATED_AT
    assert located.target == EntityRef("address", "1 example street road town")
    assert found.entities[1].kind is NodeKind.ADDRESS


def test_an_address_that_no_table_has_is_a_node_without_a_text() -> None:
    found, _ = edge(node_id_end="99", rel_type="registered_address")
    assert (found.entities[1].kind, found.entities[1].properties) == (NodeKind.ADDRESS, ())


def test_edges_of_an_export_lead_to_its_own_numbers() -> None:
    found, _ = edge("_id:")
    assert [entity.ref.value for entity in found.entities] == ["_id:12", "_id:10"]


def test_a_type_stands_in_for_a_missing_wording() -> None:
    assert edge(link="", rel_type="same_name_as")[1].role == "same name as"


@pytest.mark.parametrize("column", ["node_id_start", "node_id_end"])
def test_an_edge_that_lacks_a_node_is_rejected(column: str) -> None:
    found = read(**{column: " "})
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == ("icij_no_end", column)


@given(st.dictionaries(st.sampled_from([*CELLS, "status", "valid_until"]), st.text(max_size=20)))
def test_no_row_raises_anything(cells: dict[str, str]) -> None:
    assert isinstance(read(**cells), SourceRecord | Rejected)
