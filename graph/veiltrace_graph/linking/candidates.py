"""Records that blocking compares with others: found by their keys, opened once, and kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.blocking import MOST_HOLDERS
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.linkage_input import LinkageInput, content
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.stores.linkage import LinkageStore


class Candidates:
    """The records of one kind, opened as they are asked for.

    `fresh` are the nodes of which the store keeps no keys: new ones, and those that have changed.
    """

    def __init__(self, store: LinkageStore, frame: LinkageFrame, fresh: Collection[NodeId]) -> None:
        self._store = store
        self._frame = frame
        self._records: dict[NodeId, LinkageRecord] = {}
        self._rows: dict[NodeId, Any] = {}
        self._keys: dict[NodeId, tuple[str, ...]] = {}
        self._holders: dict[str, Collection[NodeId]] = {}
        self.outgrown: set[str] = set()
        self._fresh: dict[str, list[NodeId]] = defaultdict(list)
        for node in self.open(fresh):
            for key in self._keys_of(node):
                self._fresh[key].append(node)

    def open(self, nodes: Iterable[NodeId]) -> list[NodeId]:
        """Return those of the nodes of which something is known; they are opened if need be."""
        wanted = list(nodes)
        new = {node for node in wanted if node not in self._records}
        for record in self._store.linkage_records((self._frame.scheme.kind,), new):
            self._records[record.node] = record
        return [node for node in wanted if node in self._records]

    def kept_keys(self, node: NodeId) -> tuple[str, ...]:
        """Return a node's blocking keys as a store keeps them: none where nothing is known."""
        if node not in self._records:
            return ()
        return tuple(self._frame.scheme.kept_key(key) for key in self._keys_of(node))

    def partners(self, nodes: Iterable[NodeId]) -> dict[NodeId, set[NodeId]]:
        """Return for each opened node all others it shares a key with that is compared by."""
        keys = {node: self._keys_of(node) for node in nodes}
        self._look_up({key for of_one in keys.values() for key in of_one})
        return {
            node: {other for key in of_one for other in self._holders[key]} - {node}
            for node, of_one in keys.items()
        }

    def just_outgrown(self) -> set[NodeId]:
        """Return those who hold a key that fresh nodes have made too common to compare by.

        Without it, they may be another party than before.
        """
        self._look_up(self._fresh)
        found = self._store.holders_of([self._frame.scheme.kept_key(k) for k in self.outgrown])
        return {node for nodes in found.values() if len(nodes) <= MOST_HOLDERS for node in nodes}

    def given(self, nodes: Iterable[NodeId]) -> LinkageInput:
        """Return the nodes without keys, in the order of `linkage_input`."""
        records = sorted((self._records[node] for node in self.open(nodes)), key=content)
        rows = tuple(self._row(record.node) for record in records)
        return LinkageInput(self._frame.scheme, tuple(records), rows, ((),) * len(rows))

    def rows(self, nodes: Iterable[NodeId]) -> dict[NodeId, Any]:
        """Return what is compared of each node; of those not opened yet nothing else is kept.

        Tens of thousands of values that live on would be looked through for garbage every while.
        """
        wanted = set(nodes)
        found = {node: self._row(node) for node in wanted & self._records.keys()}
        kinds, row = (self._frame.scheme.kind,), self._frame.scheme.row
        for record in self._store.linkage_records(kinds, wanted - found.keys()):
            found[record.node] = row(record)
        return found

    def _keys_of(self, node: NodeId) -> tuple[str, ...]:
        if node not in self._keys:
            scheme = self._frame.scheme
            self._keys[node] = tuple(sorted(set(scheme.blocking_keys(self._row(node)))))
        return self._keys[node]

    def _row(self, node: NodeId) -> Any:
        if node not in self._rows:
            self._rows[node] = self._frame.scheme.row(self._records[node])
        return self._rows[node]

    def _look_up(self, keys: Iterable[str]) -> None:
        new = set(keys) - self._holders.keys()
        self._holders.update(dict.fromkeys(new, ()))
        kept = {self._frame.scheme.kept_key(k): k for k in new if not self._frame.is_stopped(k)}
        found = self._store.holders_of(kept)
        for of_store, key in kept.items():
            holders = (*found.get(of_store, ()), *self._fresh.get(key, ()))
            if len(holders) > MOST_HOLDERS:
                self.outgrown.add(key)
            else:
                self._holders[key] = holders
