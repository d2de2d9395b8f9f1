"""The judgement log in SQLite, and the parties that follow from it."""

import sqlite3
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from veiltrace_graph.errors import JudgementConflict, NothingToWithdraw, UnknownNode
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.clusters import form_parties, holding_links
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.link_scope import rows_within
from veiltrace_graph.stores.sqlite.linkage_keys import forget
from veiltrace_graph.stores.sqlite.moments import from_micros, to_micros
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.vocabulary import NodeKind

_COLUMNS = (
    "l.key, r.key, j.verdict, j.author, j.by, j.reason, j.decided_at, j.withdrawn_at, "
    "j.withdrawn_by, j.withdrawal_reason "
    "FROM judgement j JOIN node l ON l.id = j.left_id JOIN node r ON r.id = j.right_id"
)
INSERT_JUDGEMENT = "INSERT INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_WITHDRAW = (
    "UPDATE judgement SET withdrawn_at = ?, withdrawn_by = ?, withdrawal_reason = ? "
    "WHERE withdrawn_at IS NULL AND author = ? AND left_id = ? AND right_id = ?"
)


def append_judgement(connection: sqlite3.Connection, judgement: Judgement) -> None:
    """Append a judgement and re-form the parties of both nodes.

    Raises: JudgementConflict: a person's verdict that standing ones of persons would overrule.
    """
    ids = [_row_id(connection, node) for node in (judgement.left, judgement.right)]
    connection.execute(INSERT_JUDGEMENT, row_of(judgement, *ids))
    reform(connection, set(ids))
    forget(connection, set(ids))
    is_one = len({_canonical(connection, row_id) for row_id in ids}) == 1
    decided = judgement.author is Author.PERSON and judgement.verdict is not Verdict.UNSURE
    if decided and is_one != (judgement.verdict is Verdict.SAME):
        raise JudgementConflict(
            "this contradicts what persons judged of other members of these parties: "
            "judge those pairs again first"
        )


def row_of(judgement: Judgement, left: int, right: int) -> tuple[Any, ...]:
    """Return the judgement on two nodes as `INSERT_JUDGEMENT` takes it."""
    return (
        left,
        right,
        judgement.verdict,
        judgement.author,
        judgement.by,
        judgement.reason,
        to_micros(judgement.decided_at),
        to_micros(judgement.withdrawn_at) if judgement.withdrawn_at else None,
        judgement.withdrawn_by,
        judgement.withdrawal_reason,
    )


def withdraw(
    connection: sqlite3.Connection,
    pair: tuple[NodeId, NodeId],
    author: Author,
    *,
    by: str,
    reason: str,
    now: datetime,
) -> None:
    """Take back all that an author judged of a pair and re-form the parties of both nodes.

    Raises: NothingToWithdraw: nothing of this author stands there.
    """
    left, right = (_row_id(connection, node) for node in pair)
    values = (to_micros(now), by, reason, author)
    ends = ((left, right), (right, left))
    changed = sum(connection.execute(_WITHDRAW, (*values, *end)).rowcount for end in ends)
    if not changed:
        raise NothingToWithdraw(f"no judgement by a {author} stands on this pair of records")
    reform(connection, {left, right})
    forget(connection, {left, right})


def judgements_of(connection: sqlite3.Connection, node: NodeId) -> tuple[Judgement, ...]:
    """Return every judgement on the node, withdrawn ones too, oldest first."""
    row_id = _row_id(connection, node)
    rows = connection.execute(
        f"SELECT {_COLUMNS} WHERE ?1 IN (j.left_id, j.right_id) ORDER BY j.decided_at, j.id",
        (row_id,),
    )
    return tuple(_judgement(row) for row in rows)


