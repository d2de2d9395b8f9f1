"""Rows as columns: what the comparisons' SQL reads, with how rare each value is."""

from collections.abc import Callable, Iterable, Sequence

from veiltrace_graph.resolution.rows.person_row import PersonRow
from veiltrace_graph.resolution.term_frequency import TermFrequencies

Columns = dict[str, list[object]]


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
    bits = _remembering(rarity.bits)
    return {
        **_words("name", [row.name for row in rows], bits),
        **_words("place", [row.place for row in rows], bits),
        **_words("birth_place", [row.birth_place for row in rows], bits),
        "birth_date": [row.birth_date for row in rows],
        "birth_date_bits": _bits("birth_date", [row.birth_date for row in rows], bits),
        "occupation": [row.occupation for row in rows],
        "occupation_bits": _bits("occupation", [row.occupation for row in rows], bits),
        "gender": [row.gender for row in rows],
        "resident_id": [row.resident_id for row in rows],
        "id_number": [row.id_number for row in rows],
        **_contact([row.contact for row in rows], bits),
    }


Bits = Callable[[str, str], float]


def _remembering(bits: Bits) -> Bits:
    known: dict[tuple[str, str], float] = {}

    def remembered(kind: str, value: str) -> float:
        held = known.get((kind, value))
        if held is None:
            held = known[kind, value] = bits(kind, value)
        return held

    return remembered


def _words(kind: str, values: Sequence[Sequence[str]], bits: Bits) -> Columns:
    return {
        f"{kind}_words": [list(words) or None for words in values],
        f"{kind}_rare": _rare(kind, values, bits),
        f"{kind}_sum": [sum(bits(kind, word) for word in words) for words in values],
    }


def _rare(kind: str, values: Sequence[Sequence[str]], bits: Bits) -> list[object]:
    return [[{"value": v, "bits": bits(kind, v)} for v in each] for each in values]


def _bits(kind: str, values: Sequence[str | None], bits: Bits) -> list[object]:
    return [bits(kind, value) if value else None for value in values]


def _contact(values: Sequence[Sequence[str]], bits: Bits) -> Columns:
    users = [[v.partition("@")[0] for v in each if "@" in v] for each in values]
    return {
        "contact": [list(each) or None for each in values],
        "contact_rare": _rare("contact", values, bits),
        "contact_users": list(users),
    }
