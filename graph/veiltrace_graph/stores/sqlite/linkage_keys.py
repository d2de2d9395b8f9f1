"""Blocking keys as keyed tokens: which nodes share one, and which nodes are still to be linked.

A node keeps its keys until a record says something else of it or of its contact points, or a
person or rule something else of whom it is. Then they are forgotten, so that the next incremental
linking takes it up again.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.keyring import ID_BYTES, Keyring
from veiltrace_graph.model import NodeId
from veiltrace_graph.stores.sqlite.linkage_records import CURRENT, TIES
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import CONTACT_KINDS, NodeKind

Keys = tuple[NodeId, Collection[str]]

_DOMAIN = "linkage key"
_CHUNK = 10_000
_DELETE = "DELETE FROM linkage_key WHERE token = ? AND node_id = ?"
_HELD = "SELECT node_id, tokens FROM linkage_node WHERE node_id IN ({keys})"
_ENDED = (
    "SELECT node_id FROM statement WHERE superseded_at >= {now} AND record_id IN ({{keys}})",
    "SELECT source_id FROM edge WHERE superseded_at >= {now} AND record_id IN ({{keys}})",
)
# A contact point of which one record more or less says what others do has not changed.
_WAS = (
    f"f.superseded_on = {NEVER} AND f.recorded_at < {{now}} "
    "AND ifnull(f.superseded_at >= {now}, TRUE)"
)
_TIED_TO_CHANGED = (
    f"SELECT e.source_id FROM edge e WHERE e.kind IN ({TIES}) AND e.target_id IN ("
    "SELECT f.node_id FROM statement f JOIN node n ON n.id = f.node_id AND n.kind IN "
    f"({','.join(repr(str(kind)) for kind in sorted(CONTACT_KINDS))}) "
    "WHERE f.node_id IN ({{keys}}) GROUP BY f.node_id, f.name, f.digest "
    f"HAVING max({CURRENT}) <> max({_WAS}))"
)


def keep_linkage_keys(
    connection: sqlite3.Connection,
    keyring: Keyring,
    keys: Iterable[Keys],
    kinds: Collection[NodeKind],
) -> None:
    """Make these the keys of their nodes, and forget those of all other nodes of `kinds`.

    Raises: UnknownNode.
    """
    remaining, kept = iter(keys), set()
    while chunk := dict(islice(remaining, _CHUNK)):
        query = "SELECT key, id FROM node WHERE key IN ({keys})"
        ids: dict[NodeId, int] = dict(look_up(connection, query, chunk))
        if len(ids) < len(chunk):
            raise UnknownNode(f"{len(chunk) - len(ids)} nodes with linkage keys are not known")
        kept |= set(ids.values())
        _keep(connection, {ids[n]: _tokens(keyring, of_node) for n, of_node in chunk.items()})
    if kinds:
        names = ",".join(repr(str(kind)) for kind in sorted(set(kinds)))
        rows = connection.execute(
            "SELECT k.node_id FROM linkage_node k JOIN node n ON n.id = k.node_id "
            f"WHERE n.kind IN ({names})"
        ).fetchall()
        forget(connection, {row[0] for row in rows} - kept)


def holders_of(
    connection: sqlite3.Connection, keyring: Keyring, keys: Collection[str]
) -> dict[str, tuple[NodeId, ...]]:
    """Return for each key the nodes that have it, sorted; keys that none has are left out."""
    asked = {keyring.token(_DOMAIN, key): key for key in keys}
    query = (
        "SELECT k.token, n.key FROM linkage_key k JOIN node n ON n.id = k.node_id "
        "WHERE k.token IN ({keys})"
    )
    found: dict[str, list[NodeId]] = {}
    for token, node in look_up(connection, query, asked):
        found.setdefault(asked[token], []).append(node)
    return {key: tuple(sorted(nodes)) for key, nodes in found.items()}


def nodes_to_link(
    connection: sqlite3.Connection, kinds: Collection[NodeKind]
) -> tuple[NodeId, ...]:
    """Return the nodes of these kinds that have no keys, not even none, sorted."""
    names = ",".join(repr(str(kind)) for kind in sorted(set(kinds)))
    rows = connection.execute(
        f"SELECT key FROM node WHERE kind IN ({names}) "
        "AND NOT EXISTS (SELECT 1 FROM linkage_node k WHERE k.node_id = node.id) ORDER BY key"
    )
    return tuple(row[0] for row in rows)


def forget_changed(
    connection: sqlite3.Connection, *, records: Collection[int], nodes: Collection[int], now: int
) -> None:
    """Forget the keys of all of whom a batch says something else than before.

    Args:
        records: row ids of records that had other versions; `nodes`: those the batch speaks of.
    """
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM linkage_node)").fetchone()[0]:
        return
    changed = set(nodes)
    for query in _ENDED:
        changed.update(row[0] for row in look_up(connection, query.format(now=now), records))
    tied = look_up(connection, _TIED_TO_CHANGED.format(now=now), set(changed))
    changed.update(row[0] for row in tied)
    forget(connection, changed)


def forget(connection: sqlite3.Connection, nodes: Collection[int]) -> None:
    """Forget the keys of these nodes."""
    held = list(look_up(connection, _HELD, nodes))
    connection.executemany(_DELETE, sorted((t, node) for node, all_ in held for t in _split(all_)))
    connection.executemany("DELETE FROM linkage_node WHERE node_id = ?", [row[:1] for row in held])


def _keep(connection: sqlite3.Connection, wanted: dict[int, bytes]) -> None:
    held: dict[int, bytes] = dict(look_up(connection, _HELD, wanted))
    changed = {node: tokens for node, tokens in wanted.items() if held.get(node) != tokens}
    before = {(token, node) for node in changed for token in _split(held.get(node, b""))}
    after = {(token, node) for node, tokens in changed.items() for token in _split(tokens)}
    connection.executemany(_DELETE, sorted(before - after))
    # In the order of the table's key, which spares the B-tree.
    connection.executemany("INSERT INTO linkage_key VALUES (?, ?)", sorted(after - before))
    connection.executemany(
        "INSERT OR REPLACE INTO linkage_node VALUES (?, ?)", sorted(changed.items())
    )


def _tokens(keyring: Keyring, keys: Collection[str]) -> bytes:
    return b"".join(sorted({keyring.token(_DOMAIN, key) for key in keys}))


def _split(tokens: bytes) -> Iterator[bytes]:
    return (tokens[at : at + ID_BYTES] for at in range(0, len(tokens), ID_BYTES))
