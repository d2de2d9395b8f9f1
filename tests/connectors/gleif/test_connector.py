"""Which records a GLEIF file gives, and what is said of a file that is none."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.gleif.connector import GleifConnector
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, SourceRecord

DATA = Path(__file__).parents[2] / "data" / "gleif"
RELATIONSHIPS = (DATA / "rr-data.xml").read_bytes()
UNKNOWN_ENCODING = b'<?xml version="1.0" encoding="none-such"?><LEIData/>'


def write(folder: Path, content: bytes) -> Path:
    path = folder / "gleif.xml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("file", "source", "published", "records"),
    [
        ("lei-data", "gleif-level-1", date(2023, 6, 5), 12),
        ("lei-updates-data2", "gleif-level-1", date(2023, 11, 6), 12),
        ("rr-data", "gleif-level-2", date(2023, 6, 5), 10),
        ("rr-updates-data2", "gleif-level-2", date(2023, 11, 6), 11),
        ("repex-data", "gleif-exceptions", date(2023, 6, 9), 10),
    ],
)
def test_the_root_element_says_what_the_file_holds(
    file: str, source: str, published: date, records: int
) -> None:
    connector = GleifConnector(DataFile(DATA / f"{file}.xml"))
    assert connector.source.publisher == "GLEIF"
    assert (connector.source.name, connector.source.refreshed_on) == (source, published)
    found = list(connector.records())
    assert all(isinstance(record, SourceRecord) for record in found)
    assert [record.position for record in found] == list(range(1, records + 1))
    done, total = connector.progress
    assert done == total > 0


def test_references_meet_across_the_levels() -> None:
    entity = next(GleifConnector(DataFile(DATA / "lei-data.xml")).records())
    relation = next(GleifConnector(DataFile(DATA / "rr-data.xml")).records())
    exception = next(GleifConnector(DataFile(DATA / "repex-data.xml")).records())
    assert isinstance(entity, SourceRecord)
    assert isinstance(relation, SourceRecord)
    assert isinstance(exception, SourceRecord)
    assert entity.entities[0].ref == relation.relations[0].source == exception.entities[0].ref


def test_relations_lead_between_entities_of_their_own_record() -> None:
    for path in DATA.glob("*.xml"):
        for record in GleifConnector(DataFile(path)).records():
            assert isinstance(record, SourceRecord)
            known = {entity.ref for entity in record.entities}
            assert all({link.source, link.target} <= known for link in record.relations)


def test_the_date_given_by_the_caller_comes_first() -> None:
    connector = GleifConnector(DataFile(DATA / "repex-data.xml"), date(2024, 1, 2))
    assert connector.source.refreshed_on == date(2024, 1, 2)


def test_a_file_cut_off_gives_its_whole_records_and_then_says_so(tmp_path: Path) -> None:
    second = RELATIONSHIPS.index(b"</rr:RelationshipRecord>", 2200)
    records = GleifConnector(DataFile(write(tmp_path, RELATIONSHIPS[: second + 40]))).records()
    next(records)
    with pytest.raises(SourceUnavailable, match=r"cut off at line \d+, after \d whole records"):
        list(records)


def test_a_root_that_is_not_gleifs_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="'html'"):
        GleifConnector(DataFile(write(tmp_path, b"<html><body/></html>")))


@pytest.mark.parametrize("content", [b"", b"no xml", b"PK\x03\x04", b"\x00" * 50, UNKNOWN_ENCODING])
def test_what_is_no_xml_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceUnavailable):
        GleifConnector(DataFile(write(tmp_path, content)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        GleifConnector(DataFile(tmp_path / "nothing.xml"))


def test_entities_are_neither_expanded_nor_read_from_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    bomb = (
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        b'<!ENTITY f SYSTEM "' + secret.as_uri().encode() + b'">]>'
        b"<ReportingExceptionData><ReportingExceptions><Exception><LEI>X&b;&f;</LEI>"
        b"<ExceptionCategory>C</ExceptionCategory></Exception></ReportingExceptions>"
        b"</ReportingExceptionData>"
    )
    [record] = GleifConnector(DataFile(write(tmp_path, bomb))).records()
    assert "SECRET" not in repr(record)
    assert "aaaaaaaaaa" not in repr(record)


def test_a_message_never_quotes_the_file(tmp_path: Path) -> None:
    broken = RELATIONSHIPS[:3000] + b"<ANN EXAMPLE=>&Example;"
    with pytest.raises(SourceUnavailable) as caught:
        list(GleifConnector(DataFile(write(tmp_path, broken))).records())
    assert "example" not in str(caught.value).lower()


@pytest.mark.parametrize("name", ["lei-updates-data2", "rr-data", "repex-data"])
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 1 << 16), at=st.integers(0, 1 << 15), put=st.binary(max_size=6))
def test_damaged_bytes_raise_nothing_but_our_own_error(
    tmp_path: Path, name: str, cut: int, at: int, put: bytes
) -> None:
    whole = (DATA / f"{name}.xml").read_bytes()
    damaged = whole[:at] + put + whole[at + len(put) :] if cut % 2 else whole[:cut]
    try:
        for record in GleifConnector(DataFile(write(tmp_path, damaged))).records():
            assert isinstance(record, SourceRecord | Rejected)
    except SourceUnavailable:
        pass
