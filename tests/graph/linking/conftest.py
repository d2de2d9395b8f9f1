"""A store with the fictitious town of the resolution tests in it, loaded as files are.

Fixture strategy: `Loader` turns linkage records into source records and loads them; `fresh_store`
opens an empty store at each call, all under one key, so that ids are the same in all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.graph.resolution.conftest import Town, people

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    NodeId,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
)
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.stores.base import Opening, RunState
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

NOW = datetime(2026, 7, 1, tzinfo=UTC)
BANDS = Bands(automatic=0.99, review=0.2)
_TIES = {
    "phone": (NodeKind.PHONE, RelationKind.USES_CONTACT),
    "address": (NodeKind.ADDRESS, RelationKind.LOCATED_AT),
}


def source(name: str) -> Source:
    return Source(
        name=name,
        kind=SourceKind.CORPORATE,
        publisher="fictional-register",
        obtained="official_register",
        legal_basis="statutory_duty",
        jurisdiction="gb",
        licence="fictional",
        refreshed_on=date(2026, 6, 1),
        refresh_days=90,
        retention_days=1825,
    )


def reference(record: LinkageRecord) -> EntityRef:
    return EntityRef("record:fictional-register", record.node.decode())


def source_record(record: LinkageRecord, position: int, day: int) -> SourceRecord:
    """Return what a file would say of the record; contact values as nodes of their own."""
    own, relations, points = [], [], []
    for value in record.values:
        if value.name in _TIES:
            kind, relation = _TIES[value.name]
            point = EntityRef(value.name, value.value)
            points.append(Entity(point, kind, (PropertyValue(value.name, value.value),)))
            relations.append(RecordRelation(relation, reference(record), point))
        else:
            own.append(value)
    entities = (Entity(reference(record), record.kind, tuple(own)), *points)
    seen_on = date(2026, 1, 1) + timedelta(days=day)
    return SourceRecord(record.node.decode(), position, seen_on, entities, tuple(relations))


@dataclass
class Loader:
    """Loads records into stores; each load is a newer file than the one before."""

    loads: int = field(default=0)

    def load(self, store: SqliteStore, records: Iterable[LinkageRecord]) -> None:
        by_source: dict[str, list[LinkageRecord]] = {}
        for record in records:
            by_source.setdefault(record.source, []).append(record)
        for name, of_source in by_source.items():
            self.loads += 1
            now = NOW + timedelta(minutes=self.loads)
            opening = Opening(source(name), "people.csv", str(self.loads), "utf-8")
            run = store.open_run(opening, now=now)
            items = [source_record(r, i + 1, self.loads) for i, r in enumerate(of_source)]
            run = store.write_batch(run, items, now=now)
            store.finish_run(run, state=RunState.FINISHED, error="", now=now)


@pytest.fixture
def loader() -> Loader:
    return Loader()


@pytest.fixture
def fresh_store(tmp_path: Path) -> Iterator[Callable[[], SqliteStore]]:
    opened: list[SqliteStore] = []

    def open_one() -> SqliteStore:
        path = tmp_path / f"{len(opened)}.sqlite"
        opened.append(SqliteStore.create(path, Keyring(bytes(range(32)))))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture(scope="session")
def small_town() -> Town:
    """A town of 120 people."""
    return people(120, seed=7)


@pytest.fixture(scope="session")
def linked_model(small_town: Town, tmp_path_factory: pytest.TempPathFactory) -> MatchModel:
    """A model that was fitted on the small town, in a store."""
    path = tmp_path_factory.mktemp("model") / "graph.sqlite"
    with SqliteStore.create(path, Keyring(bytes(range(32)))) as store:
        Loader().load(store, small_town.records)
        return link_all(store, PERSONS, BANDS, NOW)[0]


def parties(store: SqliteStore, nodes: Iterable[NodeId]) -> set[frozenset[NodeId]]:
    """Return the parties of two records or more."""
    view = store.view(date(2026, 12, 1))
    found = {frozenset(view.members(node)) for node in nodes}
    return {party for party in found if len(party) > 1}
