"""A FollowTheMoney entity that is a thing: its node, its contact points, whom it belongs to."""

from collections.abc import Iterator
from itertools import chain

from veiltrace_connectors.building import contact_point, property_value, reference, whole_or
from veiltrace_connectors.followthemoney.links import Parts, node_link
from veiltrace_connectors.followthemoney.statement import FtmEntity
from veiltrace_connectors.followthemoney.vocabulary import (
    EVERY_NODE,
    NODE_KINDS,
    NODE_LINKS,
    PROPERTY_NAMES,
)
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation
from veiltrace_graph.vocabulary import CONTACT_KINDS, PARTY_KINDS, NodeKind

_CONTACTS = {
    "phone": NodeKind.PHONE,
    "email": NodeKind.EMAIL,
    "address": NodeKind.ADDRESS,
}
_ADDRESS_PARTS = ("street", "city", "postalCode", "state", "country")
_ISO_CODES = frozenset({"jurisdiction", "nationality"})


def node_parts(entity: FtmEntity, publisher: str) -> Parts:
    """Return the nodes and relations of an entity whose schema is in `NODE_KINDS`.

    The node keeps the entity's own id, since edges elsewhere in the file refer to it; contact
    points made out of its properties are known by their value.
    """
    kind = NODE_KINDS[entity.schema]
    ref = reference(publisher, entity.id)
    contacts = tuple(_contacts(entity, kind, ref, publisher))
    links = [node_link(entity, link, publisher) for link in NODE_LINKS.get(entity.schema, ())]
    return (
        (
            Entity(ref, kind, tuple(_values(entity, kind))),
            *dict.fromkeys(node for node, _ in contacts),
            *dict.fromkeys(chain.from_iterable(ends for ends, _ in links)),
        ),
        (
            *dict.fromkeys(use for _, use in contacts),
            *chain.from_iterable(relations for _, relations in links),
        ),
    )


def country_of(entity: FtmEntity) -> str:
    """Return the ISO 3166 code an entity's national forms are read in, or empty.

    Only where the entity names exactly one country: of several, the choice would be a guess.

    >>> country_of(FtmEntity("a", "Person", {"country": ("us",), "jurisdiction": ("us-ca",)}))
    'US'
    >>> country_of(FtmEntity("a", "Person", {"country": ("gb", "de")}))
    ''
    """
    stated = entity.values("country", "mainCountry", "jurisdiction", "nationality")
    codes = {code[:2].upper() for code in stated}
    return codes.pop() if len(codes) == 1 else ""


def _values(entity: FtmEntity, kind: NodeKind) -> Iterator[PropertyValue]:
    country = country_of(entity)
    names = PROPERTY_NAMES.get(entity.schema, EVERY_NODE)
    links = NODE_LINKS.get(entity.schema, ())
    placed = {end for link in links for end in (link.first, link.second)}
    if kind is NodeKind.HANDLE:
        placed |= {"service", "username"}
        for username in entity.values("username"):
            yield property_value("handle", f"{entity.first('service')}:{username}")
    if kind is NodeKind.ADDRESS:
        whole = entity.values("full")
        # Parts of an address that stands there whole are kept as notes.
        placed |= {"full"} if whole else set(_ADDRESS_PARTS)
        composed = ", ".join(entity.values(*_ADDRESS_PARTS))
        for text in whole or filter(None, (composed,)):
            yield property_value("address", text, country=country)
    elif _holds_contacts(kind):
        placed |= set(_CONTACTS)
    for name, texts in entity.properties.items():
        for text in () if name in placed else texts:
            if name == "idNumber":
                yield whole_or(("resident_id", "id_number"), text)
            elif name in names:
                yield _typed(names[name], text, country)
            else:
                yield property_value("note", f"{name}={text}")


def _typed(name: str, text: str, country: str) -> PropertyValue:
    return property_value(name, text.upper() if name in _ISO_CODES else text, country=country)


def _holds_contacts(kind: NodeKind) -> bool:
    return kind in PARTY_KINDS or kind in {NodeKind.HANDLE, NodeKind.REAL_ESTATE}


def _contacts(
    entity: FtmEntity, kind: NodeKind, ref: EntityRef, publisher: str
) -> Iterator[tuple[Entity, RecordRelation]]:
    if not _holds_contacts(kind):
        return
    # The number behind an account is its owner's; only an account without an owner holds it.
    owners = entity.values("owner") if kind in CONTACT_KINDS else ()
    holders = [reference(publisher, owner) for owner in owners] or [ref]
    role = entity.first("service") if kind in CONTACT_KINDS else ""
    for name, contact_kind in _CONTACTS.items():
        for number, text in enumerate(entity.values(name), start=1):
            for holder in holders:
                yield contact_point(
                    holder,
                    contact_kind,
                    text,
                    fallback=EntityRef(ref.scheme, f"{ref.value}/{name}/{number}"),
                    country=country_of(entity),
                    role=role,
                )
