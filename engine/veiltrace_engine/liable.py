"""LIABLE_PARTY leads: who else owes the debt of this very case."""

from collections import defaultdict

from veiltrace_engine.belief import Yardstick, believe
from veiltrace_engine.facts import Facts
from veiltrace_engine.lead import Lead, LeadClass, Tie
from veiltrace_engine.priors import Priors
from veiltrace_graph.model import NodeId, Relation
from veiltrace_graph.vocabulary import PARTY_KINDS, RelationKind

_LIABLE = frozenset({RelationKind.GUARANTEES, RelationKind.DEBTOR_IN})


def liable_leads(facts: Facts, priors: Priors) -> list[Lead]:
    """Return one unranked lead for each guarantor and each joint debtor of the case."""
    found: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    for case in cases(facts):
        for relation in facts.reaching(case):
            is_party = facts.node(relation.source).kind in PARTY_KINDS
            if relation.kind in _LIABLE and is_party and relation.source != facts.debtor:
                found[relation.source].append(relation)
    return [_lead(facts, party, relations, priors) for party, relations in found.items()]


def cases(facts: Facts) -> tuple[NodeId, ...]:
    """Return the nodes of the case at hand.

    With a case number those of the debtor's cases that bear it, and no other: a guarantor of
    another case owes nothing in this one. Without a number every case of the debtor's.
    """
    own = [r.target for r in facts.leaving(facts.debtor) if r.kind is RelationKind.DEBTOR_IN]
    case = facts.dossier.case
    distinct = tuple(dict.fromkeys(own))
    if case is None or case.case_number is None:
        return distinct
    return tuple(
        node
        for node in distinct
        if any(s.value == case.case_number for s in facts.newest(node, "case_number"))
    )


def _lead(facts: Facts, party: NodeId, relations: list[Relation], priors: Priors) -> Lead:
    yardstick = Yardstick(priors.fact_reliability, priors.liability_half_life_days)
    belief = believe(facts, party, ((r, 1.0) for r in relations), yardstick, priors)
    kinds = tuple(sorted({relation.kind for relation in relations}))
    return Lead(
        LeadClass.LIABLE_PARTY,
        facts.node(party),
        probability=belief.probability,
        priority=belief.probability,
        reasons=belief.reasons,
        evidence=belief.evidence,
        relation_kinds=kinds,
        flags=belief.flags,
        tie=Tie.GUARANTOR if RelationKind.GUARANTEES in kinds else Tie.CO_DEBTOR,
    )
