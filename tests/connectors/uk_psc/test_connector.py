"""A file of entries: the sample as a whole, its totals, its date, and damage to it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.uk_psc.connector import UkPscConnector
from veiltrace_graph.model import Rejected, SourceRecord

DATA = Path(__file__).parents[2] / "data" / "uk_psc"
SAMPLE = DATA / "psc-snapshot-sample.txt"


def read(path: Path) -> list[SourceRecord | Rejected]:
    return list(UkPscConnector(DataFile(path)).records())


def test_the_sample_gives_five_entries_and_one_cut_off_line() -> None:
    *entries, cut = read(SAMPLE)
    told = [
        (r.position, r.record_id, len(r.entities), [(e.kind.value, e.share) for e in r.relations])
        for r in entries
        if isinstance(r, SourceRecord)
    ]
    assert told == [
        (
            1,
            "00000012/individual/AAAAAAAAAAAAAAAAAAAAAAAAAA1",
            3,
            [("owns_share", 0.875), ("located_at", None)],
        ),
        (
            2,
            "00000012/corporate-entity/AAAAAAAAAAAAAAAAAAAAAAAAAA2",
            3,
            [("owns_share", 0.625), ("controls", None), ("located_at", None)],
        ),
        (3, "SC999991/super-secure/AAAAAAAAAAAAAAAAAAAAAAAAAA3", 1, []),
        (4, "NI999992/statement/AAAAAAAAAAAAAAAAAAAAAAAAAA4", 1, []),
        (5, "NI999992/exemptions/", 1, []),
    ]
    assert isinstance(cut, Rejected)
    assert (cut.position, cut.reason) == (6, "bad_json")


def test_relations_lead_between_entities_of_their_own_record() -> None:
    for record in read(SAMPLE):
        if isinstance(record, SourceRecord):
            known = {entity.ref for entity in record.entities}
            assert all({link.source, link.target} <= known for link in record.relations)


def totals(path: Path, folder: Path) -> Iterator[Rejected]:
    lines = SAMPLE.read_bytes().splitlines(keepends=True)
    path = folder / path
    path.write_bytes(b"".join(lines[1:]))
    for record in read(path):
        if isinstance(record, Rejected) and record.reason == "psc_totals":
            yield record


def test_a_snapshot_that_lacks_an_entry_does_not_pass_in_silence(tmp_path: Path) -> None:
    [found] = totals(Path("snapshot-2026-11-22.txt"), tmp_path)
    assert found.field == "data.persons_of_significant_control_count"
    assert orjson.loads(found.raw)["read"]["persons_of_significant_control_count"] == 2


def test_the_last_of_several_parts_is_not_held_to_the_totals_of_all(tmp_path: Path) -> None:
    assert not list(totals(Path("psc-snapshot-2026-11-22_32of32.txt"), tmp_path))
    assert list(totals(Path("psc-snapshot-2026-11-22_1of1.txt"), tmp_path))


def test_the_date_is_the_caller_s_then_the_name_s_then_the_file_s(tmp_path: Path) -> None:
    path = tmp_path / "psc-snapshot-2026-11-22_1of32.txt"
    path.write_bytes(SAMPLE.read_bytes())
    assert UkPscConnector(DataFile(path)).source.refreshed_on == date(2026, 11, 22)
    assert UkPscConnector(DataFile(path), date(2026, 1, 2)).source.refreshed_on == date(2026, 1, 2)
    assert UkPscConnector(DataFile(SAMPLE)).source.refreshed_on.year >= 2026


def test_what_is_done_grows_to_the_total() -> None:
    connector = UkPscConnector(DataFile(SAMPLE))
    assert connector.progress == (0, SAMPLE.stat().st_size)
    list(connector.records())
    assert connector.progress == (SAMPLE.stat().st_size, SAMPLE.stat().st_size)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        UkPscConnector(DataFile(tmp_path / "nothing.txt"))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 4000), put=st.binary(max_size=8))
def test_damaged_bytes_raise_nothing_but_our_own_error(tmp_path: Path, at: int, put: bytes) -> None:
    whole = SAMPLE.read_bytes()
    path = tmp_path / "snapshot.txt"
    path.write_bytes(whole[:at] + put + whole[at + len(put) :])
    with suppress(SourceUnavailable):
        assert all(isinstance(record, SourceRecord | Rejected) for record in read(path))
