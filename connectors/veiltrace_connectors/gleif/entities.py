"""A level 1 record: a legal entity, what it is called, where it sits, what state it is in."""

import functools
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from veiltrace_connectors.building import contact_point, first_day, property_value, reference
from veiltrace_connectors.gleif.registers import register_of
from veiltrace_connectors.gleif.xml_text import Parts, child_text, children, raw_xml, text_of, texts
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Rejected,
    Source,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind

# GLEIF says so in RegistrationStatus, while EntityStatus goes on saying ACTIVE.
_NOT_AN_ENTITY = frozenset({"DUPLICATE", "ANNULLED"})
_OTHER_FORM = "8888"
_ADDRESSES = (("LegalAddress", "legal"), ("HeadquartersAddress", "headquarters"))
_ADDRESS_PARTS = (
    "FirstAddressLine",
    "AdditionalAddressLine",
    "City",
    "Region",
    "PostalCode",
    "Country",
)
_ADDRESS_RANKS = {part: rank for rank, part in enumerate(_ADDRESS_PARTS)}
# Words of GLEIF's own code lists need no reading.
_CODES = {
    "LegalJurisdiction": "jurisdiction",
    "EntityCategory": "category",
    "EntityStatus": "status",
}
_DATES = {"EntityCreationDate": "incorporated_on", "EntityExpirationDate": "dissolved_on"}

# Days and legal forms come again and again: twenty thousand days, three thousand forms.
_repeated = functools.lru_cache(1 << 15)(property_value)


def read_entity(record: etree._Element, source: Source, position: int) -> SourceRecord | Rejected:
    """Return a level 1 record, known by its LEI.

    A record whose registration is a duplicate or annulled keeps its LEI as a mere alias, so that
    nothing is merged by it. Rejected are `gleif_no_lei` and `gleif_no_entity`.
    """
    parts = children(record)
    lei, entity = text_of(parts.get("LEI")), parts.get("Entity")
    if not lei or entity is None:
        field = "Entity" if lei else "LEI"
        return Rejected(position, f"gleif_no_{field.lower()}", field, raw_xml(record))
    ref = reference(source.publisher, lei)
    registration = parts.get("Registration")
    details = children(entity)
    contacts = tuple(_addresses(details, ref))
    # Asking the tree for all of a name costs as much as reading an address; most have none.
    has_successor = "SuccessorEntity" in details
    successors = tuple(_successors(entity, source.publisher)) if has_successor else ()
    values = (*_lei(lei, child_text(registration, "RegistrationStatus")), *_values(details))
    return SourceRecord(
        record_id=lei,
        position=position,
        seen_on=first_day(child_text(registration, "LastUpdateDate")[:10]) or source.refreshed_on,
        entities=(
            Entity(ref, NodeKind.ORGANISATION, values),
            *{node.ref: node for node, _ in contacts}.values(),
            *successors,
        ),
        relations=(
            *(link for _, link in contacts),
            *(
                RecordRelation(RelationKind.OTHER, ref, successor.ref, role="succeeded by")
                for successor in successors
            ),
        ),
    )


def _lei(lei: str, registration: str) -> Iterator[PropertyValue]:
    yield property_value("alias" if registration in _NOT_AN_ENTITY else "lei", lei)
    if registration:
        yield PropertyValue("status", f"registration {registration}")


def _values(details: Parts) -> Iterator[PropertyValue]:
    if name := text_of(details.get("LegalName")):
        yield property_value("name", name)
    for tag, name in _CODES.items():
        if code := text_of(details.get(tag)):
            yield PropertyValue(name, code)
    for tag, name in _DATES.items():
        if day := text_of(details.get(tag)):
            yield _repeated(name, day[:10])
    yield from _other_names(details)
    form = dict(texts(details.get("LegalForm")))
    code = form.get("EntityLegalFormCode", _OTHER_FORM)
    stated_form = form.get("OtherLegalForm", "" if code == _OTHER_FORM else code)
    if stated_form:
        yield _repeated("legal_form", stated_form)
    authority = dict(texts(details.get("RegistrationAuthority")))
    register = register_of(authority.get("RegistrationAuthorityID", ""))
    if number := authority.get("RegistrationAuthorityEntityID"):
        name = "company_number" if register else "registration_number"
        yield property_value(name, number, register=register)


def _other_names(details: Parts) -> Iterator[PropertyValue]:
    for group in ("OtherEntityNames", "TransliteratedOtherEntityNames"):
        for other in details.get(group, ()):
            if text := text_of(other):
                is_former = other.get("type") == "PREVIOUS_LEGAL_NAME"
                yield property_value("former_name" if is_former else "alias", text)


def _addresses(details: Parts, ref: EntityRef) -> Iterator[tuple[Entity, RecordRelation]]:
    told: dict[tuple[str, str], tuple[Entity, RecordRelation]] = {}
    for tag, role in _ADDRESSES:
        lines = [line for line in texts(details.get(tag)) if line[0] in _ADDRESS_RANKS]
        lines.sort(key=lambda line: _ADDRESS_RANKS[line[0]])
        if not lines:
            continue
        address = ", ".join(text for _, text in lines), dict(lines).get("Country", "")
        if address in told:
            # Most entities have their headquarters where the law has them: read once.
            node, link = told[address]
            yield node, replace(link, role=role)
            continue
        told[address] = contact_point(
            ref,
            NodeKind.ADDRESS,
            address[0],
            fallback=EntityRef(ref.scheme, f"{ref.value}/address/{role}"),
            country=address[1],
            role=role,
        )
        yield told[address]


def _successors(entity: etree._Element, publisher: str) -> Iterator[Entity]:
    for successor in entity.iterfind("{*}SuccessorEntity"):
        if lei := dict(texts(successor)).get("SuccessorLEI"):
            yield Entity(reference(publisher, lei), NodeKind.ORGANISATION)
