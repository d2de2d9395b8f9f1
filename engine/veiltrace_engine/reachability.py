"""SELF_CONTACT leads: how likely each contact point of the debtor's own reaches the debtor."""

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from veiltrace_engine.belief import Belief, Yardstick, believe
from veiltrace_engine.facts import Facts
from veiltrace_engine.lead import Lead, LeadClass, LeadFlag, Reason, Scale
from veiltrace_engine.priors import Priors
from veiltrace_engine.wording import OF_ANOTHER, says
from veiltrace_graph.model import NodeId, Relation
from veiltrace_graph.vocabulary import CONTACT_KINDS, RelationKind
from veiltrace_privacy.normalise.value import Flag

CONTACT_RELATIONS = frozenset(
    {RelationKind.USES_CONTACT, RelationKind.LOCATED_AT, RelationKind.HOLDS_ACCOUNT}
)
"""Relations by which a record states a contact point as a party's own."""


def contact_leads(facts: Facts, priors: Priors) -> list[Lead]:
    """Return one unranked lead for each contact point that records state as the debtor's own."""
    own: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    for relation in facts.leaving(facts.debtor):
        is_contact = facts.node(relation.target).kind in CONTACT_KINDS
        if (
            is_contact
            and relation.kind in CONTACT_RELATIONS
            and not says(OF_ANOTHER, relation.role)
        ):
            own[relation.target].append(relation)
    return [_lead(facts, point, relations, priors) for point, relations in own.items()]


def later_users(
    facts: Facts, point: NodeId, kinds: frozenset[RelationKind], after: date
) -> tuple[Relation, ...]:
    """Return the relations of those other parties that first used `point` later than `after`."""
    others: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    for relation in facts.reaching(point):
        if relation.kind in kinds and relation.source != facts.debtor:
            others[relation.source].append(relation)
    return tuple(
        relation
        for relations in others.values()
        if min(r.valid_from or r.evidence.seen_on for r in relations) > after
        for relation in relations
    )


def shared_factor(holders: int, priors: Priors) -> float:
    """Return what a contact point used by so many parties keeps of its probability.

    >>> from veiltrace_engine.priors import PRIORS
    >>> shared_factor(1, PRIORS), shared_factor(4, PRIORS)
    (1.0, 0.5)
    """
    return math.pow(max(holders, 1), -priors.shared_exponent)


def _lead(facts: Facts, point: NodeId, relations: list[Relation], priors: Priors) -> Lead:
    node = facts.node(point)
    prior = priors.contacts[node.kind]
    yardstick = Yardstick(priors.contact_reliability, prior.half_life_days)
    belief = believe(facts, point, ((r, 1.0) for r in relations), yardstick, priors)
    belief, newcomers = _reassigned(facts, point, belief, priors)
    holders = max(facts.dossier.holders.get(point, 1) - newcomers, 1)
    sharing = shared_factor(holders, priors)
    reasons, flags = list(belief.reasons), list(belief.flags)
    if prior.answered < 1:
        text = f"a debtor's {node.kind} reaches the debtor so often"
        reasons.append(Reason("answered", text, prior.answered, Scale.PROBABILITY))
    if holders > 1:
        text = f"used by {holders} parties"
        reasons.append(Reason("shared", text, sharing, Scale.PROBABILITY))
        flags.append(LeadFlag.SHARED_CONTACT)
    if holders >= priors.hub_holders:
        flags.append(LeadFlag.NOT_INFORMATIVE)
    if _incomplete(facts, point):
        reasons.append(Reason("incomplete", "the value is masked or damaged in every record"))
        flags.append(LeadFlag.INCOMPLETE)
    probability = belief.probability * prior.answered * sharing
    return Lead(
        LeadClass.SELF_CONTACT,
        node,
        probability=probability,
        priority=probability,
        reasons=tuple(reasons),
        evidence=belief.evidence,
        relation_kinds=_kinds(relations),
        flags=tuple(flags),
    )


def _reassigned(facts: Facts, point: NodeId, belief: Belief, priors: Priors) -> tuple[Belief, int]:
    """Return the belief once later users are heard, and how many of them there are.

    A number rests before it is given away, so a second user within that time shares it instead.
    """
    if belief.last_live is None:
        return belief, 0
    after = belief.last_live + timedelta(days=priors.quarantine_days)
    later = later_users(facts, point, CONTACT_RELATIONS, after)
    if not later:
        return belief, 0
    ratio = priors.contacts[facts.node(point).kind].reassigned_ratio
    first = min(r.valid_from or r.evidence.seen_on for r in later)
    text = f"another party's from {first}, after the debtor's last record of {belief.last_live}"
    reason = Reason("reassigned", text, math.log(ratio), Scale.LOG_ODDS)
    shifted = belief.shifted(reason, LeadFlag.REASSIGNED, (r.evidence for r in later))
    return shifted, len({r.source for r in later})


def _incomplete(facts: Facts, point: NodeId) -> bool:
    """Whether no record has the point's whole value; unknown counts as whole."""
    name = facts.node(point).kind.value
    flags = [s.flag for s in facts.dossier.statements.get(point, ()) if s.name == name]
    return bool(flags) and not any(flag in (Flag.OK, Flag.DERIVED) for flag in flags)


def _kinds(relations: Iterable[Relation]) -> tuple[RelationKind, ...]:
    return tuple(sorted({relation.kind for relation in relations}))
