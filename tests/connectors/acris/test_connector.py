"""Which records ACRIS's tables give, and what is said of files that are none."""

import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.acris.connector import SOURCE, AcrisConnector
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "acris"
MASTER = DATA / "master.csv"
LOT = EntityRef("title_number", "NYC-BBL:1-99999-0001")
TABLES = ("master", "legals", "parties")
DOWNLOADED = {
    "Master": "DOCUMENT ID,RECORD TYPE,CRFN,RECORDED BOROUGH,DOC. TYPE,DOC. DATE,DOC. AMOUNT,"
    "RECORDED / FILED,MODIFIED DATE,REEL YEAR,REEL NBR,REEL PAGE,% TRANSFERRED,GOOD THROUGH DATE\n"
    "2099010100999001,A,2099000099999,1,DEED,05/01/2024,950000,05/12/2024,05/12/2024,0,0,0,100,"
    "10/31/2026\n",
    "Legals": "DOCUMENT ID,RECORD TYPE,BOROUGH,BLOCK,LOT,EASEMENT,PARTIAL LOT,AIR RIGHTS,"
    "SUBTERRANEAN RIGHTS,PROPERTY TYPE,STREET NUMBER,STREET NAME,UNIT,GOOD THROUGH DATE\n"
    "2099010100999001,L,1,99999,1,N,E,N,N,SC,1,EXAMPLE STREET,2A,10/31/2026\n",
    "Parties": "DOCUMENT ID,RECORD TYPE,PARTY TYPE,NAME,ADDRESS 1,ADDRESS 2,COUNTRY,CITY,STATE,"
    "ZIP,GOOD THROUGH DATE\n"
    '2099010100999001,P,1,"SELLER, FICTIONAL",1 EXAMPLE STREET,,US,NEW YORK,NY,00001,10/31/2026\n'
    "2099010100999001,P,2,FICTIONAL HOLDINGS LLC,2 EXAMPLE STREET,,US,NEW YORK,NY,00001,"
    "10/31/2026\n",
}


def copied(folder: Path) -> Path:
    for table in TABLES:
        shutil.copyfile(DATA / f"{table}.csv", folder / f"{table}.csv")
    return folder / "master.csv"


def read(path: Path, *members: str) -> list[SourceRecord | Rejected]:
    return list(AcrisConnector(DataFile(path, members)).records())


def test_the_sample_is_one_sale() -> None:
    connector = AcrisConnector(DataFile(MASTER))
    assert connector.source.refreshed_on == date(2026, 10, 31)
    [record] = connector.records()
    assert isinstance(record, SourceRecord)
    assert (record.record_id, record.position) == ("2099010100999001", 1)
    lot, seller, buyer, *places = record.entities
    assert (lot.ref, lot.kind) == (LOT, NodeKind.REAL_ESTATE)
    assert lot.properties == (
        PropertyValue("title_number", "NYC-BBL:1-99999-0001"),
        PropertyValue("category", "SC"),
        PropertyValue("amount", "950000"),
        PropertyValue("currency", "USD"),
    )
    assert [seller.properties[0].value, buyer.properties[0].value] == [
        "SELLER, FICTIONAL",
        "FICTIONAL HOLDINGS LLC",
    ]
    assert [place.properties[0].value for place in places] == [
        "1 example street unit 2a manhattan ny",
        "1 example street new york ny 00001 us",
        "2 example street new york ny 00001 us",
    ]
    sold, bought = record.relations[-2:]
    assert (sold.kind, sold.source, sold.valid_to) == (
        RelationKind.OWNS,
        seller.ref,
        date(2024, 5, 1),
    )
    assert (bought.kind, bought.source, bought.valid_from, bought.share) == (
        RelationKind.OWNS,
        buyer.ref,
        date(2024, 5, 1),
        1.0,
    )
    assert "parties.csv: record_type" in connector.unread_columns
    done, total = connector.progress
    assert done == total > 0


