"""Who is within some steps of a node: a bounded breadth-first search that walks through no hub."""

import sqlite3
from collections.abc import Iterable, Mapping

from veiltrace_graph.model import NodeId
from veiltrace_graph.stores.base import HUB_RELATIONS, Neighbourhood

_ENDS = (
    "SELECT f.target_id AS id FROM edge f WHERE f.source_id = :id AND {valid} "
    "UNION ALL SELECT f.source_id FROM edge f WHERE f.target_id = :id AND {valid} LIMIT :limit"
)
_NODES = (
    "SELECT n.id, coalesce(c.key, n.key) FROM ({ends}) e CROSS JOIN node n ON n.id = e.id "
    "LEFT JOIN party p ON p.node_id = n.id LEFT JOIN node c ON c.id = p.canonical_id"
)
_MEMBERS = (
    "SELECT o.node_id FROM party p JOIN party o ON o.canonical_id = p.canonical_id "
    "WHERE p.node_id = ?"
)


def neighbourhood(
    connection: sqlite3.Connection,
    node: NodeId,
    valid: str,
    when: Mapping[str, int],
    *,
    hops: int,
    limit: int,
) -> Neighbourhood:
    """Return the canonical nodes within `hops` steps along edges that are `valid`."""
    ends = _ENDS.format(valid=valid)
    nodes = _NODES.format(ends=ends)
    degree = f"SELECT count(*) FROM ({ends})"
    start = [row[0] for row in connection.execute("SELECT id FROM node WHERE key = ?", (node,))]
    frontier = _with_members(connection, start)
    found: dict[NodeId, None] = {node: None}
    hubs: dict[NodeId, None] = {}
    names: dict[int, NodeId] = dict.fromkeys(frontier, node)
    for hop in range(hops):
        reached: list[tuple[int, NodeId]] = []
        for row_id in frontier:
            bounds = {**when, "id": row_id, "limit": HUB_RELATIONS + 1}
            # The first step is what was asked for, even of a hub.
            if hop and connection.execute(degree, bounds).fetchone()[0] > HUB_RELATIONS:
                hubs[names[row_id]] = None
                continue
            reached += connection.execute(nodes, {**bounds, "limit": limit + 1})
            if len(found) + len(reached) > 2 * limit:
                break
        new = {row_id: key for row_id, key in reached if key not in found}
        found.update(dict.fromkeys(new.values()))
        if hop + 1 < hops:
            names.update(new)
            frontier = _with_members(connection, new)
            names.update((row_id, names.get(row_id, node)) for row_id in frontier)
    return Neighbourhood(tuple(found)[1 : limit + 1], tuple(hubs), len(found) > limit + 1)


def _with_members(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Return the ids, each with the other members of its party, once."""
    return list(
        dict.fromkeys(
            member
            for row_id in ids
            for member in (row_id, *(r[0] for r in connection.execute(_MEMBERS, (row_id,))))
        )
    )
