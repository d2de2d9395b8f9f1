"""Who is within some steps of a node: a bounded breadth-first search, one query a step."""

import sqlite3
from collections.abc import Collection, Mapping

from veiltrace_graph.model import NodeId

_STEP = (
    "SELECT f.target_id AS id FROM json_each(:ids) i CROSS JOIN edge f "
    "WHERE f.source_id = i.value AND {valid} "
    "UNION SELECT f.source_id FROM json_each(:ids) i CROSS JOIN edge f "
    "WHERE f.target_id = i.value AND {valid} LIMIT :limit"
)
_PARTY = (
    "SELECT o.node_id, o.canonical_id FROM json_each(:ids) i CROSS JOIN party p "
    "ON p.node_id = i.value CROSS JOIN party o ON o.canonical_id = p.canonical_id"
)


def near(
    connection: sqlite3.Connection,
    node: NodeId,
    valid: str,
    when: Mapping[str, int],
    *,
    hops: int,
    limit: int,
) -> tuple[NodeId, ...]:
    """Return the ids of canonical nodes within `hops` steps along edges that are `valid`."""
    start = {row[0] for row in connection.execute("SELECT id FROM node WHERE key = ?", (node,))}
    step = _STEP.format(valid=valid)
    canonical: dict[int, int] = {}
    frontier = _with_members(connection, start, canonical)
    seen, found = set(frontier), dict.fromkeys(canonical.get(i, i) for i in frontier)
    for _ in range(hops):
        bounds = {**when, "ids": _json(frontier), "limit": limit + len(seen)}
        reached = {row[0] for row in connection.execute(step, bounds)} - seen
        frontier = _with_members(connection, reached, canonical) - seen
        seen |= frontier
        found.update(dict.fromkeys(canonical.get(i, i) for i in sorted(frontier)))
    nearest = list(found)[1 : limit + 1]
    keys = "SELECT n.id, n.key FROM json_each(:ids) i CROSS JOIN node n ON n.id = i.value"
    key_of = dict(connection.execute(keys, {"ids": _json(nearest)}))
    return tuple(key_of[i] for i in nearest)


def _with_members(
    connection: sqlite3.Connection, ids: set[int], canonical: dict[int, int]
) -> set[int]:
    """Return the ids with the other members of their parties, whose canonical ids are noted."""
    members = dict(connection.execute(_PARTY, {"ids": _json(ids)}))
    canonical.update(members)
    return ids | members.keys()


def _json(ids: Collection[int]) -> str:
    return "[" + ",".join(map(str, ids)) + "]"
