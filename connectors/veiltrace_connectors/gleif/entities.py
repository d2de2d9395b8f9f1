"""A level 1 record: a legal entity, what it is called, where it sits, what state it is in."""

import functools
from collections.abc import Iterable, Iterator
from operator import itemgetter

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
_rank = itemgetter(0)
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
    contacts = _addresses(details, ref)
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
            *[link for _, link in contacts],
            *[
                RecordRelation(RelationKind.OTHER, ref, successor.ref, role="succeeded by")
                for successor in successors
            ],
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


def _addresses(details: Parts, ref: EntityRef) -> list[tuple[Entity, RecordRelation]]:
    found: list[tuple[Entity, RecordRelation]] = []
    before: tuple[str, str] | None = None
    for tag, role in _ADDRESSES:
        address = _address(details.get(tag, ()))
        text, country = address
        if text and address == before:
            # Most entities have their headquarters where the law has them: read once.
            node = found[0][0]
            link = RecordRelation(RelationKind.LOCATED_AT, ref, node.ref, role=role)
            found.append((node, link))
        elif text:
            fallback = EntityRef(ref.scheme, f"{ref.value}/address/{role}")
            found.append(
                contact_point(
                    ref, NodeKind.ADDRESS, text, fallback=fallback, country=country, role=role
                )
            )
        before = address
    return found


def _address(lines: Iterable[etree._Element]) -> tuple[str, str]:
    """Return an address on one line, from the street to the country, and its country's code."""
    ranked: list[tuple[int, str]] = []
    country = ""
    for line in lines:
        name = line.tag.rpartition("}")[2]
        rank, text = _ADDRESS_RANKS.get(name), text_of(line)
        if rank is not None and text:
            ranked.append((rank, text))
            country = text if name == "Country" else country
    ranked.sort(key=_rank)
    return ", ".join([text for _, text in ranked]), country


def _successors(entity: etree._Element, publisher: str) -> Iterator[Entity]:
    for successor in entity.iterfind("{*}SuccessorEntity"):
        if lei := dict(texts(successor)).get("SuccessorLEI"):
            yield Entity(reference(publisher, lei), NodeKind.ORGANISATION)
