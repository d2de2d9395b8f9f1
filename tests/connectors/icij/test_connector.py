"""The sample's tables as a whole, the gate, and tables that are none."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import IngestRefused, SourceUnavailable
from veiltrace_connectors.file_head import read_head
from veiltrace_connectors.icij.connector import FORMAT, SOURCE, IcijConnector
from veiltrace_connectors.icij.other_tables import names_beside
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "icij"
EDGES = DATA / "relationships.csv"
TABLES = ("nodes-entities", "nodes-officers", "nodes-addresses", "relationships")
DAY = date(2026, 5, 1)
FIRM = EntityRef("record:ICIJ", "10999001")
DECLARED = replace(SOURCE, obtained="open_data", legal_basis="public_information", refreshed_on=DAY)


def read(path: Path) -> list[SourceRecord | Rejected]:
    return list(IcijConnector(DataFile(path), DAY).records())


def told(name: str) -> Iterator[tuple[str, list[str], list[str]]]:
    for record in read(DATA / f"{name}.csv"):
        assert isinstance(record, SourceRecord)
        yield (
            record.record_id,
            [entity.kind.value for entity in record.entities],
            [f"{link.kind.value}: {link.role}" for link in record.relations],
        )


def test_the_sample_gives_a_firm_officers_an_address_and_a_bearer() -> None:
    assert list(told("nodes-entities")) == [("10999001", ["organisation"], [])]
    assert list(told("nodes-addresses")) == [("14999001", ["address"], [])]
    assert list(told("nodes-officers")) == [
        ("12999001", ["party"], []),
        ("12999002", ["organisation"], []),
        ("12999003", ["security"], []),
    ]


def test_the_sample_s_edges_own_a_share_issue_paper_and_lie_at_an_address() -> None:
    owns = "12999001|officer_of|shareholder of|10999001|2006-03-23||Test Papers"
    bearer = "12999003|officer_of|beneficiary of|10999001|23-MAR-2006||Test Papers"
    place = "10999001|registered_address|registered address|14999001|||Test Papers"
    assert list(told("relationships")) == [
        (owns, ["party", "organisation"], ["owns_share: shareholder of"]),
        (bearer, ["security", "organisation"], ["issued_by: beneficiary of"]),
        (place, ["party", "address"], ["located_at: registered address"]),
        (owns, ["party", "organisation"], ["owns_share: shareholder of"]),
    ]


def test_the_firm_keeps_what_the_sample_says_of_it() -> None:
    [firm] = read(DATA / "nodes-entities.csv")
    assert isinstance(firm, SourceRecord)
    assert firm.seen_on == date(2015, 12, 31)
    stated = {(value.name, value.value, value.flag.value) for value in firm.entities[0].properties}
    assert stated == {
        ("name", "FICTIONAL OFFSHORE LTD", "ok"),
        ("status", "Defaulted", "ok"),
        ("registration_number", "25221", "ok"),
        ("incorporated_on", "2006-03-23", "ok"),
        ("dissolved_on", "2013-02-15", "ok"),
        ("jurisdiction", "VG", "ok"),
        ("note", "countries: HK, GB", "ok"),
        ("note", "inactive since 18-FEB-2013", "ok"),
        ("note", "service provider: Example Agent", "ok"),
        ("note", "service provider's number: 999001", "ok"),
        ("note", "leaked as: Test Papers", "ok"),
        ("note", "The data is current through 2015", "ok"),
    }


def test_nothing_of_it_is_loaded_unless_the_operator_declares_the_source(loaded: "Loaded") -> None:
    with pytest.raises(IngestRefused, match="VT-21") as refused:
        loaded.load(lambda: IcijConnector(DataFile(EDGES), DAY))
    assert "VT-21" in refused.value.rules
    assert loaded.store.sources() == ()


def load_all(loaded: "Loaded") -> list[tuple[int, int]]:
    runs = []
    for name in TABLES:
        file = DataFile(DATA / f"{name}.csv")
        run = loaded.load(partial(IcijConnector, file, source=DECLARED)).run
        runs.append((run.accepted, run.unchanged))
    return runs


def test_a_second_load_of_all_tables_changes_nothing(loaded: "Loaded") -> None:
    # The edge that stands twice is one record already on the first load.
    assert load_all(loaded) == [(1, 0), (3, 0), (1, 0), (3, 1)]
    digest = loaded.store.digest()
    assert load_all(loaded) == [(0, 1), (0, 3), (0, 1), (0, 4)]
    assert loaded.store.digest() == digest


def test_an_edge_that_stands_twice_is_one_relation(loaded: "Loaded") -> None:
    load_all(loaded)
    held = [r for r in loaded.relations(FIRM, DAY) if r.kind is RelationKind.OWNS_SHARE]
    assert len(held) == 1


def test_the_firm_s_address_is_the_node_that_any_source_names(loaded: "Loaded") -> None:
    load_all(loaded)
    place = EntityRef("address", "1 example street road town tortola")
    [located] = loaded.relations(place, DAY)
    assert (located.kind, located.source) == (RelationKind.LOCATED_AT, loaded.store.node_id(FIRM))


def test_the_bearer_is_no_party_of_the_graph(loaded: "Loaded") -> None:
    load_all(loaded)
    view = loaded.store.view(DAY)
    assert view.search("THE BEARER") == ()
    assert len(view.of_kind(NodeKind.SECURITY)) == 2


@pytest.mark.parametrize(
    "header",
    [
        b"_start,_end,_type,link,status,start_date,end_date,sourceID",
        b":START_ID,:END_ID,:TYPE,link,status,start_date,end_date,sourceID",
        b"START_ID,END_ID,TYPE,link,status,start_date,end_date,sourceID",
    ],
)
def test_edges_of_every_edition_of_the_header_say_the_same(header: bytes, tmp_path: Path) -> None:
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    rows = EDGES.read_bytes().partition(b"\n")[2]
    (tmp_path / "relationships.csv").write_bytes(header + b"\n" + rows)
    if header.startswith(b"_"):
        for name in ("nodes-officers.csv", "nodes-addresses.csv"):
            table = tmp_path / name
            table.write_bytes(table.read_bytes().replace(b"node_id", b"_id", 1))
    kinds = [
        [link.kind for link in record.relations]
        for record in read(tmp_path / "relationships.csv")
        if isinstance(record, SourceRecord)
    ]
    assert kinds == [
        [RelationKind.OWNS_SHARE],
        [RelationKind.ISSUED_BY],
        [RelationKind.LOCATED_AT],
        [RelationKind.OWNS_SHARE],
    ]


def test_a_header_that_lacks_columns_is_told_which(tmp_path: Path) -> None:
    path = tmp_path / "relationships.csv"
    path.write_bytes(b"node_id_start,link,sourceID\n1,a,b\n")
    with pytest.raises(SourceUnavailable, match=r"lacks node_id_end .*, rel_type .*; is its first"):
        IcijConnector(DataFile(path))
    assert FORMAT.recognises(read_head(DataFile(path)))


def test_a_first_row_that_is_no_header_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "nodes.csv"
    path.write_text("1,Ann Example,07700900001\n", "utf-8")
    with pytest.raises(SourceUnavailable) as raised:
        IcijConnector(DataFile(path))
    assert [cell for cell in ("Ann", "07700900001") if cell in str(raised.value)] == []


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "nodes-officers.csv"
    path.write_bytes(b"node_id,name,icij_id,sourceID\n1,Example,x,y\n")
    assert IcijConnector(DataFile(path)).unread_columns == ("icij_id",)
    assert IcijConnector(DataFile(EDGES)).unread_columns == ()


@pytest.mark.parametrize("absent", ["nodes-officers.csv", "nodes-addresses.csv"])
def test_edges_are_not_read_without_the_tables_of_their_ends(absent: str, tmp_path: Path) -> None:
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / absent).unlink()
    with pytest.raises(SourceUnavailable, match=absent):
        read(tmp_path / "relationships.csv")


def test_the_tables_beside_the_edges_are_found_in_their_archive(tmp_path: Path) -> None:
    path = tmp_path / "full-oldb.zip"
    with ZipFile(path, "w") as archive:
        for name in TABLES:
            archive.write(DATA / f"{name}.csv", f"2026/{name}.csv")
    edges = DataFile(path, ("2026/relationships.csv",))
    assert list(IcijConnector(edges, DAY).records()) == read(EDGES)


def test_a_table_beside_the_edges_under_another_s_name_is_refused(tmp_path: Path) -> None:
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "nodes-officers.csv").write_bytes((DATA / "nodes-entities.csv").read_bytes())
    with pytest.raises(SourceUnavailable, match="is the table of entities and not of officers"):
        read(tmp_path / "relationships.csv")


def test_the_tables_beside_the_edges_are_found_by_every_edition_s_names() -> None:
    assert names_beside("all_edges.csv") == ("Addresses.csv", "Officers.csv")
    assert names_beside("relationships.csv.gz") == (
        "nodes-addresses.csv.gz",
        "nodes-officers.csv.gz",
    )
    with pytest.raises(SourceUnavailable, match=r"call it relationships\.csv"):
        names_beside("kanten.csv")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(TABLES), at=st.integers(0, 500), put=st.binary(max_size=8))
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, name: str, at: int, put: bytes
) -> None:
    copytree(DATA, tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{name}.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + put + whole[at + len(put) :])
    with suppress(SourceUnavailable):
        assert all(isinstance(record, SourceRecord | Rejected) for record in read(path))
