"""Search by name: the rarest term first, so that a common one is never listed whole."""

import sqlite3

from veiltrace_graph.name_search import name_terms, sounds_alike
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.vocabulary import NAMING_PROPERTIES
from veiltrace_privacy.normalise.name import name_key
from veiltrace_privacy.normalise.person_name import reading_keys

_MAX_CANDIDATES = 2_000
_MAX_TERMS = 8
_RARITY_CAP = 10_000


def find_by_name(connection: sqlite3.Connection, text: str, *, limit: int) -> list[tuple[int, str]]:
    """Return (node row id, name that matched), best first: whole names, shorter ones, readings.

    A Chinese name is found by its Latin spellings, and they by it. At most 2,000 candidates are
    compared; a search for one very common word may miss some.
    """
    terms = name_terms(text)[:_MAX_TERMS]
    if not terms:
        return []
    names = (
        "SELECT node_id, value FROM statement WHERE node_id IN ({keys}) AND name IN "
        f"({','.join(repr(name) for name in sorted(NAMING_PROPERTIES))})"
    )
    candidates = {*_candidates(connection, terms), *_read_as(connection, text)}
    wanted, folded = set(terms), name_key(text)
    hits: dict[tuple[int, str], tuple[bool, bool]] = {}
    for row_id, name in look_up(connection, names, sorted(candidates)):
        key = name_key(name)
        is_written_so = _matches(wanted, name_terms(name), key, folded)
        if is_written_so or sounds_alike(text, name):
            hits[row_id, name] = key != folded, not is_written_so
    best = sorted(hits, key=lambda hit: (*hits[hit], len(hit[1]), hit[1], hit[0]))
    return best[:limit]


def _read_as(connection: sqlite3.Connection, text: str) -> list[int]:
    keys = reading_keys(text)
    rows = connection.execute(
        f"SELECT node_id FROM name_term WHERE term IN ({','.join('?' * len(keys))}) LIMIT ?",
        (*keys, _MAX_CANDIDATES),
    )
    return [row[0] for row in rows]


def _matches(wanted: set[str], terms: tuple[str, ...], key: str, folded: str) -> bool:
    # A single Han character is no term of a longer name, but may well begin or stand in it.
    return wanted <= set(terms) or (len(wanted) == 1 and len(folded) == 1 and folded in key)


def _candidates(connection: sqlite3.Connection, terms: tuple[str, ...]) -> list[int]:
    if len(terms) == 1 and len(terms[0]) == 1:
        rows = connection.execute(
            "SELECT DISTINCT node_id FROM name_term WHERE term >= ?1 AND term < ?1 || ?2 LIMIT ?3",
            (terms[0], "\U0010ffff", _MAX_CANDIDATES),
        )
        return [row[0] for row in rows]
    rarity = {
        term: connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM name_term WHERE term = ? LIMIT ?)",
            (term, _RARITY_CAP),
        ).fetchone()[0]
        for term in terms
    }
    rarest, *others = sorted(terms, key=lambda term: rarity[term])
    condition = " ".join(
        "AND EXISTS (SELECT 1 FROM name_term o WHERE o.term = ? AND o.node_id = t.node_id)"
        for _ in others
    )
    rows = connection.execute(
        f"SELECT t.node_id FROM name_term t WHERE t.term = ? {condition} LIMIT ?",
        (rarest, *others, _MAX_CANDIDATES),
    )
    return [row[0] for row in rows]
