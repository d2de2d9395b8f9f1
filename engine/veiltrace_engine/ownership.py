"""Shares: what part of a thing a party owns, and what part of which companies the debtor holds."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from veiltrace_engine.belief import Yardstick, believe
from veiltrace_engine.facts import Facts, evidence_order, in_order
from veiltrace_engine.priors import Priors
from veiltrace_engine.wording import JOINT, says
from veiltrace_graph.model import Evidence, NodeId, Relation
from veiltrace_graph.vocabulary import NodeKind, RelationKind

_TITLES = frozenset({RelationKind.OWNS, RelationKind.HOLDS, RelationKind.HOLDS_ACCOUNT})


@dataclass(frozen=True, slots=True)
class Share:
    """A part of something as a fraction of 1, and whether a record states it."""

    fraction: float
    stated: bool
    joint: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """What the debtor holds of one company, directly or through others.

    `share` adds up the products of shares along every chain; `probability` is that of the chains,
    weighted by their shares; `hops` counts the shareholdings of the shortest. The debtor's holding
    in itself is share 1 over 0 hops.
    """

    party: NodeId
    share: float
    probability: float
    hops: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chain:
    parties: tuple[NodeId, ...]
    share: float
    probability: float
    evidence: tuple[Evidence, ...]


def share_of(facts: Facts, relations: Iterable[Relation], priors: Priors) -> Share:
    """Return the part that relations of one party to one thing give it; the newest record wins.

    A title without a share is sole unless the record calls it joint or names other owners, who
    then own equal parts. A shareholding without a share counts with its expected size.
    """
    newest = sorted(relations, key=lambda r: (*evidence_order(r.evidence), str(r.share), r.role))
    owners = _owners_in_record(facts, newest[0])
    joint = owners > 1 or any(says(JOINT, r.role) for r in newest)
    for relation in newest:
        if relation.share is not None and math.isfinite(relation.share):
            fraction = min(max(relation.share, 0.0), 1.0)
            partial = fraction < 1 and relation.kind is not RelationKind.OWNS_SHARE
            return Share(fraction, stated=True, joint=joint or partial)
    if any(r.kind is RelationKind.OWNS_SHARE for r in newest):
        return Share(priors.unknown_share, stated=False, joint=joint)
    return Share(1 / max(owners, 2) if joint else 1.0, stated=False, joint=joint)


def holdings(facts: Facts, priors: Priors) -> tuple[Holding, ...]:
    """Return the debtor and every company it holds part of, nearest and largest first.

    Chains run over at most `priors.most_hops` shareholdings and never through one party twice, so
    that companies that own each other count once.
    """
    found: defaultdict[NodeId, list[_Chain]] = defaultdict(list)
    links: dict[NodeId, tuple[_Chain, ...]] = {}
    open_chains = [_Chain((facts.debtor,), 1.0, 1.0, ())]
    while open_chains:
        chain = open_chains.pop()
        found[chain.parties[-1]].append(chain)
        if len(chain.parties) > priors.most_hops:
            continue
        end = chain.parties[-1]
        if end not in links:
            links[end] = _links(facts, end, priors)
        open_chains += [
            longer
            for link in links[end]
            if link.parties[-1] not in chain.parties
            and (longer := _joined(chain, link)).share >= priors.least_share
        ]
    held = [_holding(party, chains) for party, chains in found.items()]
    return tuple(
        sorted(held, key=lambda h: (h.hops, -h.share, *facts.readable(facts.node(h.party))))
    )


def _owners_in_record(facts: Facts, relation: Relation) -> int:
    """Return how many parties the relation's own record names as owners of its target."""
    if relation.kind not in _TITLES:
        return 1
    record = (relation.evidence.source, relation.evidence.record_id)
    return len(
        {
            other.source
            for other in facts.reaching(relation.target)
            if other.kind is relation.kind
            and (other.evidence.source, other.evidence.record_id) == record
        }
    )


def _links(facts: Facts, party: NodeId, priors: Priors) -> tuple[_Chain, ...]:
    """Return the companies a party holds shares of directly, each as a chain of one link."""
    held: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    for relation in facts.leaving(party):
        is_company = facts.node(relation.target).kind in (NodeKind.ORGANISATION, NodeKind.PARTY)
        if relation.kind is RelationKind.OWNS_SHARE and is_company and relation.target != party:
            held[relation.target].append(relation)
    half_life = priors.assets[NodeKind.ORGANISATION].half_life_days
    yardstick = Yardstick(priors.fact_reliability, half_life)
    links = []
    for company, relations in held.items():
        belief = believe(facts, company, ((r, 1.0) for r in relations), yardstick, priors)
        share = share_of(facts, relations, priors).fraction
        links.append(_Chain((party, company), share, belief.probability, belief.evidence))
    return tuple(links)


def _joined(chain: _Chain, link: _Chain) -> _Chain:
    return _Chain(
        (*chain.parties, link.parties[-1]),
        chain.share * link.share,
        chain.probability * link.probability,
        (*chain.evidence, *link.evidence),
    )


def _holding(party: NodeId, chains: list[_Chain]) -> Holding:
    # fsum: the sum must not depend on the order in which chains were found.
    share = math.fsum(chain.share for chain in chains)
    expected = math.fsum(chain.share * chain.probability for chain in chains)
    return Holding(
        party,
        min(share, 1.0),
        expected / share,
        min(len(chain.parties) for chain in chains) - 1,
        in_order(evidence for chain in chains for evidence in chain.evidence),
    )
