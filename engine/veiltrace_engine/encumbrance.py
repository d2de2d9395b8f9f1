"""Who comes before the creditor: mortgages, pledges, seizures and freezes of an asset."""

from dataclasses import dataclass

from veiltrace_engine.facts import Facts
from veiltrace_engine.lead import LeadFlag, Reason, Scale
from veiltrace_engine.priors import Priors
from veiltrace_engine.wording import FROZEN, MORTGAGED, PLEDGED, SEIZED, says
from veiltrace_graph.model import Evidence, NodeId
from veiltrace_graph.vocabulary import RelationKind

_RELATIONS = {
    RelationKind.MORTGAGED_TO: LeadFlag.MORTGAGED,
    RelationKind.PLEDGED_TO: LeadFlag.PLEDGED,
    RelationKind.SEIZED_BY: LeadFlag.SEIZED,
}
_WORDS = {
    LeadFlag.MORTGAGED: MORTGAGED,
    LeadFlag.PLEDGED: PLEDGED,
    LeadFlag.SEIZED: SEIZED,
    LeadFlag.FROZEN: FROZEN,
}


@dataclass(frozen=True, slots=True)
class Encumbrance:
    """One way in which an asset is bound, and the newest record that says so."""

    flag: LeadFlag
    evidence: Evidence


def encumbrances(facts: Facts, asset: NodeId) -> tuple[Encumbrance, ...]:
    """Return how an asset is bound, one entry for each way, in a fixed order.

    Both relations (to the mortgagee, to the court) and each publisher's newest wording count.
    """
    found: dict[LeadFlag, list[Evidence]] = {flag: [] for flag in _WORDS}
    for relation in facts.leaving(asset):
        flag = _RELATIONS.get(relation.kind)
        if flag is not None:
            is_freeze = flag is LeadFlag.SEIZED and says(FROZEN, relation.role)
            found[LeadFlag.FROZEN if is_freeze else flag].append(relation.evidence)
    # Account and vehicle registers write freezes and seizures into the status.
    stated = (*facts.newest(asset, "encumbrance"), *facts.newest(asset, "status"))
    for statement in stated:
        for flag, words in _WORDS.items():
            if says(words, statement.value):
                found[flag].append(statement.evidence)
    return tuple(
        Encumbrance(flag, max(evidence, key=lambda e: (e.seen_on, e.source, e.record_id)))
        for flag, evidence in found.items()
        if evidence
    )


def reasons_for(bound: tuple[Encumbrance, ...], priors: Priors) -> tuple[Reason, ...]:
    """Return what encumbrances take from the value and from the chance of enforcement."""
    reasons = []
    for entry in bound:
        text = f"{entry.flag.value}, says {entry.evidence.publisher}, {entry.evidence.seen_on}"
        if entry.flag in priors.encumbered_value:
            factor, scale = priors.encumbered_value[entry.flag], Scale.VALUE
        else:
            factor, scale = priors.encumbered_enforceable[entry.flag], Scale.PROBABILITY
        reasons.append(Reason(entry.flag.value, text, factor, scale))
    return tuple(reasons)
