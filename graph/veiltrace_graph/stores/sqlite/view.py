"""The graph in SQLite as of a date: parties, statements and relations with their evidence."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Evidence, Node, NodeId, Relation, Statement
from veiltrace_graph.sealing import SubjectKeys, SubjectSeal
from veiltrace_graph.stores.base import EdgeArrays, Found, Neighbourhood
from veiltrace_graph.stores.sqlite.as_of import EVIDENCE, EVIDENCE_JOINS, KNOWN, RELATION, VALID
from veiltrace_graph.stores.sqlite.connection import translated
from veiltrace_graph.stores.sqlite.edge_arrays import read_edges
from veiltrace_graph.stores.sqlite.moments import from_micros
from veiltrace_graph.stores.sqlite.name_index import find_by_name
from veiltrace_graph.stores.sqlite.neighbourhood import neighbourhood
from veiltrace_graph.stores.sqlite.parties import canonical_nodes, members_of
from veiltrace_graph.stores.sqlite.schema import ALWAYS, NEVER
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Records are met again and again around one debtor; opening a reference takes two decryptions.
_REMEMBERED_REFERENCES = 20_000


def _reading(
    method: Callable[Concatenate["SqliteView", _P], _T],
) -> Callable[Concatenate["SqliteView", _P], _T]:
    """Return the method with SQLite's errors in our words: a damaged page shows when it is read."""

    @wraps(method)
    def read(view: "SqliteView", /, *args: _P.args, **options: _P.kwargs) -> _T:
        with translated(view._path):
            return method(view, *args, **options)

    return read


