"""A store to load files into, for tests of what a format means over time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from veiltrace_connectors.base import Connector
from veiltrace_connectors.ingest import IngestReport, ingest
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import EntityRef, Relation
from veiltrace_graph.stores.sqlite.store import SqliteStore


@dataclass
class Loaded:
    """A store and what was loaded into it, each load a day after the one before."""

    store: SqliteStore
    now: datetime = field(default=datetime(2026, 7, 1, tzinfo=UTC))

    def load(self, open_connector: Callable[[], Connector]) -> IngestReport:
        """Load a file; the same one again is read again, as if its settings had changed."""
        self.now += timedelta(days=1)
        return ingest(
            open_connector,
            self.store,
            file_name="file",
            fingerprint=f"{self.now}",
            clock=lambda: self.now,
        )

    def relations(self, ref: EntityRef, as_of: date) -> tuple[Relation, ...]:
        """The relations from or to a thing on a day."""
        return self.store.view(as_of).relations([self.store.node_id(ref)])

    def values(self, ref: EntityRef, name: str, as_of: date) -> list[str]:
        """The values of one property of a thing on a day."""
        node = self.store.node_id(ref)
        stated = self.store.view(as_of).statements([node])
        return [one.value for one in stated.get(node, ()) if one.name == name]


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Loaded]:
    """An empty store that files can be loaded into."""
    with SqliteStore.create(tmp_path / "store.sqlite", Keyring(bytes(32))) as store:
        yield Loaded(store)
