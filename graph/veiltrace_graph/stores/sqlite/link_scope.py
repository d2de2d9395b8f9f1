"""Pairs of nodes within a scope: those that are given, and those of a table."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.model import NodeId
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.nodes import look_up


def row_ids_within(
    connection: sqlite3.Connection, pairs: Iterable[tuple[NodeId, NodeId]], scope: LinkScope
) -> dict[NodeId, int]:
    """Return the row ids of the nodes of all pairs.

    Raises: UnknownNode. InvalidInput: a pair is of one node, or lies outside of the scope.
    """
    pairs = list(pairs)
    ends = {node for pair in pairs for node in pair}
    query = "SELECT key, id, kind FROM node WHERE key IN ({keys})"
    found = {key: (row_id, kind) for key, row_id, kind in look_up(connection, query, ends)}
    if len(found) < len(ends):
        raise UnknownNode(f"{len(ends) - len(found)} nodes of these pairs are not known")
    for pair in pairs:
        if pair[0] == pair[1]:
            raise InvalidInput("a pair is of two nodes, this one names one of them twice")
        within = scope.nodes is None or not scope.nodes.isdisjoint(pair)
        if not within or any(found[node][1] not in scope.kinds for node in pair):
            raise InvalidInput("a pair lies outside of the scope whose pairs are replaced")
    return {key: row_id for key, (row_id, _) in found.items()}


def rows_within(
    connection: sqlite3.Connection, query: str, scope: LinkScope
) -> Collection[tuple[Any, ...]]:
    """Return the rows of `query` within the scope, each once; its first column tells them apart.

    Args:
        query: selects from nodes `l` and `r` and ends in a condition, to which more can be added.
    """
    kinds = ",".join(repr(str(kind)) for kind in sorted(scope.kinds))
    query = f"{query} AND l.kind IN ({kinds}) AND r.kind IN ({kinds})"
    if scope.nodes is None:
        return connection.execute(query).fetchall()
    found: dict[Any, tuple[Any, ...]] = {}
    for end in ("l", "r"):
        of_end = look_up(connection, f"{query} AND {end}.key IN ({{keys}})", scope.nodes)
        found.update((row[0], row) for row in of_end)
    return found.values()
