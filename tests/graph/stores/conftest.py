"""Factories for store tests: small fictitious records, and every store under one name.

Fixture strategy: `open_store` opens a fresh store of each kind; a test that must hold on every
store takes it and nothing else of the store.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Rejected,
    Source,
    SourceRecord,
)
from veiltrace_graph.stores.base import GraphStore, Opening, Run, RunState
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Factory:
    """Makes records of one fictitious publisher."""

    publisher: str = "fictional-register"

    def source(self, name: str = "fictional-register") -> Source:
        return Source(
            name=name,
            kind=SourceKind.CORPORATE,
            publisher=self.publisher,
            obtained="official_register",
            legal_basis="statutory_duty",
            jurisdiction="cn",
            licence="fictional",
            refreshed_on=date(2026, 6, 1),
            refresh_days=90,
            retention_days=1825,
        )

    def opening(self, fingerprint: str = "1", name: str = "fictional-register") -> Opening:
        return Opening(self.source(name), "register.csv", fingerprint, "utf-8")

    def ref(self, record_id: str) -> EntityRef:
        return EntityRef(f"record:{self.publisher}", record_id)

    def party(
        self,
        record_id: str,
        *,
        seen_on: date = date(2026, 6, 1),
        position: int = 1,
        kind: NodeKind = NodeKind.PERSON,
        phone: str = "",
        **properties: str,
    ) -> SourceRecord:
        values = tuple(PropertyValue(name, value) for name, value in properties.items())
        entities = [Entity(self.ref(record_id), kind, values)]
        relations = []
        if phone:
            point = EntityRef("phone", phone)
            entities.append(Entity(point, NodeKind.PHONE, (PropertyValue("phone", phone),)))
            relations.append(RecordRelation(RelationKind.USES_CONTACT, self.ref(record_id), point))
        return SourceRecord(record_id, position, seen_on, tuple(entities), tuple(relations))


@pytest.fixture
def factory() -> Factory:
    return Factory()


@pytest.fixture(params=["sqlite"])
def open_store(tmp_path: Path) -> Iterator[Callable[[], GraphStore]]:
    """Opens a fresh store at each call, all under the same key."""
    opened: list[GraphStore] = []

    def open_one() -> GraphStore:
        path = tmp_path / f"{len(opened)}.sqlite"
        opened.append(SqliteStore.create(path, Keyring(bytes(range(32)))))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def load(factory: Factory) -> Callable[..., Run]:
    """Loads records as one finished run, in batches of `size`."""

    def run_all(
        store: GraphStore,
        *items: SourceRecord | Rejected,
        fingerprint: str = "1",
        name: str = "fictional-register",
        size: int = 100,
        now: datetime = NOW,
    ) -> Run:
        run = store.open_run(factory.opening(fingerprint, name), now=now)
        for start in range(0, len(items), size):
            run = store.write_batch(run, items[start : start + size], now=now)
        return store.finish_run(run, state=RunState.FINISHED, error="", now=now)

    return run_all
