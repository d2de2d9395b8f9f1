"""Writing statements, edges, tokens and name terms, and closing what a newer version drops."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from veiltrace_graph.stores.sqlite.nodes import NodeWriter
from veiltrace_graph.stores.sqlite.rows import EdgeRow, RecordRows
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import PROPERTIES, Protection

_INSERT_STATEMENT = "INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)"
_INSERT_EDGE = "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record to be written: its row id, its rows, and when it was replaced."""

    record_id: int
    rows: RecordRows
    superseded_on: int = NEVER


def insert_facts(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    versions: Sequence[Version],
    *,
    recorded_at: int,
) -> None:
    """Insert the facts of new versions; those that a record holds open already are left alone."""
    ids = nodes.ids
    connection.executemany(
        _INSERT_STATEMENT,
        [
            (
                ids[s.node],
                s.name,
                s.digest,
                version.record_id,
                version.rows.seen_on,
                version.superseded_on,
                recorded_at,
                s.flag,
                nodes.seal_of(s.node).seal(s.name, s.value) if s.sealed else s.value,
            )
            for version in versions
            for s in version.rows.statements
        ],
    )
    insert_edges(
        connection,
        nodes,
        [(version, edge) for version in versions for edge in version.rows.edges],
        recorded_at=recorded_at,
    )
    connection.executemany(
        "INSERT OR IGNORE INTO token VALUES (?, ?, ?, ?)",
        [(t, ids[node], digest, rule) for v in versions for t, node, digest, rule in v.rows.tokens],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO name_term VALUES (?, ?)",
        sorted((term, ids[node]) for v in versions for term, node in v.rows.terms),
    )


def insert_edges(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    edges: Iterable[tuple[Version, EdgeRow]],
    *,
    recorded_at: int,
) -> None:
    """Insert edges, in the order of the table's key, which spares the B-tree."""
    ids = nodes.ids
    connection.executemany(
        _INSERT_EDGE,
        sorted(
            (
                (
                    ids[e.source],
                    ids[e.target],
                    e.kind,
                    version.record_id,
                    e.digest,
                    version.rows.seen_on,
                    version.superseded_on,
                    recorded_at,
                    e.valid_from,
                    e.valid_to,
                    e.share,
                    e.role,
                )
                for version, e in edges
            ),
            key=itemgetter(0, 1, 2, 3, 4, 5),
        ),
    )


def without_open_facts(
    connection: sqlite3.Connection, nodes: NodeWriter, version: Version
) -> Version:
    """Return the version without the facts that its record states already."""
    key_of = {row_id: key for key, row_id in nodes.ids.items()}
    statements = {
        (key_of.get(node), digest)
        for node, digest in connection.execute(
            "SELECT node_id, digest FROM statement WHERE record_id = ? AND superseded_on = ?",
            (version.record_id, NEVER),
        )
    }
    edges = {
        (key_of.get(source), key_of.get(target), digest)
        for source, target, digest in connection.execute(
            "SELECT source_id, target_id, digest FROM edge "
            "WHERE record_id = ? AND superseded_on = ?",
            (version.record_id, NEVER),
        )
    }
    rows = version.rows
    return Version(
        version.record_id,
        RecordRows(
            rows.key,
            rows.reference,
            rows.seen_on,
            rows.content,
            rows.nodes,
            tuple(s for s in rows.statements if (s.node, s.digest) not in statements),
            tuple(e for e in rows.edges if (e.source, e.target, e.digest) not in edges),
            rows.tokens,
            rows.terms,
        ),
        version.superseded_on,
    )


def close_dropped(
    connection: sqlite3.Connection, nodes: NodeWriter, version: Version, *, recorded_at: int
) -> list[int]:
    """Close the record's open facts that this version no longer states.

    Returns: row ids of the nodes that lost an identifier which had made them one with others.
    """
    rows = version.rows
    kept = {(nodes.ids[s.node], s.digest) for s in rows.statements}
    kept_edges = {(nodes.ids[e.source], nodes.ids[e.target], e.digest) for e in rows.edges}
    closing = (rows.seen_on, recorded_at)
    dropped = [
        row
        for row in connection.execute(
            "SELECT node_id, digest, name FROM statement WHERE record_id = ? AND superseded_on = ?",
            (version.record_id, NEVER),
        ).fetchall()
        if row[:2] not in kept
    ]
    connection.executemany(
        "UPDATE statement SET superseded_on = ?, superseded_at = ? "
        "WHERE node_id = ? AND digest = ? AND record_id = ? AND superseded_on = ?",
        [(*closing, node, digest, version.record_id, NEVER) for node, digest, _ in dropped],
    )
    dropped_edges = [
        row
        for row in connection.execute(
            "SELECT source_id, target_id, digest FROM edge "
            "WHERE record_id = ? AND superseded_on = ?",
            (version.record_id, NEVER),
        ).fetchall()
        if row not in kept_edges
    ]
    connection.executemany(
        "UPDATE edge SET superseded_on = ?, superseded_at = ? WHERE source_id = ? "
        "AND target_id = ? AND digest = ? AND record_id = ? AND superseded_on = ?",
        [(*closing, s, t, digest, version.record_id, NEVER) for s, t, digest in dropped_edges],
    )
    return [n for n, _, name in dropped if PROPERTIES[name].protection is Protection.STRONG]
