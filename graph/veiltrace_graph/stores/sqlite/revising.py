"""Another version of a record: the intervals of its facts worked out anew, the old ones closed.

All versions that are known count, in the order of the days they were seen, so that the outcome
does not depend on the order they came in. Rows are never changed but for `superseded_at`, which
says until when they were what was known.
"""

import sqlite3
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from veiltrace_graph.stores.sqlite.facts import (
    INSERT_EDGE,
    INSERT_STATEMENT,
    Version,
    insert_search_keys,
)
from veiltrace_graph.stores.sqlite.history import intervals, versions_of
from veiltrace_graph.stores.sqlite.nodes import NodeWriter
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import PROPERTIES, Protection


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of facts: what identifies a fact, and what is carried along with it."""

    name: str
    key: tuple[str, ...]
    carried: tuple[str, ...]
    insert: str


_STATEMENTS = _Table(
    "statement", ("node_id", "name", "digest"), ("flag", "value"), INSERT_STATEMENT
)
_EDGES = _Table(
    "edge",
    ("source_id", "target_id", "kind", "digest"),
    ("valid_from", "valid_to", "share", "role"),
    INSERT_EDGE,
)
_Fact = tuple[Hashable, ...]
_Carried = Mapping[_Fact, tuple[Any, ...]]


def revise(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    version: Version,
    *,
    days: Collection[int],
    beside: bool,
    recorded_at: int,
) -> list[int]:
    """Write one more version of a record that has others.

    Args:
        days: the days on which versions of the record were seen before.
        beside: whether this version stands beside another of its day instead of replacing it.
    Returns: row ids of nodes that no longer carry an identifier which had made them one with
        others.
    """
    statements: dict[_Fact, tuple[Any, ...]] = {}
    for s in version.rows.statements:
        value = nodes.seal_of(s.node).seal(s.name, s.value) if s.sealed else s.value
        statements[nodes.ids[s.node], s.name, s.digest] = (s.flag, value)
    edges: dict[_Fact, tuple[Any, ...]] = {
        (nodes.ids[e.source], nodes.ids[e.target], e.kind, e.digest): (
            e.valid_from,
            e.valid_to,
            e.share,
            e.role,
        )
        for e in version.rows.edges
    }
    ended = _rewrite(connection, _STATEMENTS, version, statements, days, beside, recorded_at)
    _rewrite(connection, _EDGES, version, edges, days, beside, recorded_at)
    insert_search_keys(connection, nodes, [version])
    strong = Protection.STRONG
    return [fact[0] for fact in ended if PROPERTIES[str(fact[1])].protection is strong]  # type: ignore[misc]


def _rewrite(
    connection: sqlite3.Connection,
    table: _Table,
    version: Version,
    stated: _Carried,
    days: Collection[int],
    beside: bool,
    recorded_at: int,
) -> list[_Fact]:
    """Bring one table's rows to what all versions say; return the facts that ended."""
    width = len(table.key)
    columns = ", ".join((*table.key, "seen_on", "superseded_on", "recorded_at", *table.carried))
    rows: Sequence[tuple[Any, ...]] = connection.execute(
        f"SELECT {columns} FROM {table.name} WHERE record_id = ? AND superseded_at IS NULL",
        (version.record_id,),
    ).fetchall()
    known = {(row[:width], row[width], row[width + 1]): row for row in rows}
    carried = {row[:width]: row[width + 3 :] for row in rows} | dict(stated)
    versions = versions_of(set(days), set(known))
    day = version.rows.seen_on
    versions[day] = set(stated) | (versions.get(day, set()) if beside else set())
    wanted = intervals(versions)
    for fact, start, end in known.keys() - wanted:
        _close(connection, table, version.record_id, (fact, start, end), recorded_at)
    connection.executemany(
        table.insert,
        [
            _row(fact, version.record_id, (a, b, recorded_at), carried)
            for fact, a, b in wanted - known.keys()
        ],
    )
    still = {fact for fact, _, end in wanted if end == NEVER}
    return [fact for fact, _, end in known if end == NEVER and fact not in still]


def _close(
    connection: sqlite3.Connection,
    table: _Table,
    record_id: int,
    interval: tuple[_Fact, int, int],
    recorded_at: int,
) -> None:
    fact, start, end = interval
    same = " AND ".join(f"{column} = ?" for column in (*table.key, "record_id", "seen_on"))
    where = f"WHERE {same} AND superseded_on = ? AND superseded_at IS NULL"
    values = (*fact, record_id, start, end)
    # What was known for no time at all was never known, and would only clash with its successor.
    connection.execute(
        f"DELETE FROM {table.name} {where} AND recorded_at >= ?", (*values, recorded_at)
    )
    connection.execute(f"UPDATE {table.name} SET superseded_at = ? {where}", (recorded_at, *values))


def _row(
    fact: _Fact, record_id: int, times: tuple[int, int, int], carried: _Carried
) -> tuple[Any, ...]:
    # In both tables the record's id stands before the digest or after it: see the schema.
    *names, digest = fact
    placed = (*fact, record_id) if len(fact) == 3 else (*names, record_id, digest)
    return (*placed, *times, *carried[fact])
