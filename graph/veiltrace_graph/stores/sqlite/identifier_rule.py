"""The first rule of resolution, applied to what is written: a shared strong identifier.

Records that share a verified strong identifier (LEI, USCC, resident ID, company
number with its register) are one party. Each such link is a judgement by rule, which goes again
when a newer version of the record no longer carries the identifier.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.resolution.judgement import Author, Verdict
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.sqlite.judgements import reform
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import PROPERTIES, NodeKind, Protection

_APART = {NodeKind.PERSON, NodeKind.ORGANISATION}


def link_by_identifiers(
    connection: sqlite3.Connection, tokens: Collection[bytes], *, now: int
) -> None:
    """Judge the holders of each strong identifier to be the same, where not done before."""
    query = (
        "SELECT DISTINCT t.token, t.rule, n.key, n.id, n.kind FROM token t "
        "JOIN node n ON n.id = t.node_id JOIN statement s ON s.node_id = t.node_id "
        "AND s.name = t.rule AND s.digest = t.digest AND s.superseded_on = {never} "
        "WHERE t.rule <> '' AND t.token IN ({{keys}})"
    )
    query = query.format(never=NEVER)
    holders: dict[tuple[bytes, str], list[tuple[bytes, int, str]]] = defaultdict(list)
    for token, rule, *holder in look_up(connection, query, tokens):
        holders[token, rule].append((holder[0], holder[1], holder[2]))
    touched: set[int] = set()
    for (_, rule), group in sorted(holders.items()):
        first, *others = sorted(group)
        for other in others:
            if {first[2], other[2]} == _APART or _judged_by_rule(connection, first[1], other[1]):
                continue
            connection.execute(
                "INSERT INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, NULL)",
                (first[1], other[1], Verdict.SAME, Author.RULE, f"shared {rule}", "", now),
            )
            touched |= {first[1], other[1]}
    if touched:
        reform(connection, touched)


def unlink_by_identifiers(
    connection: sqlite3.Connection, keyring: Keyring, nodes: Iterable[int], *, now: int
) -> None:
    """Withdraw the rule's links of nodes that lost an identifier, and link what still holds."""
    touched: set[int] = set()
    for node in set(nodes):
        pairs = connection.execute(
            "SELECT left_id, right_id FROM judgement "
            "WHERE author = ?1 AND withdrawn_at IS NULL AND (left_id = ?2 OR right_id = ?2)",
            (Author.RULE, node),
        ).fetchall()
        touched |= {node, *(member for pair in pairs for member in pair)}
        connection.execute(
            "UPDATE judgement SET withdrawn_at = ?3 "
            "WHERE author = ?1 AND withdrawn_at IS NULL AND (left_id = ?2 OR right_id = ?2)",
            (Author.RULE, node, now),
        )
    tokens = {token for node in touched for token in _strong_tokens(connection, keyring, node)}
    link_by_identifiers(connection, tokens, now=now)
    reform(connection, touched)


def _strong_tokens(connection: sqlite3.Connection, keyring: Keyring, node: int) -> Iterable[bytes]:
    rows = connection.execute(
        "SELECT n.key, k.wrapped, s.name, s.value FROM statement s "
        "JOIN node n ON n.id = s.node_id JOIN subject_key k ON k.node_id = s.node_id "
        "WHERE s.node_id = ? AND s.superseded_on = ?",
        (node, NEVER),
    )
    keys = SubjectKeys(keyring.wrapping_key)
    for key, wrapped, name, value in rows:
        if PROPERTIES[name].protection is Protection.STRONG:
            yield keyring.token(name, keys.unwrap(key, wrapped).open(name, value))


def _judged_by_rule(connection: sqlite3.Connection, a: int, b: int) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM judgement WHERE author = ?1 AND withdrawn_at IS NULL "
            "AND ((left_id = ?2 AND right_id = ?3) OR (left_id = ?3 AND right_id = ?2))",
            (Author.RULE, a, b),
        ).fetchone()
    )
