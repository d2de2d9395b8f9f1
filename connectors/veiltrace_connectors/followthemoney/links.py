"""Relations a FollowTheMoney entity states: between two others, or between itself and another."""

from collections.abc import Mapping
from datetime import date
from itertools import product

from veiltrace_connectors.building import first_day, last_day, property_value, reference
from veiltrace_connectors.followthemoney.statement import FtmEntity
from veiltrace_connectors.followthemoney.vocabulary import EDGES, HOLDING, Link
from veiltrace_graph.model import Entity, RecordRelation
from veiltrace_graph.vocabulary import ASSET_KINDS, NodeKind, RelationKind
from veiltrace_privacy.normalise.amount import parse_share

ROLES = ("role", "relationship", "ownershipType", "purpose", "status")
_DATES = ("startDate", "endDate", "date")
# 法定代表人 registers what a company does with the register and the courts; it is no board seat.
LEGAL_REPRESENTATIVE = frozenset({"法定代表人", "法人代表", "legal representative"})

Parts = tuple[tuple[Entity, ...], tuple[RecordRelation, ...]]


def node_link(entity: FtmEntity, link: Link, publisher: str) -> Parts:
    """Return the other end of a node's link as bare references, and a relation for each."""
    own = reference(publisher, entity.id)
    outward = not link.first
    others = tuple(
        Entity(reference(publisher, other), link.second_kind if outward else link.first_kind)
        for other in entity.values(link.second or link.first)
    )
    since, until = period(entity)
    return others, tuple(
        RecordRelation(
            link.kind,
            own if outward else other.ref,
            other.ref if outward else own,
            valid_from=since,
            valid_to=until,
        )
        for other in others
    )


def edge_parts(entity: FtmEntity, publisher: str, kinds_of_assets: Mapping[str, NodeKind]) -> Parts:
    """Return both ends of an edge as bare references, and a relation for each pair of them.

    Args:
        entity: one whose schema is in `EDGES`, with at least one value at each end.
        kinds_of_assets: what the assets of the file are, by FollowTheMoney id: it decides whether
            an `Ownership` is of an account, a security, a policy, a thing, or of shares in a firm.

    What a relation has no place for is kept as notes of its first end.
    """
    link = EDGES[entity.schema]
    notes = tuple(
        property_value("note", f"{entity.schema} {entity.id}: {name}={text}")
        for name, texts in entity.properties.items()
        if name not in {link.first, link.second, "percentage", *ROLES, *_DATES}
        for text in texts
    )
    sources = [
        Entity(reference(publisher, one), kinds_of_assets.get(one, link.first_kind), notes)
        for one in entity.values(link.first)
    ]
    targets = [
        Entity(reference(publisher, one), kinds_of_assets.get(one, link.second_kind))
        for one in entity.values(link.second)
    ]
    since, until = period(entity)
    return (*sources, *targets), tuple(
        RecordRelation(
            kind=_kind(entity, link, target.kind),
            source=source.ref,
            target=target.ref,
            valid_from=since,
            valid_to=until,
            share=_share(entity.first("percentage")),
            role=", ".join(entity.values(*ROLES)),
        )
        for source, target in product(sources, targets)
    )


def _kind(entity: FtmEntity, link: Link, target: NodeKind) -> RelationKind:
    if entity.schema == "Ownership" and target in ASSET_KINDS:
        return HOLDING.get(target, RelationKind.OWNS)
    roles = {role.strip().lower() for role in entity.values("role")}
    if entity.schema == "Directorship" and roles & LEGAL_REPRESENTATIVE:
        return RelationKind.LEGAL_REP_OF
    return link.kind


def _share(percentage: str) -> float | None:
    # A bare "1" is one per cent here, while elsewhere it may mean the whole.
    text = percentage.strip().rstrip("%％")
    return parse_share(f"{text}%") if text else None


def period(entity: FtmEntity) -> tuple[date | None, date | None]:
    """Return the first and last day that an entity's relations held, where it says so."""
    day = entity.first("date")
    return (
        first_day(entity.first("startDate") or day),
        last_day(entity.first("endDate") or day),
    )
