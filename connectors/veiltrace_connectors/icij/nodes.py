"""A row of a table of nodes: a firm, an officer, an intermediary, something else, an address."""

import re
from collections.abc import Iterator
from datetime import date

from veiltrace_connectors.building import contact_point, property_value, reference
from veiltrace_connectors.icij.columns import EXPORT_ID, ID, TableKind
from veiltrace_connectors.icij.countries import country_codes, jurisdiction_of
from veiltrace_connectors.icij.freshness import seen_on
from veiltrace_connectors.icij.row import TableRow
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.identity import identify
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Rejected,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind

# Shares made out to whoever holds the paper: no party, whatever the table of officers says.
_BEARER = re.compile(
    r"(?:to )?(?:the |el |al )?(?:bearer|portador)(?: (?:shares?|warrants?|[0-9]+))?\.?"
)
# Only endings that no person's name has; a table of officers does not say who is a person.
_LEGAL_FORM = re.compile(
    r"[ ,](?:limited|ltd|inc|incorporated|corp|corporation|llc|llp|l\.l\.c|plc|s\.a|gmbh|"
    r"s\.a\.r\.l|pte|b\.v|n\.v|foundation)\.?$"
)
_TEXTS = {
    "original_name": "alias",
    "former_name": "former_name",
    "company_type": "legal_form",
    "type": "legal_form",
    "status": "status",
    "ibcruc": "registration_number",
    "incorporation_date": "incorporated_on",
    "struck_off_date": "dissolved_on",
    "closed_date": "dissolved_on",
}
_NOTES = {
    "inactivation_date": "inactive since",
    "dorm_date": "dormant since",
    "service_provider": "service provider:",
    "internal_id": "service provider's number:",
    "sourceid": "leaked as:",
    "valid_until": "",
    "note": "",
}
READ_OF_NODES = frozenset(
    {"name", "address", "jurisdiction", "jurisdiction_description", "country_codes", "countries"}
    | {ID, EXPORT_ID}
    | _TEXTS.keys()
    | _NOTES.keys()
)
"""Columns, by their newest names, of which something is kept."""

BEARER_SHARES = PropertyValue("category", "bearer shares")


def is_bearer(name: str) -> bool:
    """Return whether an officer is no party but whoever holds the share certificates.

    >>> is_bearer("THE BEARER"), is_bearer("El Portador"), is_bearer("Bearer Holdings Ltd")
    (True, True, False)
    """
    return _BEARER.fullmatch(" ".join(name.lower().split())) is not None


def read_node(row: TableRow, *, publisher: str, refreshed_on: date) -> SourceRecord | Rejected:
    """Return what a row of nodes says; its record id is the node's.

    Rejected are `icij_no_id`, `icij_no_name` and `icij_no_address`, by the column that is empty.
    """
    is_place = row.kind is TableKind.ADDRESSES
    named = row.text("address") or row.text("name") if is_place else row.text("name")
    if not row.node or not named:
        word = "address" if is_place else "name"
        reason, field = ("icij_no_id", ID) if not row.node else (f"icij_no_{word}", word)
        return Rejected(row.position, reason, field, raw_json(dict(row.values)))
    ref = reference(publisher, row.node)
    entities: tuple[Entity, ...]
    relations: tuple[RecordRelation, ...] = ()
    if is_place:
        entities = (address_node(named, ref),)
    elif row.kind is TableKind.OFFICERS and is_bearer(named):
        entities = (Entity(ref, NodeKind.SECURITY, (BEARER_SHARES, *_notes(row))),)
    else:
        entities, relations = _party(row, ref)
    day = seen_on(row.text("valid_until"), row.text("sourceid"), refreshed_on)
    return SourceRecord(row.node, row.position, day, entities, relations)


def address_node(text: str, ref: EntityRef) -> Entity:
    """Return an address, known by its text, or by the node's reference where that is damaged."""
    value = property_value("address", text)
    return Entity(identify(NodeKind.ADDRESS, (value,), ref), NodeKind.ADDRESS, (value,))


def _party(row: TableRow, ref: EntityRef) -> tuple[tuple[Entity, ...], tuple[RecordRelation, ...]]:
    party = Entity(ref, _kind(row), (*_texts(row), *_notes(row)))
    address = row.text("address")
    if not address:
        return (party,), ()
    node, link = contact_point(
        ref,
        NodeKind.ADDRESS,
        address,
        fallback=EntityRef(ref.scheme, f"{ref.value}/address"),
        role="address on file",
    )
    return (party, node), (link,)


def _kind(row: TableRow) -> NodeKind:
    is_firm = row.kind in (TableKind.ENTITIES, TableKind.OTHERS)
    if is_firm or _LEGAL_FORM.search(row.text("name").lower()):
        return NodeKind.ORGANISATION
    return NodeKind.PARTY


def _texts(row: TableRow) -> Iterator[PropertyValue]:
    name = row.text("name")
    yield property_value("name", name)
    for column, property_name in _TEXTS.items():
        text = row.text(column)
        if text and text != name:
            yield property_value(property_name, text)
    stated = row.text("jurisdiction"), row.text("jurisdiction_description")
    if any(stated):
        yield PropertyValue("jurisdiction", jurisdiction_of(*stated))


def _notes(row: TableRow) -> Iterator[PropertyValue]:
    countries = country_codes(row.text("country_codes"))
    if countries or row.text("countries"):
        yield PropertyValue("note", f"countries: {', '.join(countries) or row.text('countries')}")
    for column, heading in _NOTES.items():
        if text := row.text(column):
            yield property_value("note", f"{heading} {text}".strip())
