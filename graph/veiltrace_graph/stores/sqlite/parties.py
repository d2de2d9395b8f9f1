"""Which records are one party, and how that party is called."""

import sqlite3
from collections.abc import Collection, Iterable

from veiltrace_graph.model import Node, NodeId
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.stores.sqlite.rows import NodeRow, merge_nodes
from veiltrace_graph.vocabulary import NodeKind


def members_of(connection: sqlite3.Connection, nodes: Collection[NodeId]) -> dict[int, NodeId]:
    """Return the row ids of all records of these parties, each with its canonical node."""
    query = (
        "SELECT n.id, coalesce(p.canonical_id, n.id) FROM node n "
        "LEFT JOIN party p ON p.node_id = n.id WHERE n.key IN ({keys})"
    )
    parties = {row[1] for row in look_up(connection, query, nodes)}
    canonical = canonical_nodes(connection, parties)
    found = {row_id: node.id for row_id, node in canonical.items()}
    members = "SELECT node_id, canonical_id FROM party WHERE canonical_id IN ({keys})"
    for row_id, party in look_up(connection, members, parties):
        found[row_id] = canonical[party].id
    return found


def canonical_nodes(connection: sqlite3.Connection, row_ids: Iterable[int]) -> dict[int, Node]:
    """Return for each row id the node of its party, named by the newest of its records."""
    wanted = set(row_ids)
    query = "SELECT node_id, canonical_id FROM party WHERE node_id IN ({keys})"
    party = dict.fromkeys(wanted)
    party.update(dict(look_up(connection, query, wanted)))
    of = {row_id: row_id if p is None else p for row_id, p in party.items()}
    every = (
        "SELECT coalesce(p.canonical_id, n.id), n.id, n.key, n.kind, n.caption, n.caption_on "
        "FROM node n LEFT JOIN party p ON p.node_id = n.id WHERE n.id IN ({keys}) "
        "OR n.id IN (SELECT node_id FROM party WHERE canonical_id IN ({keys}))"
    ).replace("{keys}", "SELECT value FROM json_each(:ids)")
    ids = "[" + ",".join(map(str, set(of.values()))) + "]"
    merged: dict[int, NodeRow] = {}
    keys: dict[int, NodeId] = {}
    for canonical, row_id, key, kind, caption, caption_on in connection.execute(
        every, {"ids": ids}
    ):
        row = NodeRow(key, kind, caption, caption_on)
        merged[canonical] = merge_nodes(merged[canonical], row) if canonical in merged else row
        if row_id == canonical:
            keys[canonical] = key
    return {
        row_id: Node(keys[c], NodeKind(merged[c].kind), merged[c].caption)
        for row_id, c in of.items()
    }
