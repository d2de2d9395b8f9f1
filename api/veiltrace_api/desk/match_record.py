"""What a private match asks, and its result as a source record: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from veiltrace_api.control.partners import Partner
from veiltrace_graph.identity import identify
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    Node,
    NodeId,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
    Statement,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.policy.words import Origin
from veiltrace_privacy.psi.element import CONTACT_KINDS, IDENTITY_KINDS, Element, Pair
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.registry.result import MatchResult

REFRESH_DAYS = 7
"""A partner's epoch is about a week; after that a match is stale."""
RETENTION_DAYS = 180


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pair to be asked: the debtor's identity, a contact point found in some record."""

    debtor: Node = field(repr=False)
    pair: Pair = field(repr=False)


def candidates(
    debtor: Node, points: Iterable[NodeId], statements: Mapping[NodeId, Sequence[Statement]]
) -> tuple[Candidate, ...]:
    """Return the pairs of the debtor's whole identifiers and contact points, in a fixed order."""
    identities = _elements(statements.get(debtor.id, ()), IDENTITY_KINDS)
    contacts = [e for point in points for e in _elements(statements.get(point, ()), CONTACT_KINDS)]
    pairs = {(i.kind, i.value, c.kind, c.value): Pair(i, c) for i in identities for c in contacts}
    return tuple(Candidate(debtor, pairs[key]) for key in sorted(pairs))


def _elements(statements: Iterable[Statement], kinds: Iterable[str]) -> list[Element]:
    whole = (Flag.OK, Flag.DERIVED)
    found = {(s.name, s.value) for s in statements if s.name in kinds and s.flag in whole}
    return [Element(kind, value) for kind, value in sorted(found)]


def partner_source(partner: Partner, *, jurisdiction: str, day: date) -> Source:
    """Return the source as which a partner's matches stand in the graph: one voice of its own."""
    return Source(
        name=f"partner:{partner.name}",
        kind=SourceKind.TELECOM,
        publisher=f"partner:{partner.name}",
        obtained=Origin.PARTNER_AGREEMENT,
        legal_basis=partner.legal_basis,
        jurisdiction=jurisdiction,
        licence=f"agreement {partner.agreement_id}",
        refreshed_on=day,
        refresh_days=REFRESH_DAYS,
        retention_days=RETENTION_DAYS,
    )


def match_record(
    result: MatchResult, asked: Sequence[Candidate], *, case_ref: str, day: date
) -> SourceRecord:
    """Return what matched as one record of the case.

    Its id is the case's, so that the next match replaces this one's, also where nothing matches.
    """
    publisher = f"partner:{result.partner}"
    entities: dict[EntityRef, Entity] = {}
    relations = []
    debtors = []
    for candidate in asked:
        identity = candidate.pair.identity
        debtor = EntityRef(f"record:{publisher}", f"{case_ref}/{identity.kind}/{identity.value}")
        known = (PropertyValue(identity.kind, identity.value),)
        entities[debtor] = Entity(debtor, candidate.debtor.kind, known)
        debtors.append(debtor)
    for matched in result.matched:
        contact, debtor = asked[matched.index].pair.contact, debtors[matched.index]
        kind = NodeKind(contact.kind)
        value = (PropertyValue(contact.kind, contact.value),)
        point = identify(kind, value, debtor)
        entities[point] = Entity(point, kind, value)
        role = _words(matched.label)
        relations.append(RecordRelation(RelationKind.USES_CONTACT, debtor, point, role=role))
    return SourceRecord(case_ref, 1, day, tuple(entities.values()), tuple(relations))


def _words(label: Label) -> str:
    return f"live {label.channel}, tenure {label.tenure_band}, last seen {label.contact_band}"
