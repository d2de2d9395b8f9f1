"""The parties of a document: its rows of the table of parties, and how each stands to a property.

A row gives a name and an address, nothing by which a party is known elsewhere. Each party is
therefore one of its document alone; whether two are the same is for resolution to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_connectors.acris.doc_types import DocType, Effect
from veiltrace_connectors.acris.lots import Lot
from veiltrace_connectors.building import contact_point, property_value, reference
from veiltrace_graph.model import Entity, EntityRef, RecordRelation
from veiltrace_graph.vocabulary import NodeKind, RelationKind

_ADDRESS = ("address_1", "address_2", "city", "state", "zip", "country")
_OWNING = {"1": False, "2": True}
_LENDING = {
    (Effect.CHARGE, "2"): True,
    (Effect.ASSIGNMENT, "1"): False,
    (Effect.ASSIGNMENT, "2"): True,
    (Effect.RELEASE, "2"): False,
}
"""(effect, party type) of whom a property is mortgaged to: True since the document, else until."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a document, which of its parties it is, and where it can be written to."""

    entity: Entity
    party_type: str
    places: tuple[tuple[Entity, RecordRelation], ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """What a document does, since or until when, and with what share of the whole."""

    code: str
    type: DocType
    day: date
    share: float | None


def parties_of(
    rows: Iterable[Mapping[str, str]], *, publisher: str, document_id: str
) -> tuple[Party, ...]:
    """Return each party once; rows that say the very same are one party."""
    found: dict[EntityRef, Party] = {}
    for row in rows:
        name, party_type = row.get("name", ""), row.get("party_type", "")
        if not name:
            continue
        address = ", ".join(row[part] for part in _ADDRESS if row.get(part))
        # Not by their place in the table: in another month's file the order may be another.
        ref = reference(publisher, f"{document_id}/{party_type}/{name}/{address}")
        entity = Entity(ref, NodeKind.PARTY, (property_value("name", name),))
        places: tuple[tuple[Entity, RecordRelation], ...] = ()
        if any(row.get(part) for part in _ADDRESS[:2]):
            fallback = EntityRef(ref.scheme, f"{ref.value}/address")
            places = (
                contact_point(ref, NodeKind.ADDRESS, address, fallback=fallback, country="US"),
            )
        found[ref] = Party(entity, party_type, places)
    return tuple(found.values())


def relation_to(lot: Lot, party: Party, deal: Deal) -> RecordRelation:
    """Return how a party stands to a property by a document.

    Of a mere right in a property, such as an easement, nobody becomes the owner.
    """
    asset, holder = lot.asset.ref, party.entity.ref
    right = f", {lot.mere_right}" if lot.mere_right else ""
    role = f"{deal.code}: {deal.type.role(party.party_type)}{right}"
    if right:
        return RecordRelation(RelationKind.OTHER, holder, asset, valid_from=deal.day, role=role)
    if deal.type.effect is Effect.TRANSFER and party.party_type in _OWNING:
        is_new = _OWNING[party.party_type]
        return RecordRelation(
            RelationKind.OWNS,
            holder,
            asset,
            valid_from=deal.day if is_new else None,
            valid_to=None if is_new else deal.day,
            share=deal.share if is_new else None,
            role=role,
        )
    is_new_lender = _LENDING.get((deal.type.effect, party.party_type))
    if is_new_lender is not None:
        return RecordRelation(
            RelationKind.MORTGAGED_TO,
            asset,
            holder,
            valid_from=deal.day if is_new_lender else None,
            valid_to=None if is_new_lender else deal.day,
            role=role,
        )
    return RecordRelation(RelationKind.OTHER, holder, asset, valid_from=deal.day, role=role)
