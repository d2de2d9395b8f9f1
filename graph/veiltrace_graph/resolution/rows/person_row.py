"""A record of a person, as it is compared and blocked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.gender_word import gender_word
from veiltrace_graph.resolution.rows.identifier_pattern import HIDDEN_CHARACTER, identifier_pattern
from veiltrace_graph.resolution.rows.name_words import person_name_words
from veiltrace_graph.resolution.rows.place_words import place_words
from veiltrace_privacy.normalise.resident_id import NotAResidentId, birth_date_of
from veiltrace_privacy.normalise.text import fold
from veiltrace_privacy.normalise.value import Flag

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_OR_YEAR = re.compile("[0-9]{4}(?:-[0-9]{2})?")
_FIRST_OF_JANUARY = "-01-01"
_TAIL = 4


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What is compared of a person: words and values, None or empty where the record is silent."""

    name: tuple[str, ...]
    birth_date: str | None
    resident_id: str | None
    id_number: str | None
    gender: str | None
    contact: tuple[str, ...]
    place: tuple[str, ...]
    birth_place: tuple[str, ...]
    occupation: str | None


def person_row(record: LinkageRecord) -> PersonRow:
    """Return the row of a record.

    >>> from veiltrace_graph.model import NodeId, PropertyValue
    >>> from veiltrace_graph.vocabulary import NodeKind
    >>> said = (PropertyValue("name", "Persona Example"), PropertyValue("birth_date", "1980-02-01"))
    >>> row = person_row(LinkageRecord(NodeId(b"1"), NodeKind.PERSON, "court", said))
    >>> row.name, row.birth_date
    (('example', 'persona'), '1980-02-01')
    """
    resident_id = identifier_pattern(record.values, "resident_id")
    occupations = sorted(fold(text) for text in record.whole("occupation"))
    return PersonRow(
        name=person_name_words(record.whole("name", "alias", "former_name")),
        birth_date=_birth_date(record, resident_id),
        resident_id=resident_id,
        id_number=identifier_pattern(record.values, "id_number"),
        gender=gender_word(record.whole("gender")),
        contact=tuple(sorted(set(record.whole("phone", "email", "handle")))),
        place=place_words(record.whole("address")),
        birth_place=place_words(record.whole("birth_place")),
        occupation=next(iter(occupations), None),
    )


def person_blocking_keys(row: PersonRow) -> Iterator[str]:
    """Yield the keys of a row; records that share any of them are compared.

    Each joins two facts that survive different damage, or is one fact that few share.
    """
    name, born = row.name, row.birth_date
    place = (*row.place, *(f"born in {word}" for word in row.birth_place))
    for i, word in enumerate(name):
        yield from (f"name+name:{word}|{other}" for other in name[i + 1 :])
        yield from (f"name+place:{word}|{part}" for part in place)
        if born:
            yield f"name+year:{word}|{born[:4]}"
            yield f"name+day:{word[:3]}|{born[4:]}"
    if born:
        yield f"birth:{born}"
        yield from (f"birth+place:{born}|{part}" for part in place)
    if row.place:
        yield f"place:{'|'.join(row.place)}"
    yield from (f"contact:{value}" for value in row.contact)
    if row.id_number:
        yield f"id_number:{row.id_number}"
    if row.resident_id:
        yield from _resident_id_keys(row.resident_id, name)


def person_exclusive(record: LinkageRecord) -> dict[str, str]:
    """Return what one person has one of, where it is whole and valid: two never are one person's.

    >>> from veiltrace_graph.model import NodeId, PropertyValue
    >>> from veiltrace_graph.vocabulary import NodeKind
    >>> said = (PropertyValue("resident_id", "990101198001011017"),)
    >>> person_exclusive(LinkageRecord(NodeId(b"1"), NodeKind.PERSON, "court", said))
    {'resident_id': '990101198001011017'}
    """
    found = set(record.whole("resident_id"))
    return {"resident_id": found.pop()} if len(found) == 1 else {}


def _resident_id_keys(pattern: str, name: tuple[str, ...]) -> Iterator[str]:
    if HIDDEN_CHARACTER not in pattern:
        yield f"resident_id:{pattern}"
    tail = pattern[-_TAIL:]
    if HIDDEN_CHARACTER not in tail:
        yield from (f"name+tail:{word}|{tail}" for word in name)


def _birth_date(record: LinkageRecord, resident_id: str | None) -> str | None:
    """Return the day that is stated, damaged or not, else the resident ID's, else a first day.

    Who knows a year or month alone writes its first day as often as not: both say the same.
    """
    stated = [v for v in record.values if v.name == "birth_date"]
    stated.sort(key=lambda v: (v.flag is not Flag.OK, v.value))
    days = (v.value for v in stated if _DAY.fullmatch(v.value))
    if found := next(days, None) or _day_in(resident_id):
        return found
    parts = (v.value for v in stated if _MONTH_OR_YEAR.fullmatch(v.value))
    longest = max(parts, key=len, default=None)
    return (longest + _FIRST_OF_JANUARY)[: len("YYYY-MM-DD")] if longest else None


def _day_in(resident_id: str | None) -> str | None:
    try:
        return birth_date_of(resident_id).isoformat() if resident_id else None
    except NotAResidentId:
        return None
