"""Finding and keeping nodes and their seals inside one write transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from veiltrace_graph.model import NodeId
from veiltrace_graph.sealing import SubjectKeys, SubjectSeal
from veiltrace_graph.stores.sqlite.rows import NodeRow, merge_nodes

_LOOK_UP = 2_000


def look_up(
    connection: sqlite3.Connection, query: str, keys: Iterable[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `query`, whose `{keys}` stands for a list of keys, for all keys."""
    remaining = iter(keys)
    while chunk := tuple(islice(remaining, _LOOK_UP)):
        yield from connection.execute(query.format(keys=",".join("?" * len(chunk))), chunk)


class NodeWriter:
    """Upserts nodes and hands out their row ids and seals; lives for one transaction.

    `refined` are the row ids of nodes of which a record now says another kind than was known.
    """

    def __init__(self, connection: sqlite3.Connection, keys: SubjectKeys) -> None:
        self._connection = connection
        self._keys = keys
        self.ids: dict[NodeId, int] = {}
        self.refined: list[int] = []
        self._wrapped: dict[NodeId, bytes] = {}
        self._seals: dict[NodeId, SubjectSeal] = {}
        self._new_keys: list[tuple[int, bytes]] = []

    def upsert(self, rows: Sequence[NodeRow]) -> int:
        """Insert the nodes that are new, refine those that are known; return how many changed."""
        wanted: dict[NodeId, NodeRow] = {}
        for row in rows:
            wanted[row.key] = merge_nodes(wanted[row.key], row) if row.key in wanted else row
        found = self._find(wanted)
        inserts, updates = [], []
        # The writer is alone, so that it can number new rows itself and needs no second look-up.
        next_id = self._connection.execute("SELECT coalesce(max(id), 0) FROM node").fetchone()[0]
        for key, row in wanted.items():
            held = found.get(key)
            if held is None:
                next_id += 1
                self.ids[key] = next_id
                inserts.append((next_id, key, row.kind, row.caption, row.caption_on))
            elif (merged := merge_nodes(held, row)) != held:
                updates.append((merged.kind, merged.caption, merged.caption_on, self.ids[key]))
                if merged.kind != held.kind:
                    self.refined.append(self.ids[key])
        self._connection.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?)", inserts)
        self._connection.executemany(
            "UPDATE node SET kind = ?, caption = ?, caption_on = ? WHERE id = ?", updates
        )
        return len(inserts) + len(updates)

    def _find(self, wanted: Iterable[NodeId]) -> dict[NodeId, NodeRow]:
        query = (
            "SELECT n.id, n.key, n.kind, n.caption, n.caption_on, k.wrapped "
            "FROM node n LEFT JOIN subject_key k ON k.node_id = n.id WHERE n.key IN ({keys})"
        )
        found = {}
        for row_id, key, kind, caption, caption_on, wrapped in look_up(
            self._connection, query, wanted
        ):
            self.ids[key] = row_id
            found[key] = NodeRow(key, kind, caption, caption_on)
            if wrapped is not None:
                self._wrapped[key] = wrapped
        return found

    def seal_of(self, node: NodeId) -> SubjectSeal:
        """Return the node's seal, making its key when it has none yet."""
        seal = self._seals.get(node)
        if seal is None:
            if node in self._wrapped:
                seal = self._keys.unwrap(node, self._wrapped[node])
            else:
                seal, wrapped = self._keys.create(node)
                self._new_keys.append((self.ids[node], wrapped))
            self._seals[node] = seal
        return seal

    def keep_new_keys(self) -> None:
        """Write the keys made since the transaction began."""
        self._connection.executemany("INSERT INTO subject_key VALUES (?, ?)", self._new_keys)
        self._new_keys.clear()