def standing_judgements(connection: sqlite3.Connection, scope: LinkScope) -> tuple[Judgement, ...]:
    """Return the judgements of a scope that were not withdrawn, oldest first."""
    query = f"SELECT j.id, {_COLUMNS} WHERE j.withdrawn_at IS NULL"
    rows = [row[1:] for row in rows_within(connection, query, scope)]
    return tuple(sorted(map(_judgement, rows), key=lambda j: (j.decided_at, *j.pair, j.author)))


def holding_judgements(connection: sqlite3.Connection, node: NodeId) -> tuple[Judgement, ...]:
    """Return the judgements by which the node's party is one: see `holding_links`."""
    _, kinds, judgements = _reached(connection, {_row_id(connection, node)})
    links = holding_links(kinds, judgements)
    canonical = form_parties(kinds, links)
    held = [link for link in links if canonical[link.left] == canonical[node]]
    return tuple(sorted(held, key=lambda j: (-j.author.weight, j.decided_at, j.pair)))


def reform(connection: sqlite3.Connection, touched: Collection[int]) -> None:
    """Form anew the parties that the nodes in `touched` are or were members of."""
    ids, kinds, judgements = _reached(connection, touched)
    canonical = form_parties(kinds, judgements)
    sizes = Counter(canonical.values())
    connection.executemany("DELETE FROM party WHERE node_id = ?", [(m,) for m in ids.values()])
    connection.executemany(
        "INSERT INTO party VALUES (?, ?)",
        [(ids[node], ids[party]) for node, party in canonical.items() if sizes[party] > 1],
    )


def _reached(
    connection: sqlite3.Connection, start: Collection[int]
) -> tuple[dict[NodeId, int], dict[NodeId, NodeKind], list[Judgement]]:
    """Return the nodes that judgements tie to `start`, their kinds, and what stands of them."""
    members = _reachable(connection, start)
    query = f"SELECT {_COLUMNS} WHERE j.left_id IN ({{keys}}) AND j.withdrawn_at IS NULL"
    judgements = [_judgement(row) for row in look_up(connection, query, members)]
    query = "SELECT key, id, kind FROM node WHERE id IN ({keys})"
    ids: dict[NodeId, int] = {}
    kinds: dict[NodeId, NodeKind] = {}
    for key, row_id, kind in look_up(connection, query, members):
        ids[key], kinds[key] = row_id, NodeKind(kind)
    return ids, kinds, judgements


def _reachable(connection: sqlite3.Connection, start: Collection[int]) -> set[int]:
    reached, frontier = set(start), set(start)
    while frontier:
        found: set[int] = set()
        for query in (
            "SELECT right_id FROM judgement WHERE left_id IN ({keys}) AND withdrawn_at IS NULL",
            "SELECT left_id FROM judgement WHERE right_id IN ({keys}) AND withdrawn_at IS NULL",
            "SELECT node_id FROM party WHERE canonical_id IN "
            "(SELECT DISTINCT canonical_id FROM party WHERE node_id IN ({keys}))",
        ):
            found.update(row[0] for row in look_up(connection, query, frontier))
        frontier = found - reached
        reached |= frontier
    return reached


def _row_id(connection: sqlite3.Connection, node: NodeId) -> int:
    row = connection.execute("SELECT id FROM node WHERE key = ?", (node,)).fetchone()
    if row is None:
        raise UnknownNode(f"no node has the id {node.hex()}")
    return int(row[0])


def _canonical(connection: sqlite3.Connection, row_id: int) -> int:
    row = connection.execute(
        "SELECT canonical_id FROM party WHERE node_id = ?", (row_id,)
    ).fetchone()
    return int(row[0]) if row else row_id


def _judgement(row: tuple[Any, ...]) -> Judgement:
    left, right, verdict, author, by, reason, decided_at, withdrawn_at, *withdrawal = row
    return Judgement(
        left,
        right,
        Verdict(verdict),
        Author(author),
        by,
        reason,
        from_micros(decided_at),
        None if withdrawn_at is None else from_micros(withdrawn_at),
        *withdrawal,
    )
