"""The first rule of resolution, applied to what is written: a shared strong identifier.

Records that share a verified strong identifier (LEI, USCC, resident ID, company
number with its register) are one party. Each such link is a judgement by rule, which goes again
when a newer version of the record no longer carries the identifier.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.resolution.judgement import Author, Verdict, identifier_rule
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.sqlite.judgements import INSERT_JUDGEMENT, reform
from veiltrace_graph.stores.sqlite.linkage_keys import forget
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import PROPERTIES, NodeKind, Protection

_APART = {str(NodeKind.PERSON), str(NodeKind.ORGANISATION)}


class _Holder(NamedTuple):
    """A node that carries an identifier, by its key first, so that order is that of keys."""

    key: bytes
    row_id: int
    kind: str


def link_by_identifiers(
    connection: sqlite3.Connection, tokens: Collection[bytes], *, now: int
) -> None:
    """Judge the holders of each strong identifier to be the same, where not done before.

    A person and an organisation are never joined. Where both carry one identifier, a party of
    which no record says what it is joins neither, and links of before are withdrawn.
    """
    query = (
        "SELECT DISTINCT t.token, t.rule, n.key, n.id, n.kind FROM token t "
        "JOIN node n ON n.id = t.node_id JOIN statement s ON s.node_id = t.node_id "
        "AND s.name = t.rule AND s.digest = t.digest AND s.superseded_at IS NULL "
        "AND s.superseded_on = {never} WHERE t.rule <> '' AND t.token IN ({{keys}})"
    )
    query = query.format(never=NEVER)
    holders: dict[tuple[bytes, str], list[_Holder]] = defaultdict(list)
    for token, rule, *holder in look_up(connection, query, tokens):
        holders[token, rule].append(_Holder(*holder))
    touched: set[int] = set()
    for (_, rule), group in sorted(holders.items()):
        parts = _joinable(sorted(group))
        if len(parts) > 1:
            touched |= _part(connection, parts, now=now)
        for first, *others in parts:
            for other in others:
                if not _judged_by_rule(connection, first.row_id, other.row_id):
                    connection.execute(
                        INSERT_JUDGEMENT,
                        (
                            first.row_id,
                            other.row_id,
                            Verdict.SAME,
                            Author.RULE,
                            identifier_rule(rule),
                            "",
                            now,
                            None,
                            "",
                            "",
                        ),
                    )
                    touched |= {first.row_id, other.row_id}
    if touched:
        reform(connection, touched)
        forget(connection, touched)


def _joinable(group: Sequence[_Holder]) -> list[list[_Holder]]:
    """Return the holders in groups that may be one party each."""
    known = {holder.kind for holder in group} & _APART
    if len(known) < 2:
        return [list(group)]
    concrete = [[h for h in group if h.kind == kind] for kind in sorted(known)]
    return [*concrete, *([h] for h in group if h.kind not in _APART)]


def _part(
    connection: sqlite3.Connection, parts: Sequence[Sequence[_Holder]], *, now: int
) -> set[int]:
    """Withdraw the rule's links between parts; return the row ids they touched."""
    part_of = {holder.row_id: number for number, part in enumerate(parts) for holder in part}
    touched: set[int] = set()
    query = (
        "SELECT left_id, right_id, id FROM judgement WHERE author = 'rule' "
        "AND withdrawn_at IS NULL AND left_id IN ({keys})"
    )
    for left, right, judgement in look_up(connection, query, part_of):
        if part_of.get(right, part_of[left]) != part_of[left]:
            connection.execute(
                "UPDATE judgement SET withdrawn_at = ?, withdrawn_by = by WHERE id = ?",
                (now, judgement),
            )
            touched |= {left, right}
    return touched


def relink(
    connection: sqlite3.Connection, keyring: Keyring, nodes: Collection[int], *, now: int
) -> None:
    """Withdraw the rule's links of nodes that lost an identifier or changed their kind.

    What still holds is linked again, of them and of those they were linked with.
    """
    touched: set[int] = set()
    for node in nodes:
        pairs = connection.execute(
            "SELECT left_id, right_id FROM judgement "
            "WHERE author = ?1 AND withdrawn_at IS NULL AND (left_id = ?2 OR right_id = ?2)",
            (Author.RULE, node),
        ).fetchall()
        touched |= {node, *(member for pair in pairs for member in pair)}
        connection.execute(
            "UPDATE judgement SET withdrawn_at = ?3, withdrawn_by = by "
            "WHERE author = ?1 AND withdrawn_at IS NULL AND (left_id = ?2 OR right_id = ?2)",
            (Author.RULE, node, now),
        )
    tokens = {token for node in touched for token in _strong_tokens(connection, keyring, node)}
    link_by_identifiers(connection, tokens, now=now)
    reform(connection, touched)
    forget(connection, touched)


def _strong_tokens(connection: sqlite3.Connection, keyring: Keyring, node: int) -> Iterable[bytes]:
    rows = connection.execute(
        "SELECT n.key, k.wrapped, s.name, s.value FROM statement s "
        "JOIN node n ON n.id = s.node_id JOIN subject_key k ON k.node_id = s.node_id "
        "WHERE s.node_id = ? AND s.superseded_on = ? AND s.superseded_at IS NULL",
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
