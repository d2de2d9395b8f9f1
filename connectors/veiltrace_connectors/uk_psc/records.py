"""One entry of the register as a source record.

The company is known by its number alone: the register does not say its name, and nothing is made
up from one. Half the companies it names are dissolved and in no list of live ones (opensanctions
pull request 5361 counted 5.05 of 11.8 million), so each is a stub, marked so.
Of a person protected by law (super-secure) the register tells nothing but that there is one: no
person is made of that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from veiltrace_connectors.building import first_day, property_value, reference
from veiltrace_connectors.json_lines import raw_json
from veiltrace_connectors.uk_psc.entry import IN_CONTROL, Entry, parse_entry
from veiltrace_connectors.uk_psc.natures import relations_of
from veiltrace_connectors.uk_psc.parties import (
    addresses_of,
    body_values,
    individual_values,
    objects,
    section,
    text,
)
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Rejected,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind

STUB = PropertyValue("note", "not in live register, unless another source names it")
"""Said of a company of which only the number is known. It is no status: that would hide what the
same publisher's list of live companies says."""


def to_record(
    line: Mapping[str, object], *, publisher: str, position: int, refreshed_on: date
) -> SourceRecord | Rejected:
    """Return what one line says; `parse_entry` says for what reasons it is rejected.

    The record id is the entry's link without what is spelled in several ways, so that all its
    versions, of the snapshot and of the stream, are versions of one record.
    """
    entry = parse_entry(line)
    if isinstance(entry, tuple):
        return Rejected(position, *entry, raw_json(line))
    number = property_value("company_number", entry.company, register="GB-COH")
    company = reference(publisher, number.value.removeprefix("GB-COH:"))
    seen_on = entry.published_on or refreshed_on
    record_id = f"{company.value}/{entry.word}/{entry.key}"
    stub = Entity(company, NodeKind.ORGANISATION, (number, STUB))
    if entry.is_deleted:
        return SourceRecord(record_id, position, seen_on, (stub,))
    if entry.word not in IN_CONTROL:
        stub = replace(stub, properties=(number, STUB, *_remarks(entry)))
        return SourceRecord(record_id, position, seen_on, (stub,))
    entities, relations = _in_control(
        entry, reference(publisher, record_id), company, number.value, seen_on
    )
    return SourceRecord(record_id, position, seen_on, (*entities, stub), relations)


def _in_control(
    entry: Entry, ref: EntityRef, company: EntityRef, number: str, seen_on: date
) -> tuple[tuple[Entity, ...], tuple[RecordRelation, ...]]:
    """Return who is in control with the addresses, and the relations to these and the company."""
    data = entry.data
    if entry.word == "individual":
        party = Entity(ref, NodeKind.PERSON, tuple(individual_values(data, entry.name)))
    else:
        values = tuple(body_values(data, entry.name, number))
        party = Entity(ref, NodeKind.ORGANISATION, values)
    until = first_day(text(data, "ceased_on"))
    if data.get("ceased") is True:
        until = until or seen_on
    natures = data.get("natures_of_control")
    control = relations_of(
        [nature for nature in natures if isinstance(nature, str)]
        if isinstance(natures, list)
        else (),
        holder=ref,
        company=company,
        since=first_day(text(data, "notified_on")),
        until=until,
    )
    places = tuple(addresses_of(data, ref))
    return (
        (party, *dict.fromkeys(node for node, _ in places)),
        (*control, *(link for _, link in places)),
    )


def _remarks(entry: Entry) -> Iterator[PropertyValue]:
    """Yield what an entry without a party says of its company."""
    data, period = entry.data, _period(entry.data, "notified_on", "ceased_on")
    if entry.word == "super-secure":
        yield PropertyValue("note", f"a person in control is protected by law{period}")
    elif entry.word == "statement":
        yield PropertyValue("note", f"on control: {text(data, 'statement')}{period}")
    else:
        yield from map(_exemption, objects(section(data, "exemptions").values()))


def _exemption(stated: Mapping[str, object]) -> PropertyValue:
    items = stated.get("items")
    periods = [
        _period(item, "exempt_from", "exempt_to")
        for item in objects(items if isinstance(items, list) else ())
    ]
    return PropertyValue("note", f"exempt: {text(stated, 'exemption_type')}{''.join(periods)}")


def _period(data: Mapping[str, object], first: str, last: str) -> str:
    since, until = text(data, first), text(data, last)
    return (f", from {since}" if since else "") + (f", until {until}" if until else "")