def test_the_downloaded_tables_say_the_same_as_the_apis(tmp_path: Path) -> None:
    for table, text in DOWNLOADED.items():
        (tmp_path / f"ACRIS_-_Real_Property_{table}.csv").write_text(text)
    path = tmp_path / "ACRIS_-_Real_Property_Master.csv"
    assert read(path) == read(MASTER)
    assert AcrisConnector(DataFile(path)).source.refreshed_on == date(2026, 10, 31)


def test_the_tables_may_lie_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "acris.zip", "w") as archive:
        for table in TABLES:
            archive.write(DATA / f"{table}.csv", f"2026/{table}.csv")
    assert read(tmp_path / "acris.zip", "2026/master.csv") == read(MASTER)


@pytest.mark.parametrize("table", ["legals", "parties"])
def test_a_table_that_is_not_beside_the_others_is_named(tmp_path: Path, table: str) -> None:
    path = copied(tmp_path)
    (tmp_path / f"{table}.csv").unlink()
    with pytest.raises(SourceUnavailable, match=f"{table}.csv does not exist"):
        read(path)


def test_another_of_the_tables_is_refused_for_what_it_is() -> None:
    with pytest.raises(SourceUnavailable, match=r"ACRIS's table of parties; give .* master"):
        AcrisConnector(DataFile(DATA / "parties.csv"))


def test_a_table_under_a_name_by_which_no_other_is_found_is_refused(tmp_path: Path) -> None:
    path = copied(tmp_path).rename(tmp_path / "documents.csv")
    with pytest.raises(SourceUnavailable, match="'master' in its name"):
        AcrisConnector(DataFile(path))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = copied(tmp_path)
    path.write_text(path.read_text().replace("document_amt", "other"))
    with pytest.raises(SourceUnavailable, match="master: document_amt"):
        AcrisConnector(DataFile(path))


def test_broken_rows_of_every_table_are_counted_and_the_others_read(tmp_path: Path) -> None:
    path = copied(tmp_path)
    for table in TABLES:
        with (tmp_path / f"{table}.csv").open("a") as file:
            file.write("1,2\n")
    good, *bad = read(path)
    assert good == read(MASTER)[0]
    assert [(one.position, type(one)) for one in bad] == [
        (2, Rejected),
        (3, Rejected),
        (4, Rejected),
    ]


def test_a_sale_makes_the_owner_of_its_day_and_of_today(loaded: "Loaded") -> None:
    loaded.load(lambda: AcrisConnector(DataFile(MASTER)))

    def owners(day: date) -> list[bool]:
        found = loaded.relations(LOT, day)
        return [one.valid_from is not None for one in found if one.kind is RelationKind.OWNS]

    assert owners(date(2024, 4, 1)) == [False]
    assert owners(date(2024, 6, 1)) == [True]


def test_a_second_load_says_nothing_new(loaded: "Loaded") -> None:
    loaded.load(lambda: AcrisConnector(DataFile(MASTER)))
    before = loaded.store.digest()
    run = loaded.load(lambda: AcrisConnector(DataFile(MASTER))).run
    assert (run.read, run.unchanged) == (1, 1)
    assert loaded.store.digest() == before


def test_what_the_caller_says_comes_first() -> None:
    assert AcrisConnector(DataFile(MASTER), source=SOURCE).source == SOURCE


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=st.sampled_from(TABLES),
    cut=st.integers(0, 400),
    at=st.integers(0, 400),
    put=st.binary(max_size=6),
)
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, table: str, cut: int, at: int, put: bytes
) -> None:
    path = copied(tmp_path)
    whole = (DATA / f"{table}.csv").read_bytes()
    damaged = whole[:at] + put + whole[at + len(put) :] if cut % 2 else whole[:cut]
    (tmp_path / f"{table}.csv").write_bytes(damaged)
    try:
        for record in read(path):
            assert isinstance(record, SourceRecord | Rejected)
    except SourceUnavailable:
        pass


def test_a_table_that_is_not_beside_the_others_is_named_with_what_needs_it(tmp_path: Path) -> None:
    master = tmp_path / "master.csv"
    master.write_bytes((DATA / "master.csv").read_bytes())
    with pytest.raises(SourceUnavailable, match=r"master\.csv is read with legals\.csv"):
        AcrisConnector(DataFile(master))
