"""Ranked leads of all classes, each with what becomes of it without one source or record."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from veiltrace_engine.assets import asset_leads
from veiltrace_engine.dossier import Dossier
from veiltrace_engine.facts import Facts, evidence_order, facts_of
from veiltrace_engine.lead import DeleteOne, Lead, LeadClass, LeadFlag
from veiltrace_engine.liable import liable_leads
from veiltrace_engine.locator import locator_leads
from veiltrace_engine.priors import PRIORS, Priors
from veiltrace_engine.reachability import contact_leads
from veiltrace_graph.model import NodeId
from veiltrace_graph.vocabulary import NodeKind

_Key = tuple[LeadClass, NodeId, NodeKind | None]
_Ranking = dict[_Key, Lead]


def rank_leads(
    dossier: Dossier, priors: Priors = PRIORS, *, with_delete_one: bool = True
) -> tuple[Lead, ...]:
    """Return every lead of a dossier, class by class, best first, ranks counted from 1.

    The order depends on the dossier's readable content only: neither on the order of its records
    nor, unless two leads read exactly alike, on the installation's keyed ids.

    Args:
        with_delete_one: also rank the dossier anew without each source and newest record, which
            costs several rankings more and fills `Lead.delete_one`; else that stays empty.

    Raises:
        UnknownNode: a relation ends at a node the dossier does not hold.
    """
    ranking = _ranked(dossier, priors)
    if not with_delete_one:
        return tuple(ranking.values())

    @cache
    def without_source(source: str) -> _Ranking:
        return _ranked(dossier.without_source(source), priors)

    @cache
    def without_record(source: str, record_id: str) -> _Ranking:
        return _ranked(dossier.without_record(source, record_id), priors)

    return tuple(
        replace(lead, delete_one=_delete_one(key, lead, without_source, without_record))
        for key, lead in ranking.items()
    )


def _ranked(dossier: Dossier, priors: Priors) -> _Ranking:
    facts = facts_of(dossier)
    liable = liable_leads(facts, priors)
    # A liable party is approached as such, so it is not also listed as somebody who may know.
    asked = locator_leads(facts, priors, excluding=[lead.subject.id for lead in liable])
    ranking: _Ranking = {}
    for leads in (contact_leads(facts, priors), liable, asked, asset_leads(facts, priors)):
        for rank, lead in enumerate(_in_order(facts, leads), start=1):
            ranking[_key(lead)] = replace(lead, rank=rank)
    return ranking


def _key(lead: Lead) -> _Key:
    return (lead.lead_class, lead.subject.id, lead.asset_kind)


def _in_order(facts: Facts, leads: Iterable[Lead]) -> list[Lead]:
    """Sort leads of one class: usable ones first, then by priority, then by what people can read.

    The keyed id comes last: it only parts leads that nobody could tell apart.
    """
    return sorted(
        leads,
        key=lambda lead: (
            LeadFlag.INCOMPLETE in lead.flags,
            -lead.priority,
            -(lead.relatedness or 0.0),
            lead.asset_kind or "",
            facts.readable(lead.subject),
            [evidence_order(evidence) for evidence in lead.evidence],
            lead.subject.id,
        ),
    )


def _delete_one(
    key: _Key,
    lead: Lead,
    without_source: Callable[[str], _Ranking],
    without_record: Callable[[str, str], _Ranking],
) -> tuple[DeleteOne, ...]:
    sources = sorted({evidence.source for evidence in lead.evidence})
    newest = lead.evidence[0]
    effects = (
        *(_effect(f"source {source}", without_source(source).get(key)) for source in sources),
        _effect(
            f"newest record of {newest.source}, {newest.seen_on}",
            without_record(newest.source, newest.record_id).get(key),
        ),
    )
    if lead.lead_class is not LeadClass.LOCATOR:
        return effects
    # How much a related party would keep follows from the whole graph, where other paths and
    # other merges appear: said is only what the lead hangs on altogether.
    return tuple(effect for effect in effects if effect.probability_without is None)


def _effect(what: str, left: Lead | None) -> DeleteOne:
    if left is None:
        return DeleteOne(what, None, None)
    return DeleteOne(what, left.probability, left.rank)
