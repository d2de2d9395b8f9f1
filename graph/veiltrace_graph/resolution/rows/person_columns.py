"""Rows of persons as columns: what the comparisons' SQL reads, with how rare each value is."""

from collections.abc import Iterable, Sequence

from veiltrace_graph.resolution.rows.person_row import PersonRow
from veiltrace_graph.resolution.rows.shared_columns import (
    Columns,
    contact_columns,
    remembering,
    value_columns,
    word_columns,
)
from veiltrace_graph.resolution.term_frequency import TermFrequencies


def person_terms(rows: Iterable[PersonRow]) -> dict[str, list[str]]:
    """Return the values whose frequency is counted, by kind, each once for each row with it."""
    terms: dict[str, list[str]] = {
        "name": [],
        "birth_date": [],
        "occupation": [],
        "contact": [],
        "place": [],
        "birth_place": [],
    }
    for row in rows:
        terms["name"] += row.name
        terms["contact"] += row.contact
        terms["place"] += row.place
        terms["birth_place"] += row.birth_place
        terms["birth_date"] += [row.birth_date] if row.birth_date else []
        terms["occupation"] += [row.occupation] if row.occupation else []
    return terms


def person_columns(rows: Sequence[PersonRow], rarity: TermFrequencies) -> Columns:
    """Return the columns of `comparisons.persons`, one entry for each row."""
    bits = remembering(rarity.bits)
    return {
        **word_columns("name", [row.name for row in rows], bits),
        **word_columns("place", [row.place for row in rows], bits),
        **word_columns("birth_place", [row.birth_place for row in rows], bits),
        **value_columns("birth_date", [row.birth_date for row in rows], bits),
        **value_columns("occupation", [row.occupation for row in rows], bits),
        "gender": [row.gender for row in rows],
        "resident_id": [row.resident_id for row in rows],
        "id_number": [row.id_number for row in rows],
        **contact_columns([row.contact for row in rows], bits),
        "contact_users": [[v.partition("@")[0] for v in r.contact if "@" in v] for r in rows],
    }
