"""The pieces every structured format builds its records from: values, references, contact points.

A thing that has an id of its own in the file keeps it (`reference`), since other records of the
file refer to it by that id. Only a contact point made out of a property is named by its value.
"""

import calendar
import functools
from datetime import date

from veiltrace_graph.identity import identify
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.date_text import parse_partial_date
from veiltrace_privacy.normalise.property_type import normalise_property


def reference(publisher: str, record_id: str) -> EntityRef:
    """Return what a thing is called within everything one publisher says.

    >>> reference("GLEIF", "001GPB6A9XPE8XJICC14")
    EntityRef(scheme='record:GLEIF', value='001GPB6A9XPE8XJICC14')
    """
    return EntityRef(f"record:{publisher}", record_id)


def property_value(name: str, text: str, *, country: str = "", register: str = "") -> PropertyValue:
    """Return one value as the normaliser reads it, with its flag.

    Args:
        country: ISO 3166 code in which national forms are read, or empty.
        register: org-id.guide code of the register a company number is from.

    >>> property_value("status", " ACTIVE ")
    PropertyValue(name='status', value='ACTIVE', flag=<Flag.OK: 'ok'>)
    """
    read = normalise_property(name, text, country=country, register=register)
    return PropertyValue(name, read.value, read.flag)


def whole_or(
    names: tuple[str, ...], text: str, *, country: str = "", register: str = ""
) -> PropertyValue:
    """Return the text as the first property of `names` that reads whole, else as the last.

    >>> whole_or(("lei", "registration_number"), "HRB 1").name
    'registration_number'
    """
    for name in names:
        read = normalise_property(name, text, country=country, register=register)
        if read.is_whole:
            break
    return PropertyValue(name, read.value, read.flag)


def contact_point(
    holder: EntityRef,
    kind: NodeKind,
    text: str,
    *,
    fallback: EntityRef,
    country: str = "",
    role: str = "",
) -> tuple[Entity, RecordRelation]:
    """Return a contact node named by its value, and how `holder` stands to it.

    `kind` is a contact kind, which is also the name of its property. `fallback` names the node
    when the value is damaged.

    >>> node, use = contact_point(
    ...     EntityRef("record:shop", "7"), NodeKind.EMAIL, "ann@example.org",
    ...     fallback=EntityRef("record:shop", "7/email/1"),
    ... )
    >>> node.ref, use.kind.value
    (EntityRef(scheme='email', value='ann@example.org'), 'uses_contact')
    """
    values = (property_value(kind.value, text, country=country),)
    node = Entity(identify(kind, values, fallback), kind, values)
    is_place = kind is NodeKind.ADDRESS
    relation_kind = RelationKind.LOCATED_AT if is_place else RelationKind.USES_CONTACT
    return node, RecordRelation(relation_kind, holder, node.ref, role=role)


@functools.lru_cache(maxsize=1 << 15)
def first_day(text: str) -> date | None:
    """Return the earliest day a date of any precision can mean, or None if it cannot be read.

    >>> first_day("2020"), first_day("2020-02"), first_day("soon")
    (datetime.date(2020, 1, 1), datetime.date(2020, 2, 1), None)
    """
    parts = _date_parts(text)
    return date(*(*parts, 1, 1)[:3]) if parts else None


@functools.lru_cache(maxsize=1 << 15)
def last_day(text: str) -> date | None:
    """Return the latest day a date of any precision can mean, or None if it cannot be read.

    >>> last_day("2020"), last_day("2020-02"), last_day("")
    (datetime.date(2020, 12, 31), datetime.date(2020, 2, 29), None)
    """
    parts = _date_parts(text)
    if len(parts) == 3:
        return date(*parts)
    if not parts:
        return None
    year, month = (*parts, 12)[:2]
    return date(year, month, calendar.monthrange(year, month)[1])


def _date_parts(text: str) -> tuple[int, ...]:
    partial = parse_partial_date(text)
    return tuple(int(part) for part in partial.split("-")) if partial else ()
