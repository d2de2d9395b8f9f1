"""ASSET leads: P(owned now) x P(enforceable) x net value / cost of confirming."""

import math
from collections import defaultdict
from datetime import date

from veiltrace_engine.belief import Belief, Yardstick, believe
from veiltrace_engine.encumbrance import Encumbrance, encumbrances, reasons_for
from veiltrace_engine.facts import Facts, in_order
from veiltrace_engine.lead import Lead, LeadClass, LeadFlag, Lookup, Reason, Scale
from veiltrace_engine.ownership import Holding, Share, holdings, share_of
from veiltrace_engine.priors import Priors
from veiltrace_engine.valuation import gross_value, middle, scaled
from veiltrace_engine.wording import JOINT, says
from veiltrace_graph.model import NodeId, Relation
from veiltrace_graph.vocabulary import ASSET_KINDS, PARTY_KINDS, NodeKind, RelationKind

TITLE_RELATIONS = frozenset(
    {
        RelationKind.OWNS,
        RelationKind.HOLDS,
        RelationKind.HOLDS_ACCOUNT,
        RelationKind.POLICYHOLDER_OF,
        RelationKind.EARNS,
        RelationKind.IS_OWED,
        RelationKind.CONTROLS,
        RelationKind.OPERATES,
    }
)
"""Relations that give a party an asset."""

_PARTY_AS_ASSET = {
    RelationKind.OWNS_SHARE: NodeKind.ORGANISATION,
    RelationKind.EMPLOYED_BY: NodeKind.INCOME,
    RelationKind.IS_OWED: NodeKind.RECEIVABLE,
}
"""Which asset it is to stand so to a party: a share in it, pay from it, a claim on it."""

_Titles = dict[tuple[NodeId, NodeKind], list[Relation]]


def asset_leads(facts: Facts, priors: Priors) -> list[Lead]:
    """Return one unranked lead for each asset of the debtor's or of a company it holds part of.

    An asset held in several ways is listed once, by the way that promises most.
    """
    best: dict[tuple[NodeId, NodeKind], Lead] = {}
    for holding in holdings(facts, priors):
        for (subject, asset_kind), relations in _titles(facts, holding).items():
            lead = _lead(facts, holding, subject, asset_kind, relations, priors)
            if lead is None:
                continue
            held = best.get((subject, asset_kind))
            if held is None or lead.priority > held.priority:
                best[(subject, asset_kind)] = lead
    return list(best.values())


def _titles(facts: Facts, holding: Holding) -> _Titles:
    """Return the relations that give a holder assets, by asset and what kind of asset it is."""
    found: defaultdict[tuple[NodeId, NodeKind], list[Relation]] = defaultdict(list)
    for relation in facts.leaving(holding.party):
        target = facts.node(relation.target)
        if relation.kind in TITLE_RELATIONS and target.kind in ASSET_KINDS:
            found[(target.id, target.kind)].append(relation)
        elif target.kind in PARTY_KINDS and relation.kind in _PARTY_AS_ASSET:
            found[(target.id, _PARTY_AS_ASSET[relation.kind])].append(relation)
    for relation in facts.reaching(holding.party):
        is_party = facts.node(relation.source).kind in PARTY_KINDS
        if relation.kind is RelationKind.OWES and is_party:
            found[(relation.source, NodeKind.RECEIVABLE)].append(relation)
    own = (facts.debtor, holding.party)
    return {
        asset: relations
        for asset, relations in found.items()
        if asset[0] not in own and not _is_stated_pay(asset[1], relations, found)
    }


def _is_stated_pay(kind: NodeKind, relations: list[Relation], found: _Titles) -> bool:
    """Whether an employment's own record states the pay too, which is then listed instead."""
    if kind is not NodeKind.INCOME or relations[0].kind is not RelationKind.EMPLOYED_BY:
        return False
    stated = {
        (r.evidence.source, r.evidence.record_id)
        for titles in found.values()
        for r in titles
        if r.kind is RelationKind.EARNS
    }
    return all((r.evidence.source, r.evidence.record_id) in stated for r in relations)


