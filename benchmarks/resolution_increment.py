"""What linking costs when a file of new records comes to a graph that is linked already."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import Direction, Goal, Row, slowdown, timed
from benchmarks.repeated_people import write_repeated_people
from benchmarks.store_files import PERSON_MAPPING
from veiltrace_connectors.ingest import fingerprint_of, ingest
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.increment import link_new
from veiltrace_graph.linking.report import LinkReport
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.stores.sqlite.store import SqliteStore

KEY = bytes(range(32))
NOW = datetime(2026, 7, 1, tzinfo=UTC)
SEED = 13
MOST_SECONDS = 10.0
NEW = 1_000


@dataclass(frozen=True, slots=True)
class Increment:
    """CPU seconds of linking all of a graph, then what is new; and what each did."""

    full_seconds: float
    full: LinkReport
    new_seconds: float
    new: LinkReport


def increment(records: int, bands: Bands) -> tuple[list[Row], list[Goal]]:
    """Return what 1,000 new records cost in a graph of so many, and the goal."""
    before = slowdown()
    found = _linked(records, bands)
    slower = (before + slowdown()) / 2
    rows = [
        _row(f"all {records:,} records", found.full, found.full_seconds / slower),
        _row(f"{NEW:,} new ones", found.new, found.new_seconds / slower),
    ]
    name = f"{NEW:,} new records against {records:,}"
    seconds = found.new_seconds / slower
    return rows, [Goal(name, seconds, MOST_SECONDS, Direction.AT_MOST, "s")]


def _linked(records: int, bands: Bands) -> Increment:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with SqliteStore.create(folder / "graph.sqlite", Keyring(KEY)) as store:
            _load(store, folder / "first.csv", range(records))
            full_seconds, (model, full) = timed(lambda: link_all(store, PERSONS, bands, NOW))
            _load(store, folder / "new.csv", range(records, records + NEW))
            new_seconds, new = timed(lambda: link_new(store, model, bands, NOW))
    return Increment(full_seconds, full, new_seconds, new)


def _load(store: SqliteStore, path: Path, numbers: range) -> None:
    write_repeated_people(path, numbers, seed=SEED)
    mapping = load_mapping(PERSON_MAPPING)
    ingest(
        lambda: MappedConnector(DataFile(path), mapping),
        store,
        file_name=path.name,
        fingerprint=fingerprint_of(DataFile(path), settings=path.name),
        clock=lambda: NOW,
    )


def _row(name: str, report: LinkReport, seconds: float) -> Row:
    return {
        "linking": name,
        "CPU s": seconds,
        "records read": report.records,
        "pairs": report.pairs,
        "links added": report.added,
        "withdrawn": report.withdrawn,
    }
