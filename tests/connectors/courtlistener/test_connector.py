"""Which records CourtListener's file of dockets gives, and what is said of one that is none."""

import bz2
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.courtlistener.connector import SOURCE, CourtListenerConnector
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

SAMPLE = Path(__file__).parents[2] / "data" / "courtlistener" / "dockets-sample.csv.bz2"
TEXT = bz2.decompress(SAMPLE.read_bytes())
CASE = EntityRef("case_number", "DEB:24-99999")


def test_the_sample_is_one_bankruptcy_of_delaware() -> None:
    connector = CourtListenerConnector(DataFile(SAMPLE), date(2026, 6, 30))
    [record] = connector.records()
    assert isinstance(record, SourceRecord)
    assert (record.record_id, record.position) == ("99999001", 1)
    assert record.seen_on == date(2024, 1, 2)
    [case] = record.entities
    assert (case.ref, case.kind) == (CASE, NodeKind.COURT_CASE)
    assert case.properties == (
        PropertyValue("case_number", "DEB:24-99999"),
        PropertyValue("name", 'In re Fictional Holdings, LLC d/b/a "Example"'),
        PropertyValue("court", "deb"),
        PropertyValue("started_on", "2024-01-01"),
    )
    assert connector.encoding == "utf-8"
    assert "assigned_to_str" in connector.unread_columns
    assert "docket_number" not in connector.unread_columns


def test_the_day_of_the_file_is_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "dockets-2026-03-31.csv"
    path.write_bytes(TEXT)
    assert CourtListenerConnector(DataFile(path)).source.refreshed_on == date(2026, 3, 31)
    assert CourtListenerConnector(DataFile(path), source=SOURCE).source == SOURCE


def test_another_table_is_refused_by_the_columns_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "courts-2026-03-31.csv"
    path.write_text("id,full_name\n1,Example\n")
    with pytest.raises(SourceUnavailable, match="lacks court_id, docket_number"):
        CourtListenerConnector(DataFile(path))


def test_a_later_file_of_the_docket_ends_the_case_and_keeps_what_was_before(
    loaded: "Loaded", tmp_path: Path
) -> None:
    loaded.load(lambda: CourtListenerConnector(DataFile(SAMPLE)))
    later = tmp_path / "dockets-2026-03-31.csv"
    closed = TEXT.replace(b'"2024-01-02 00:00', b'"2025-01-02 00:00')
    later.write_bytes(closed.replace(b'"2024-01-01",,', b'"2024-01-01","2025-01-01",'))
    loaded.load(lambda: CourtListenerConnector(DataFile(later)))
    assert loaded.values(CASE, "ended_on", date(2024, 6, 1)) == []
    assert loaded.values(CASE, "ended_on", date(2025, 6, 1)) == ["2025-01-01"]


def test_a_second_load_says_nothing_new(loaded: "Loaded") -> None:
    loaded.load(lambda: CourtListenerConnector(DataFile(SAMPLE)))
    before = loaded.store.digest()
    run = loaded.load(lambda: CourtListenerConnector(DataFile(SAMPLE))).run
    assert (run.read, run.unchanged) == (1, 1)
    assert loaded.store.digest() == before


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, len(TEXT)), at=st.integers(0, len(TEXT) - 1), put=st.binary(max_size=6))
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, cut: int, at: int, put: bytes
) -> None:
    path = tmp_path / "dockets.csv"
    path.write_bytes(TEXT[:at] + put + TEXT[at + len(put) :] if cut % 2 else TEXT[:cut])
    try:
        for record in CourtListenerConnector(DataFile(path)).records():
            assert isinstance(record, SourceRecord | Rejected)
    except SourceUnavailable:
        pass
