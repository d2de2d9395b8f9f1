"""Entity rules compiled to functions that read a row into a draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from veiltrace_connectors.building import contact_point, reference
from veiltrace_connectors.mapping.condition import holds
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.draft import Draft
from veiltrace_connectors.mapping.id_reader import entity_id_reader
from veiltrace_connectors.mapping.model import LABEL, ContactRule, EntityRule
from veiltrace_connectors.mapping.property_reader import properties_reader
from veiltrace_connectors.mapping.repeat import repeat_reader
from veiltrace_connectors.mapping.value_reader import (
    Values,
    end_reader,
    start_reader,
    texts_reader,
)
from veiltrace_graph.identity import IDENTIFYING, identify
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Source
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind
from veiltrace_privacy.normalise.value import Flag

_REFINING = {
    "resident_id": NodeKind.PERSON,
    "uscc": NodeKind.ORGANISATION,
    "lei": NodeKind.ORGANISATION,
    "company_number": NodeKind.ORGANISATION,
}
_WHOLE = (Flag.OK, Flag.DERIVED)

BuildEntities = Callable[[Values, Draft], list[EntityRef]]
"""Reads a row's entities of one rule into the draft and returns what they are known by."""


def entity_builder(rule: EntityRule, source: Source, conventions: Conventions) -> BuildEntities:
    """Return the compiled rule.

    An entity without a value of its own and without an id is not in the row; constants are no
    values of its own, for every row has them. Without an id it is called by its source, record and
    rule, and a party by who it is as well: another row or source with that record id may speak of
    somebody else, as the rows of two holders of one title do, and would make them one.
    """
    parts = repeat_reader(rule, conventions) if rule.repeat else None
    own_id = entity_id_reader(rule.id, conventions) if rule.id else None
    read = properties_reader([p for p in rule.properties if p.value.columns], conventions)
    fixed = [p for p in rule.properties if not p.value.columns]
    constants = properties_reader(fixed, conventions) if fixed else None
    scheme, kind = reference(source.publisher, "").scheme, rule.kind
    is_decided, is_named_by_value = kind is not NodeKind.PARTY, kind in IDENTIFYING
    is_party = kind in PARTY_KINDS
    contacts = [_contact_builder(one, source.publisher, conventions) for one in rule.contacts]
    applies, needs = holds(rule.when) if rule.when else None, rule.needs

    def add(part: Values, draft: Draft, suffix: str, refs: list[EntityRef]) -> None:
        given = own_id(part) if own_id else ""
        properties = read(part)
        if not (properties or given) or (needs and not _is_whole(needs, properties)):
            return
        local_id = f"{source.name}#{draft.record_id}#{rule.name}{suffix}"
        if is_party and not given:
            local_id += _who(properties)
        if constants:
            properties += constants(part)
        ref = EntityRef(scheme, given or local_id)
        if is_named_by_value:
            ref = identify(kind, properties, ref)
        refined = kind if is_decided else _refined(kind, properties)
        draft.add(Entity(ref, refined, tuple(properties)))
        for add_contacts in contacts:
            add_contacts(part, draft, ref, local_id)
        if part.get(LABEL):
            draft.labels[ref] = part[LABEL]
        refs.append(ref)

    def build(values: Values, draft: Draft) -> list[EntityRef]:
        refs: list[EntityRef] = []
        if applies and not applies(values):
            return refs
        if parts is None:
            add(values, draft, "", refs)
        else:
            for suffix, part in parts(values):
                add(part, draft, suffix, refs)
        return refs

    return build


def _who(properties: Sequence[PropertyValue]) -> str:
    """Return what tells a party from another in its place: a whole identifier, else its name."""
    whole = {one.name: one.value for one in properties if one.flag in _WHOLE}
    told = [whole[name] for name in _REFINING if name in whole]
    told += [one.value for one in properties if one.name == "name"]
    return f"#{told[0]}" if told else ""


def _contact_builder(
    rule: ContactRule, publisher: str, conventions: Conventions
) -> Callable[[Values, Draft, EntityRef, str], None]:
    texts, country = texts_reader(rule.value, conventions), conventions.country
    since, until = start_reader(rule.since, conventions), end_reader(rule.until, conventions)
    is_dated = rule.since is not None or rule.until is not None
    applies = holds(rule.when) if rule.when else None

    def build(values: Values, draft: Draft, holder: EntityRef, holder_id: str) -> None:
        if applies and not applies(values):
            return
        for number, text in enumerate(texts(values), 1):
            fallback = reference(publisher, f"{holder_id}/{rule.kind}/{number}")
            node, use = contact_point(holder, rule.kind, text, fallback=fallback, country=country)
            if not node.properties[0].value:
                continue
            if is_dated:
                use = replace(use, valid_from=since(values), valid_to=until(values))
            draft.add(node)
            draft.relate(use)

    return build


def _is_whole(name: str, properties: Sequence[PropertyValue]) -> bool:
    return any(value.name == name and value.flag in _WHOLE for value in properties)


def _refined(kind: NodeKind, properties: Sequence[PropertyValue]) -> NodeKind:
    """Return whether a party is a person or an organisation, if its whole identifiers tell."""
    if kind is not NodeKind.PARTY:
        return kind
    told = {
        _REFINING[value.name]
        for value in properties
        if value.name in _REFINING and value.flag in _WHOLE
    }
    return told.pop() if len(told) == 1 else kind
