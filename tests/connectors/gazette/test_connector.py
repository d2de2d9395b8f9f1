"""A page of the feed: the samples as a whole, and what is no feed."""

import contextlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.gazette.connector import MAX_FEED_BYTES, GazetteConnector
from veiltrace_connectors.ingest import IngestReport, fingerprint_of, ingest
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Rejected, SourceRecord
from veiltrace_graph.stores.base import RunState
from veiltrace_graph.stores.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from tests.connectors.conftest import Loaded

DATA = Path(__file__).parents[2] / "data" / "gazette"
MANY = DATA / "feed-many.json"
DAY = date(2026, 11, 1)


def read(path: Path) -> list[SourceRecord | Rejected]:
    return list(GazetteConnector(DataFile(path), DAY).records())


@pytest.mark.parametrize(("name", "count"), [("many", 2), ("one", 1), ("none", 0)])
def test_the_entry_is_a_list_one_notice_or_absent(name: str, count: int) -> None:
    assert len(read(DATA / f"feed-{name}.json")) == count


def test_the_sample_gives_a_court_case_and_a_listing_of_one_company() -> None:
    told = [
        (
            record.record_id,
            [(e.kind.value, [p.value for p in e.properties]) for e in record.entities],
            [link.kind.value for link in record.relations],
        )
        for record in read(MANY)
        if isinstance(record, SourceRecord)
    ]
    assert told == [
        (
            "9999991",
            [
                (
                    "court_case",
                    ["2450 Petitions to Wind Up (Companies)", "published", "2026-10-01"],
                ),
                ("organisation", ["FICTIONAL HOLDINGS LIMITED", "GB-COH:00000012"]),
            ],
            ["party_to"],
        ),
        (
            "9999992",
            [
                (
                    "listing",
                    [
                        "2443 Appointment of Liquidators (creditors' voluntary liquidation)",
                        "published",
                        "2026-10-01",
                    ],
                ),
                ("organisation", ["EXAMPLE & CO LTD", "GB-COH:00000012"]),
            ],
            ["listed_in"],
        ),
    ]


def test_a_second_load_of_the_sample_changes_nothing(loaded: "Loaded") -> None:
    first = loaded.load(lambda: GazetteConnector(DataFile(MANY), DAY))
    digest = loaded.store.digest()
    second = loaded.load(lambda: GazetteConnector(DataFile(MANY), DAY))
    assert (first.run.accepted, second.run.accepted, second.run.unchanged) == (2, 0, 2)
    assert loaded.store.digest() == digest


def test_notices_of_one_company_number_are_of_one_party_and_of_one_name_are_not(
    loaded: "Loaded", tmp_path: Path
) -> None:
    loaded.load(lambda: GazetteConnector(DataFile(MANY), DAY))
    unnumbered = tmp_path / "feed.json"
    unnumbered.write_bytes(
        MANY.read_bytes().replace(b"company number", b"number").replace(b"/99999", b"/88888")
    )
    loaded.load(lambda: GazetteConnector(DataFile(unnumbered), DAY))
    view = loaded.store.view(date(2027, 1, 1))
    [company] = {found.node.id for found in view.find("company_number", "GB-COH:00000012")}
    assert len(view.members(company)) == 2
    assert len({found.node.id for found in view.search("FICTIONAL HOLDINGS LIMITED")}) == 2


@pytest.mark.parametrize("content", [b"", b"[]", b'"x"', b"{", b"<feed/>", b"\xff"])
def test_what_is_no_feed_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(content)
    with pytest.raises(SourceUnavailable):
        GazetteConnector(DataFile(path))


def test_a_feed_too_large_for_the_memory_is_refused_unparsed(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    with path.open("wb") as file:
        file.write(b'{"entry": "')
        file.truncate(MAX_FEED_BYTES + 1)
    with pytest.raises(SourceUnavailable, match="page by page"):
        GazetteConnector(DataFile(path))


def test_a_missing_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        GazetteConnector(DataFile(tmp_path / "nothing.json"))


def test_a_message_never_quotes_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(b'{"entry": "ANN EXAMPLE')
    with pytest.raises(SourceUnavailable) as caught:
        GazetteConnector(DataFile(path))
    assert "EXAMPLE" not in str(caught.value)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 1200), put=st.binary(max_size=8))
def test_damaged_bytes_raise_nothing_but_our_own_error(tmp_path: Path, at: int, put: bytes) -> None:
    whole = MANY.read_bytes()
    path = tmp_path / "feed.json"
    path.write_bytes(whole[:at] + put + whole[at + len(put) :])
    with contextlib.suppress(SourceUnavailable):
        assert all(isinstance(record, SourceRecord | Rejected) for record in read(path))


def test_a_feed_that_says_it_has_none_is_loaded_and_one_without_its_entries_is_not(
    tmp_path: Path,
) -> None:
    empty, cut = DATA / "feed-none.json", tmp_path / "feed.json"
    cut.write_text('{"f:total": "3"}')
    with SqliteStore.create(tmp_path / "store.sqlite", Keyring(bytes(range(32)))) as store:

        def load(path: Path) -> IngestReport:
            file = DataFile(path)
            return ingest(
                lambda: GazetteConnector(file),
                store,
                file_name=file.name,
                fingerprint=fingerprint_of(file),
                clock=lambda: datetime(2026, 11, 1, tzinfo=UTC),
            )

        assert load(empty).run.state is RunState.FINISHED
        with pytest.raises(SourceUnavailable, match="holds no records"):
            load(cut)
