"""The pairs a person should look at: kept without values, and without those already decided."""

import sqlite3
from collections.abc import Sequence

from veiltrace_graph.resolution.judgement import Author, Verdict
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.link_scope import row_ids_within, rows_within

_QUEUED = (
    "SELECT q.rowid, l.key, r.key, q.probability, q.priority FROM review_pair q "
    "JOIN node l ON l.id = q.left_id JOIN node r ON r.id = q.right_id WHERE TRUE"
)
# What persons say of a pair by now; of two words of one moment the more cautious.
_VERDICT = (
    "(SELECT j.verdict FROM judgement j "
    f"WHERE j.author = '{Author.PERSON}' AND j.withdrawn_at IS NULL "
    "AND ((j.left_id = q.left_id AND j.right_id = q.right_id) "
    "OR (j.left_id = q.right_id AND j.right_id = q.left_id)) ORDER BY j.decided_at DESC, "
    f"j.verdict = '{Verdict.DIFFERENT}' DESC, j.verdict = '{Verdict.UNSURE}' DESC LIMIT 1)"
)
# Equal pairs follow by their captions: the ids, which are keyed, tell only namesakes apart.
_NEXT = (
    "SELECT l.key, r.key, q.probability, q.priority FROM review_pair q "
    "CROSS JOIN node l ON l.id = q.left_id CROSS JOIN node r ON r.id = q.right_id "
    f"WHERE {_VERDICT} IS ? ORDER BY q.priority DESC, q.probability DESC, "
    "min(l.caption, r.caption), max(l.caption, r.caption), l.key, r.key LIMIT ?"
)


def replace_review_queue(
    connection: sqlite3.Connection, pairs: Sequence[ReviewPair], scope: LinkScope
) -> None:
    """Bring the queue's pairs of a scope to exactly `pairs`. Raises: InvalidInput, UnknownNode."""
    queued = {pair.pair: pair for pair in pairs}
    ids = row_ids_within(connection, queued, scope)
    held = rows_within(connection, _QUEUED, scope)
    connection.executemany(
        "DELETE FROM review_pair WHERE rowid = ?", [(row_id,) for row_id, *_ in held]
    )
    connection.executemany(
        "INSERT INTO review_pair VALUES (?, ?, ?, ?)",
        [(ids[a], ids[b], p.probability, p.priority) for (a, b), p in queued.items()],
    )


def queued_pairs(connection: sqlite3.Connection, scope: LinkScope) -> tuple[ReviewPair, ...]:
    """Return the queue's pairs of a scope, decided or not, by their nodes."""
    held = [ReviewPair(*pair) for _, *pair in rows_within(connection, _QUEUED, scope)]
    return tuple(sorted(held, key=lambda pair: pair.pair))


def review_queue(connection: sqlite3.Connection, limit: int) -> tuple[ReviewPair, ...]:
    """Return the pairs to look at next: undecided ones, then those a person was unsure of."""
    rows = connection.execute(_NEXT, (None, limit)).fetchall()
    if len(rows) < limit:
        rows += connection.execute(_NEXT, (Verdict.UNSURE, limit - len(rows)))
    return tuple(ReviewPair(*row) for row in rows)