class SqliteView:
    """Reads one store as of one date; see `GraphView` for what each method returns."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        keyring: Keyring,
        *,
        as_of: date,
        known_at: int,
    ) -> None:
        self._connection = connection
        self._path = path
        self._keyring = keyring
        self._keys = SubjectKeys(keyring.wrapping_key)
        self._when = {"on": as_of.toordinal(), "known": known_at}
        self._record_id = lru_cache(_REMEMBERED_REFERENCES)(self._open_reference)

    @_reading
    def node(self, node: NodeId) -> Node:
        """Return the canonical node. Raises: UnknownNode."""
        row = self._connection.execute("SELECT id FROM node WHERE key = ?", (node,)).fetchone()
        if row is None:
            raise UnknownNode(f"no node has the id {node.hex()}")
        return canonical_nodes(self._connection, [row[0]])[row[0]]

    @_reading
    def by_prefix(self, prefix: str) -> Node:
        """Return the one party, thing or case whose hex id begins with `prefix`."""
        text = prefix.strip().lower()
        even = text[: len(text) - len(text) % 2]
        try:
            low = bytes.fromhex(even)
        except ValueError:
            raise UnknownNode("an id is a row of hexadecimal digits, as 'search' shows") from None
        rows = self._connection.execute(
            "SELECT DISTINCT coalesce(p.canonical_id, n.id) FROM node n "
            "LEFT JOIN party p ON p.node_id = n.id "
            "WHERE n.key >= ? AND n.key < ? AND hex(n.key) LIKE ? LIMIT 2",
            (low, low + b"\xff" * 16, text + "%"),
        )
        found = {
            node.id: node
            for node in canonical_nodes(self._connection, [row[0] for row in rows]).values()
        }
        if len(found) != 1:
            what = "no node has an id" if not found else "several nodes have ids"
            raise UnknownNode(f"{what} beginning with '{text}': see 'veiltrace search'")
        return next(iter(found.values()))

    @_reading
    def members(self, node: NodeId) -> tuple[NodeId, ...]:
        """Return the nodes of the records that were resolved to the same party, sorted."""
        rows = self._connection.execute(
            "SELECT n.key FROM node n WHERE n.id IN (SELECT o.node_id FROM party o JOIN party p "
            "ON p.canonical_id = o.canonical_id JOIN node q ON q.id = p.node_id WHERE q.key = ?1) "
            "OR n.key = ?1 ORDER BY n.key",
            (node,),
        )
        return tuple(row[0] for row in rows)

    @_reading
    def search(self, text: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Return parties and assets by name, best first: every term must occur."""
        hits = find_by_name(self._connection, text, limit=limit * 5)
        return self._found(hits, limit)

    @_reading
    def find(self, property_name: str, value: str) -> tuple[Found, ...]:
        """Return nodes that carry exactly this normalised identifier."""
        rows = self._connection.execute(
            "SELECT DISTINCT t.node_id FROM token t JOIN statement f ON f.node_id = t.node_id "
            f"AND f.digest = t.digest WHERE t.token = :token AND f.name = :name AND {KNOWN}",
            {
                **self._when,
                "token": self._keyring.token(property_name, value),
                "name": property_name,
            },
        )
        return self._found([(row[0], property_name) for row in rows], limit=None)

    @_reading
    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """Return all nodes of one kind, ordered by caption."""
        rows = self._connection.execute(
            "SELECT id FROM node WHERE kind = ? ORDER BY caption, key", (kind,)
        ).fetchall()
        canonical = canonical_nodes(self._connection, [row[0] for row in rows])
        return tuple({node.id: node for node in canonical.values()}.values())

    @_reading
    def statements(self, nodes: Collection[NodeId]) -> dict[NodeId, tuple[Statement, ...]]:
        """Return what the records say of each canonical node, opened, in a fixed order."""
        members = members_of(self._connection, nodes)
        query = (
            f"SELECT f.node_id, n.key, k.wrapped, f.name, f.value, f.flag, f.recorded_at, "
            f"{EVIDENCE} FROM statement f JOIN node n ON n.id = f.node_id "
            f"LEFT JOIN subject_key k ON k.node_id = f.node_id {EVIDENCE_JOINS} "
            f"WHERE f.node_id = :node AND {KNOWN}"
        )
        found: dict[NodeId, dict[tuple[str, str, Evidence], Statement]] = defaultdict(dict)
        for row_id, canonical in members.items():
            for row in self._connection.execute(query, {**self._when, "node": row_id}):
                _, key, wrapped, name, value, flag, recorded_at, *rest = row
                if isinstance(value, bytes):
                    value = self._seal(key, wrapped).open(name, value)
                evidence = self._evidence(rest)
                found[canonical][name, value, evidence] = Statement(
                    canonical, name, value, Flag(flag), evidence, from_micros(recorded_at)
                )
        return {node: tuple(sorted(s.values(), key=_statement_order)) for node, s in found.items()}

    @_reading
    def relations(self, nodes: Collection[NodeId]) -> tuple[Relation, ...]:
        """Return the relations from or to any of these nodes, valid at the view's date."""
        rows = [
            row
            for row_id in members_of(self._connection, nodes)
            for end in ("source_id", "target_id")
            for row in self._connection.execute(
                f"{RELATION} WHERE f.{end} = :node AND {VALID}",
                {**self._when, "node": row_id},
            )
        ]
        return self._relations(rows, self._ends(rows))

    @_reading
    def relations_between(
        self, pairs: Collection[tuple[NodeId, NodeId]]
    ) -> dict[tuple[NodeId, NodeId], tuple[Relation, ...]]:
        """Return for each pair the relations between the two, whichever way they run."""
        members: dict[NodeId, list[int]] = defaultdict(list)
        for row_id, canonical in members_of(
            self._connection, {node for pair in pairs for node in pair}
        ).items():
            members[canonical].append(row_id)
        query = f"{RELATION} WHERE f.source_id = :a AND f.target_id = :b AND {VALID}"
        rows = {
            (a, b): [
                row
                for one in members[a]
                for other in members[b]
                for ends in ({"a": one, "b": other}, {"a": other, "b": one})
                for row in self._connection.execute(query, {**self._when, **ends})
            ]
            for a, b in pairs
        }
        names = self._ends(row for found in rows.values() for row in found)
        return {pair: self._relations(found, names) for pair, found in rows.items()}

    def _ends(self, rows: Iterable[Any]) -> dict[int, Node]:
        return canonical_nodes(self._connection, {row_id for row in rows for row_id in row[:2]})

    def _relations(self, rows: list[Any], names: dict[int, Node]) -> tuple[Relation, ...]:
        found = dict.fromkeys(
            Relation(
                RelationKind(kind),
                names[source].id,
                names[target].id,
                None if valid_from == ALWAYS else date.fromordinal(valid_from),
                None if valid_to == NEVER else date.fromordinal(valid_to),
                share,
                role,
                self._evidence(rest),
            )
            for source, target, kind, valid_from, valid_to, share, role, *rest in rows
        )
        return tuple(sorted(found, key=_relation_order))

    @_reading
    def neighbourhood(self, node: NodeId, *, hops: int, limit: int) -> Neighbourhood:
        """Return canonical nodes at most `hops` relations away, nearest first, at most `limit`."""
        when = self._when
        return neighbourhood(self._connection, node, VALID, when, hops=hops, limit=limit)

    @_reading
    def edges(self) -> EdgeArrays:
        """Return every relation valid at the view's date, for the snapshot."""
        return read_edges(self._connection, VALID, self._when)

    def _found(self, hits: list[tuple[int, str]], limit: int | None) -> tuple[Found, ...]:
        canonical = canonical_nodes(self._connection, [row_id for row_id, _ in hits])
        found: dict[NodeId, Found] = {}
        for row_id, matched in hits:
            node = canonical[row_id]
            found.setdefault(node.id, Found(node, matched))
        return tuple(found.values())[:limit]

    def _seal(self, key: NodeId, wrapped: bytes) -> SubjectSeal:
        return self._keys.unwrap(key, wrapped)

    def _evidence(self, columns: list[Any]) -> Evidence:
        source, publisher, key, wrapped, reference, seen_on = columns
        record_id = self._record_id(key, wrapped, reference)
        return Evidence(source, publisher, record_id, date.fromordinal(seen_on))

    def _open_reference(self, subject: NodeId, wrapped: bytes, reference: bytes) -> str:
        return self._seal(subject, wrapped).open("record_id", reference)


def _statement_order(item: Statement) -> tuple[Any, ...]:
    evidence = item.evidence
    newest_first = -evidence.seen_on.toordinal()
    return (item.name, newest_first, item.value, evidence.source, evidence.record_id)


def _relation_order(item: Relation) -> tuple[Any, ...]:
    evidence = item.evidence
    return (
        item.kind,
        -evidence.seen_on.toordinal(),
        evidence.source,
        evidence.record_id,
        item.role,
        item.source,
        item.target,
    )
