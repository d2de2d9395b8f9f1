"""A BODS statement, already checked against its schema, as a source record.

Not read, since nothing here uses it: annotations, political exposure, tax residencies,
securities listings and the statute an entity was formed by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from veiltrace_connectors.bods.interests import relations_of
from veiltrace_connectors.bods.parties import entity_values, person_values, place_text
from veiltrace_connectors.building import contact_point, property_value, reference
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation, SourceRecord
from veiltrace_graph.vocabulary import NodeKind


def to_record(
    statement: Mapping[str, Any], *, publisher: str, position: int, stated_on: date
) -> SourceRecord:
    """Return what a valid statement says.

    The record id is the statement's `recordId`: later statements of one record are its versions.
    What a record that is `closed` says ends on `stated_on`.
    """
    make = _relationship if statement["recordType"] == "relationship" else _party
    entities, relations = make(statement, publisher)
    if statement.get("recordStatus") == "closed":
        relations = tuple(
            replace(relation, valid_to=relation.valid_to or stated_on) for relation in relations
        )
    return SourceRecord(statement["recordId"], position, stated_on, entities, relations)


_Parts = tuple[tuple[Entity, ...], tuple[RecordRelation, ...]]


def _party(statement: Mapping[str, Any], publisher: str) -> _Parts:
    details = statement["recordDetails"]
    ref = reference(publisher, statement["recordId"])
    is_person = statement["recordType"] == "person"
    values = list(person_values(details) if is_person else entity_values(details))
    if statement.get("recordStatus") == "closed":
        values.append(PropertyValue("status", "record closed"))
        values.append(property_value("ended_on", statement["statementDate"][:10]))
    kind = NodeKind.PERSON if is_person else NodeKind.ORGANISATION
    contacts = list(_addresses(details, ref))
    party = Entity(ref, kind, tuple(values))
    return (party, *(node for node, _ in contacts)), tuple(link for _, link in contacts)


def _addresses(
    details: Mapping[str, Any], ref: EntityRef
) -> Iterator[tuple[Entity, RecordRelation]]:
    for number, address in enumerate(details.get("addresses", ()), start=1):
        text = place_text(address)
        if text:
            yield contact_point(
                ref,
                NodeKind.ADDRESS,
                text,
                fallback=EntityRef(ref.scheme, f"{ref.value}/address/{number}"),
                country=address.get("country", {}).get("code", ""),
                role=address.get("type", ""),
            )


def _relationship(statement: Mapping[str, Any], publisher: str) -> _Parts:
    details = statement["recordDetails"]
    ends = (("interestedParty", NodeKind.PARTY), ("subject", NodeKind.ORGANISATION))
    known = [
        Entity(reference(publisher, details[end]), kind)
        for end, kind in ends
        if isinstance(details[end], str)
    ]
    if len(known) == len(ends):
        holder, subject = (end.ref for end in known)
        return tuple(known), relations_of(
            details.get("interests", ()), holder=holder, subject=subject
        )
    # One end is left out for a stated reason: no relation, but the reason is worth knowing.
    reasons = tuple(
        PropertyValue("status", f"{end}: {details[end]['reason']}")
        for end, _ in ends
        if not isinstance(details[end], str)
    )
    return tuple(replace(entity, properties=reasons) for entity in known), ()
