"""How far each kind of relation carries relatedness: stated priors, not yet fitted.

The confidence of a relation is the probability that two nodes it joins have to do with each other
in a way that helps to find one through the other. Judgement, in (0, 1]; to be calibrated on
outcomes. A relation kind that is absent here is not walked: two people who owe the same bank have
nothing else in common.
"""

from veiltrace_graph.vocabulary import RelationKind

RELATION_CONFIDENCE: dict[RelationKind, float] = {
    RelationKind.USES_CONTACT: 0.9,
    RelationKind.LOCATED_AT: 0.7,
    RelationKind.OWNS: 0.9,
    RelationKind.OWNS_SHARE: 0.8,
    RelationKind.DIRECTS: 0.8,
    RelationKind.LEGAL_REP_OF: 0.9,
    RelationKind.HOLDS_ACCOUNT: 0.9,
    RelationKind.HOLDS: 0.6,
    RelationKind.POLICYHOLDER_OF: 0.9,
    RelationKind.EMPLOYED_BY: 0.6,
    RelationKind.EARNS: 0.9,
    RelationKind.OWES: 0.5,
    RelationKind.IS_OWED: 0.5,
    RelationKind.CONTROLS: 0.9,
    RelationKind.OPERATES: 0.7,
    RelationKind.PAID: 0.4,
    RelationKind.RELATED_TO: 0.9,
    RelationKind.PARTY_TO: 0.4,
    RelationKind.CONSOLIDATED_BY: 0.8,
    RelationKind.MANAGED_BY: 0.5,
    RelationKind.SUBFUND_OF: 0.5,
    RelationKind.DEBTOR_IN: 0.8,
    RelationKind.GUARANTEES: 0.8,
    RelationKind.OTHER: 0.3,
}
