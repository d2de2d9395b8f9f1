"""All relations valid at a date as arrays, parties folded: what the snapshot is built from."""

import sqlite3
from collections.abc import Mapping

import numpy as np

from veiltrace_graph.model import Node
from veiltrace_graph.stores.base import EdgeArrays
from veiltrace_graph.stores.sqlite.rows import NodeRow, merge_nodes
from veiltrace_graph.vocabulary import NodeKind


def read_edges(
    connection: sqlite3.Connection, condition: str, when: Mapping[str, int]
) -> EdgeArrays:
    """Return nodes and edges that satisfy `condition` (on edge `f`), in a fixed order."""
    canonical = dict(connection.execute("SELECT node_id, canonical_id FROM party"))
    merged: dict[int, NodeRow] = {}
    keys = {}
    for row_id, *columns in connection.execute(
        "SELECT id, key, kind, caption, caption_on FROM node"
    ):
        row, party = NodeRow(*columns), canonical.get(row_id, row_id)
        merged[party] = merge_nodes(merged[party], row) if party in merged else row
        if party == row_id:
            keys[party] = row.key
    # Positions follow kind, caption and id, so that nothing depends on the order of loading.
    order = sorted(
        merged, key=lambda party: (merged[party].kind, merged[party].caption, keys[party])
    )
    position = {party: i for i, party in enumerate(order)}
    place = np.zeros(max(max(merged, default=0), max(canonical, default=0)) + 1, dtype=np.int32)
    for row_id in merged:
        place[row_id] = position[row_id]
    for row_id, party in canonical.items():
        place[row_id] = position[party]
    rows = connection.execute(
        f"SELECT f.source_id, f.target_id, f.kind FROM edge f WHERE {condition} "
        "AND f.source_id <> f.target_id",
        dict(when),
    ).fetchall()
    ends = np.fromiter((i for row in rows for i in row[:2]), dtype=np.int64, count=2 * len(rows))
    ranks: dict[tuple[str, str], int] = {}
    ties = [
        ranks.setdefault((merged[party].kind, merged[party].caption), len(ranks)) for party in order
    ]
    return EdgeArrays(
        nodes=[Node(keys[p], NodeKind(merged[p].kind), merged[p].caption) for p in order],
        order=np.array(ties, dtype=np.int64),
        source=place[ends[0::2]],
        target=place[ends[1::2]],
        kind=[row[2] for row in rows],
    )
