"""The links of a fitted model: those of its latest run stand, those of before are taken back."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.base import LinkChanges, LinkScope
from veiltrace_graph.stores.sqlite.judgements import INSERT_JUDGEMENT, reform, row_of
from veiltrace_graph.stores.sqlite.moments import to_micros
from veiltrace_graph.stores.sqlite.nodes import look_up

_STANDING = (
    "SELECT j.id, j.left_id, j.right_id, j.by FROM judgement j "
    "JOIN node l ON l.id = j.left_id JOIN node r ON r.id = j.right_id "
    f"WHERE j.author = '{Author.MODEL}' AND j.withdrawn_at IS NULL "
    "AND l.kind IN ({kinds}) AND r.kind IN ({kinds})"
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
    for judgement, left, right, by in _standing(connection, scope):
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


def _wanted(
    connection: sqlite3.Connection, links: Sequence[Judgement], scope: LinkScope, model: str
) -> dict[_Pair, Judgement]:
    """Return the links by their nodes' row ids. Raises: InvalidInput, UnknownNode."""
    query = "SELECT key, id, kind FROM node WHERE key IN ({keys})"
    ends = {node for link in links for node in link.pair}
    found = {key: (row_id, kind) for key, row_id, kind in look_up(connection, query, ends)}
    if len(found) < len(ends):
        raise UnknownNode(f"{len(ends) - len(found)} nodes of the model's links are not known")
    wanted: dict[_Pair, Judgement] = {}
    for link in links:
        said = (link.author, link.verdict, link.by)
        if said != (Author.MODEL, Verdict.SAME, model) or link.left == link.right:
            raise InvalidInput("a model's link says of two nodes that they are the same, by it")
        within = scope.nodes is None or not scope.nodes.isdisjoint(link.pair)
        if not within or any(found[node][1] not in scope.kinds for node in link.pair):
            raise InvalidInput("a link lies outside of the scope whose links are replaced")
        wanted[_pair(found[link.left][0], found[link.right][0])] = link
    return wanted


def _standing(connection: sqlite3.Connection, scope: LinkScope) -> Collection[tuple[Any, ...]]:
    query = _STANDING.format(kinds=",".join(repr(str(kind)) for kind in sorted(scope.kinds)))
    if scope.nodes is None:
        return connection.execute(query).fetchall()
    found: dict[int, tuple[Any, ...]] = {}
    for end in ("l", "r"):
        of_end = f"{query} AND {end}.key IN ({{keys}})"
        found.update((row[0], row) for row in look_up(connection, of_end, scope.nodes))
    return found.values()


def _pair(left: int, right: int) -> _Pair:
    return (left, right) if left < right else (right, left)
