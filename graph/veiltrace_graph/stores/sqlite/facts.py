"""Writing statements, edges, tokens and name terms of records seen for the first time."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from veiltrace_graph.stores.sqlite.nodes import NodeWriter
from veiltrace_graph.stores.sqlite.rows import EdgeRow, RecordRows
from veiltrace_graph.stores.sqlite.schema import NEVER

INSERT_STATEMENT = "INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)"
INSERT_EDGE = "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record to be written: its row id and its rows."""

    record_id: int
    rows: RecordRows


def insert_facts(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    versions: Sequence[Version],
    *,
    recorded_at: int,
) -> None:
    """Insert the facts of records of which the store has no other version."""
    ids = nodes.ids
    connection.executemany(
        INSERT_STATEMENT,
        [
            (
                ids[s.node],
                s.name,
                s.digest,
                version.record_id,
                version.rows.seen_on,
                NEVER,
                recorded_at,
                s.flag,
                nodes.seal_of(s.node).seal(s.name, s.value) if s.sealed else s.value,
            )
            for version in versions
            for s in version.rows.statements
        ],
    )
    edges = [(version, edge) for version in versions for edge in version.rows.edges]
    insert_edges(connection, nodes, edges, recorded_at=recorded_at)
    insert_search_keys(connection, nodes, versions)


def insert_search_keys(
    connection: sqlite3.Connection, nodes: NodeWriter, versions: Sequence[Version]
) -> None:
    """Insert what the nodes of these versions are found by; what they had, they keep."""
    ids = nodes.ids
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
        INSERT_EDGE,
        sorted(
            (
                (
                    ids[e.source],
                    ids[e.target],
                    e.kind,
                    version.record_id,
                    e.digest,
                    version.rows.seen_on,
                    NEVER,
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