def _lead(
    facts: Facts,
    holding: Holding,
    subject: NodeId,
    asset_kind: NodeKind,
    relations: list[Relation],
    priors: Priors,
) -> Lead | None:
    """Return the lead, or None where a record states a share of nothing."""
    prior = priors.assets[asset_kind]
    share = share_of(facts, relations, priors)
    fraction = holding.share * share.fraction
    if fraction <= 0:
        return None
    owned = _owned_now(facts, subject, asset_kind, relations, priors)
    node = facts.node(subject)
    claims_on_party = node.kind in PARTY_KINDS and asset_kind is not NodeKind.ORGANISATION
    bound = () if claims_on_party else encumbrances(facts, subject)
    gross, valued_by = gross_value(facts, subject, asset_kind, priors)
    enforcement = (*_enforcement(holding, prior.enforceable, priors), *reasons_for(bound, priors))
    probability = owned.probability * math.prod(
        reason.effect for reason in enforcement if reason.scale is Scale.PROBABILITY
    )
    worth = (
        Reason("share", f"{fraction:.4g} of the whole", fraction, Scale.VALUE),
        Reason("net", "left after costs of sale and exempt part", prior.net, Scale.VALUE),
    )
    reasons = (*owned.reasons, *enforcement, *worth)
    left = math.prod(reason.effect for reason in reasons if reason.scale is Scale.VALUE)
    value = scaled(gross, left)
    return Lead(
        LeadClass.ASSET,
        node,
        probability=probability,
        priority=probability * middle(value, priors) / prior.cost,
        reasons=reasons,
        evidence=in_order(
            (*owned.evidence, *holding.evidence, *valued_by, *(entry.evidence for entry in bound))
        ),
        relation_kinds=tuple(sorted({relation.kind for relation in relations})),
        flags=(*owned.flags, *_flags(holding, share, bound, stated=value.stated)),
        asset_kind=asset_kind,
        share=fraction,
        value=value,
        next_lookup=Lookup(prior.lookup, prior.question, prior.cost),
    )


def _owned_now(
    facts: Facts,
    subject: NodeId,
    asset_kind: NodeKind,
    relations: list[Relation],
    priors: Priors,
) -> Belief:
    yardstick = Yardstick(priors.fact_reliability, priors.assets[asset_kind].half_life_days)
    strengths = ((r, priors.title_strength.get(r.kind, 1.0)) for r in relations)
    belief = believe(facts, subject, strengths, yardstick, priors)
    holders = {relation.source for relation in relations}
    later = [
        relation
        for relation in facts.reaching(subject)
        if relation.kind is RelationKind.OWNS
        and asset_kind in ASSET_KINDS
        and relation.source not in holders
        and _sole_title_since(relation, belief.last_live)
    ]
    if not later:
        return belief
    text = f"another party's sole title began {min(str(r.valid_from) for r in later)}"
    reason = Reason("new_owner", text, math.log(priors.new_owner_ratio), Scale.LOG_ODDS)
    return belief.shifted(reason, LeadFlag.NEW_OWNER, (r.evidence for r in later))


def _sole_title_since(relation: Relation, last_live: date | None) -> bool:
    begun = relation.valid_from
    sole = relation.share in (None, 1.0) and not says(JOINT, relation.role)
    return sole and begun is not None and last_live is not None and begun > last_live


def _enforcement(holding: Holding, enforceable: float, priors: Priors) -> tuple[Reason, ...]:
    kind = Reason("enforceable", "usual for its kind", enforceable, Scale.PROBABILITY)
    if holding.hops == 0:
        return (kind,)
    chain = f"held through companies, {holding.hops} shareholdings away"
    return (
        kind,
        Reason("chain", chain, holding.probability, Scale.PROBABILITY),
        Reason(
            "through_company",
            "a company's own asset: enforce against the share in the company",
            priors.through_company,
            Scale.PROBABILITY,
        ),
    )


def _flags(
    holding: Holding, share: Share, bound: tuple[Encumbrance, ...], *, stated: bool
) -> tuple[LeadFlag, ...]:
    facts_about = (
        (LeadFlag.THROUGH_COMPANY, holding.hops > 0),
        (LeadFlag.CO_OWNED, share.joint),
        (LeadFlag.SHARE_UNKNOWN, share.fraction < 1 and not share.stated),
        (LeadFlag.VALUE_UNKNOWN, not stated),
    )
    return (*(entry.flag for entry in bound), *(flag for flag, true in facts_about if true))
