"""The links of a fitted model: those of its latest run stand, those of before are taken back."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.linkage import LinkChanges, LinkScope
from veiltrace_graph.stores.sqlite.judgements import INSERT_JUDGEMENT, reform, row_of
from veiltrace_graph.stores.sqlite.link_scope import row_ids_within, rows_within
from veiltrace_graph.stores.sqlite.moments import to_micros

_STANDING = (
    "SELECT j.id, j.left_id, j.right_id, j.by FROM judgement j "
    "JOIN node l ON l.id = j.left_id JOIN node r ON r.id = j.right_id "
    f"WHERE j.author = '{Author.MODEL}' AND j.withdrawn_at IS NULL"
)
_Pair = tuple[int, int]


def replace_model_links(
    connection: sqlite3.Connection,
    links: Sequence[Judgement],
    scope: LinkScope,
    *,
    model: str,
    now: datetime,
) -> LinkChanges:
    """Bring the model's links of a scope to exactly `links`; return how many changed."""
    wanted = _wanted(connection, links, scope, model)
    kept: set[_Pair] = set()
    gone: list[tuple[int, _Pair]] = []
    for judgement, left, right, by in rows_within(connection, _STANDING, scope):
        pair = _pair(left, right)
        if by == model and pair in wanted and pair not in kept:
            kept.add(pair)
        else:
            gone.append((judgement, pair))
    added = {pair: link for pair, link in wanted.items() if pair not in kept}
    connection.executemany(
        "UPDATE judgement SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?",
        [(to_micros(now), model, judgement) for judgement, _ in gone],
    )
    connection.executemany(INSERT_JUDGEMENT, [row_of(link, *pair) for pair, link in added.items()])
    touched = {node for _, pair in gone for node in pair} | {n for pair in added for n in pair}
    if touched:
        reform(connection, touched)
    return LinkChanges(added=len(added), withdrawn=len(gone))


def linking_models(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the models of which links stand."""
    rows = connection.execute(
        f"SELECT DISTINCT by FROM judgement WHERE author = '{Author.MODEL}' "
        "AND withdrawn_at IS NULL"
    )
    return frozenset(row[0] for row in rows)


def _wanted(
    connection: sqlite3.Connection, links: Sequence[Judgement], scope: LinkScope, model: str
) -> dict[_Pair, Judgement]:
    """Return the links by their nodes' row ids. Raises: InvalidInput, UnknownNode."""
    if any((x.author, x.verdict, x.by) != (Author.MODEL, Verdict.SAME, model) for x in links):
        raise InvalidInput("a model's link says, by this model, that two nodes are the same")
    ids = row_ids_within(connection, (link.pair for link in links), scope)
    return {_pair(ids[link.left], ids[link.right]): link for link in links}


def _pair(left: int, right: int) -> _Pair:
    return (left, right) if left < right else (right, left)
