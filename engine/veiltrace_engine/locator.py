"""LOCATOR leads: who may know where the debtor is. Only who and why, never how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass

from veiltrace_engine.belief import Yardstick, logistic, noisy_or, weigh
from veiltrace_engine.dossier import PathOfRelations, RelatedParty
from veiltrace_engine.facts import Facts, in_order
from veiltrace_engine.lead import Lead, LeadClass, LeadFlag, Reason, Tie
from veiltrace_engine.priors import Priors
from veiltrace_engine.reachability import CONTACT_RELATIONS, shared_factor
from veiltrace_graph.model import Evidence, Node, NodeId
from veiltrace_graph.vocabulary import CONTACT_KINDS, PARTY_KINDS, NodeKind, RelationKind

_COMPANY = frozenset(
    {
        RelationKind.OWNS_SHARE,
        RelationKind.DIRECTS,
        RelationKind.LEGAL_REP_OF,
        RelationKind.CONTROLS,
        RelationKind.OWNS,
    }
)
_ONE_STEP = {
    RelationKind.RELATED_TO: Tie.KIN,
    RelationKind.EMPLOYED_BY: Tie.EMPLOYER,
    RelationKind.PAID: Tie.BUSINESS,
    RelationKind.OWES: Tie.BUSINESS,
    RelationKind.IS_OWED: Tie.BUSINESS,
    **dict.fromkeys(_COMPANY, Tie.COMPANY),
}


@dataclass(frozen=True, slots=True)
class _Path:
    """One path: how it ties the party to the debtor, how strongly, and whether through a hub."""

    tie: Tie
    relations: PathOfRelations
    between: tuple[Node, ...]
    weight: float
    hub: bool


def locator_leads(facts: Facts, priors: Priors, *, excluding: Iterable[NodeId] = ()) -> list[Lead]:
    """Return one unranked lead for each related party that is not in `excluding`.

    A party all of whose paths run through a hub (a dormitory, a registered agent's address) is
    listed as not informative. A shared phone or address alone is never a household; two different
    ones are.
    """
    left_out = {facts.debtor, *excluding}
    leads = []
    for party in facts.dossier.related:
        if party.node.kind not in PARTY_KINDS or party.node.id in left_out:
            continue
        paths = tuple(
            read
            for path in party.paths
            if facts.valid_path(path) and (read := _read(facts, party.node, path, priors))
        )
        if paths:
            leads.append(_lead(facts, party, _as_household(paths, priors), priors))
    return leads


def _lead(facts: Facts, party: RelatedParty, paths: tuple[_Path, ...], priors: Priors) -> Lead:
    evidence = in_order(r.evidence for path in paths for r in path.relations)
    weighted = [(_voice(path), path.weight) for path in paths if not path.hub]
    log_odds, reasons = noisy_or(facts, weighted, priors.leak)
    probability = logistic(log_odds)
    best = min(paths, key=lambda path: (path.hub, -path.weight, path.tie))
    notes = [
        Reason(best.tie.value, f"tie to the debtor: {best.tie.value.replace('_', ' ')}"),
        Reason("relatedness", f"relatedness {party.score:.3g} over {len(paths)} paths"),
    ]
    flags = []
    if not weighted:
        notes.append(Reason("hub", "linked only through something very many parties share"))
        flags.append(LeadFlag.NOT_INFORMATIVE)
    return Lead(
        LeadClass.LOCATOR,
        party.node,
        probability=probability,
        priority=probability,
        reasons=(*reasons, *notes),
        evidence=evidence,
        relation_kinds=tuple(sorted({r.kind for path in paths for r in path.relations})),
        flags=tuple(flags),
        tie=best.tie,
        relatedness=party.score,
    )


def _read(facts: Facts, party: Node, path: PathOfRelations, priors: Priors) -> _Path | None:
    """Return a path with its tie and weight, or None where it does not lead to the party."""
    stops = _stops(facts, path)
    if stops is None or stops[-1] != party.id:
        return None
    between = tuple(facts.node(stop) for stop in stops[:-1])
    tie = _tie(facts, path, between)
    yardstick = Yardstick(priors.fact_reliability, priors.tie_half_life_days)
    weight = priors.ties[tie]
    for relation in path:
        weight *= weigh(facts, relation.evidence, yardstick, priors)
    users = [facts.dossier.holders.get(n.id, 2) for n in between if n.kind in CONTACT_KINDS]
    for count in users:
        weight *= shared_factor(count - 1, priors)  # private to the two: nothing lost
    hub = any(count >= priors.hub_holders for count in users)
    return _Path(tie, path, between, weight, hub)


def _stops(facts: Facts, path: PathOfRelations) -> tuple[NodeId, ...] | None:
    """Return the nodes a path from the debtor comes to, or None where it is broken."""
    stops = [facts.debtor]
    for relation in path:
        if stops[-1] not in (relation.source, relation.target):
            return None
        forward = stops[-1] == relation.source
        stops.append(relation.target if forward else relation.source)
    return tuple(stops[1:])


def _tie(facts: Facts, path: PathOfRelations, between: tuple[Node, ...]) -> Tie:
    kinds = {relation.kind for relation in path}
    if len(path) == 1:
        employs = path[0].kind is RelationKind.EMPLOYED_BY and path[0].target == facts.debtor
        return Tie.OTHER if employs else _ONE_STEP.get(path[0].kind, Tie.OTHER)
    if len(path) != 2:
        return Tie.OTHER
    shared = between[0].kind
    if shared in CONTACT_KINDS and kinds <= CONTACT_RELATIONS:
        return Tie.SHARED_CONTACT
    if kinds == {RelationKind.EMPLOYED_BY}:
        return Tie.COLLEAGUE
    if kinds == {RelationKind.PARTY_TO}:
        return Tie.COURT_CASE
    if shared in (NodeKind.ORGANISATION, NodeKind.PARTY) and kinds <= _COMPANY:
        return Tie.CO_SHAREHOLDER
    return Tie.CO_OWNER if kinds == {RelationKind.OWNS} else Tie.OTHER


def _as_household(paths: tuple[_Path, ...], priors: Priors) -> tuple[_Path, ...]:
    """Return the paths, those over two different private contact points now of a household."""
    shared = [path for path in paths if path.tie is Tie.SHARED_CONTACT and not path.hub]
    if len({path.between[0].id for path in shared}) < 2:
        return paths
    gain = priors.ties[Tie.HOUSEHOLD] / priors.ties[Tie.SHARED_CONTACT]
    return tuple(
        _Path(Tie.HOUSEHOLD, path.relations, path.between, path.weight * gain, path.hub)
        if path in shared
        else path
        for path in paths
    )


def _voice(path: _Path) -> Evidence:
    """Return the record that speaks for a path: its oldest, as weak as the weakest link."""
    return in_order(relation.evidence for relation in path.relations)[-1]
