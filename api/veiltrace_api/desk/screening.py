"""Which sources, paths and leads of an answer may be used and shown, and which rule says so."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from veiltrace_api.desk.circumstances import Circumstances
from veiltrace_api.desk.grant import Grant
from veiltrace_api.desk.minors import youngest
from veiltrace_connectors.gate import source_facts
from veiltrace_engine.dossier import Dossier, PathOfRelations
from veiltrace_engine.lead import Lead, LeadClass
from veiltrace_graph.model import NodeId, Source
from veiltrace_graph.vocabulary import ASSET_KINDS, CONTACT_KINDS, NodeKind
from veiltrace_privacy.policy.facts import FactValue
from veiltrace_privacy.policy.gate import Decision, Finding
from veiltrace_privacy.policy.words import FieldGroup, Gate, JoinWith, Outcome

_SHOWN = {
    LeadClass.SELF_CONTACT: (FieldGroup.IDENTITY, FieldGroup.CONTACT),
    LeadClass.LIABLE_PARTY: (FieldGroup.IDENTITY, FieldGroup.RELATION),
    LeadClass.LOCATOR: (FieldGroup.IDENTITY, FieldGroup.RELATION),
    LeadClass.ASSET: (FieldGroup.ASSET, FieldGroup.BALANCE),
}
"""What a lead of each class tells."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What may not be shown: how many leads of a class, or sources, and by which rule."""

    what: str
    count: int
    outcome: Outcome
    rule_id: str
    rule_name: str
    citation: str


def lawful_dossier(dossier: Dossier, grant: Grant) -> tuple[Dossier, tuple[Suppressed, ...]]:
    """Return the dossier without sources that may not be joined and paths through minors."""
    barred = barred_sources(dossier.sources.values(), grant)
    for name in barred:
        dossier = dossier.without_source(name)
    minors = minors_of(dossier, grant)
    related = tuple(
        # The party at the end is a lead or none by a rule of its own, so it is not looked at here.
        replace(party, paths=_without(party.paths, minors - {party.node.id}))
        for party in dossier.related
    )
    return replace(dossier, related=related), _counted(("source", f) for f in barred.values())


def barred_sources(sources: Iterable[Source], grant: Grant) -> dict[str, Finding]:
    """Return the sources whose records may not be joined into an answer, with the rule, by name."""
    barred = {}
    for source in sorted(sources, key=lambda source: source.name):
        facts = source_facts(source) | {"join_with": JoinWith.LOCAL}
        decision = grant.ask(Gate.JOIN, facts)
        if decision.outcome is not Outcome.ALLOW:
            barred[source.name] = _strictest(decision)
    return barred


def screen(
    leads: Iterable[Lead], dossier: Dossier, circumstances: Circumstances
) -> tuple[tuple[Lead, ...], tuple[Suppressed, ...]]:
    """Return the leads that may be shown, with the ranks they have among all, and the others."""
    shown: list[Lead] = []
    hidden: list[tuple[str, Finding]] = []
    for lead in leads:
        decision = _decide_lead(lead, dossier, circumstances)
        if decision.outcome is Outcome.ALLOW:
            shown.append(lead)
        else:
            hidden.append((lead.lead_class.value, _strictest(decision)))
    return tuple(shown), _counted(hidden)


def shown_dossier(dossier: Dossier, leads: Collection[Lead], grant: Grant) -> Dossier:
    """Return what of a dossier may be drawn or printed beside the leads that are shown.

    Parties whose lead is hidden, minors, and kinds of thing the purpose does not cover leave no
    statement, relation or path.
    """
    named = {lead.subject.id for lead in leads}
    related = tuple(party for party in dossier.related if party.node.id in named)
    gone = minors_of(dossier, grant)
    for kinds, group in ((ASSET_KINDS, FieldGroup.ASSET), (CONTACT_KINDS, FieldGroup.CONTACT)):
        if not grant.may_show(group):
            gone |= {node.id for node in dossier.nodes.values() if node.kind in kinds}
    return replace(
        dossier,
        relations=tuple(r for r in dossier.relations if gone.isdisjoint((r.source, r.target))),
        statements={n: said for n, said in dossier.statements.items() if n not in gone},
        related=tuple(replace(party, paths=_without(party.paths, gone)) for party in related),
    )


def minors_of(dossier: Dossier, grant: Grant) -> set[NodeId]:
    """Return the persons of a dossier who are known to be under age."""
    return {
        node.id
        for node in dossier.nodes.values()
        if node.kind is NodeKind.PERSON and grant.hides_minor(dossier.statements.get(node.id, ()))
    }


def _without(
    paths: Iterable[PathOfRelations], gone: Collection[NodeId]
) -> tuple[PathOfRelations, ...]:
    return tuple(
        path for path in paths if not any(r.source in gone or r.target in gone for r in path)
    )


def _decide_lead(lead: Lead, dossier: Dossier, circumstances: Circumstances) -> Decision:
    facts: dict[str, FactValue] = {
        "lead_class": lead.lead_class.value,
        "field_groups": _SHOWN[lead.lead_class],
        "identity_candidates": circumstances.candidates,
        "debtor_lost": circumstances.lost_evidence is not None,
    }
    if circumstances.lost_evidence is not None:
        facts["lost_evidence"] = circumstances.lost_evidence
    if lead.lead_class is LeadClass.LOCATOR:
        facts["third_party_refused"] = circumstances.has_refused(lead.subject.id)
    grant = circumstances.grant
    # A contact point of the debtor's own leads to the debtor.
    is_own = lead.lead_class is LeadClass.SELF_CONTACT
    person = dossier.debtor.id if is_own else lead.subject.id
    age = youngest(dossier.statements.get(person, ()), grant.day)
    if age is not None:
        facts["youngest_age"] = age
    return grant.ask(Gate.LEAD, facts)


def _strictest(decision: Decision) -> Finding:
    return next(f for f in decision.findings if f.outcome is decision.outcome)


def _counted(findings: Iterable[tuple[str, Finding]]) -> tuple[Suppressed, ...]:
    counts = Counter((what, f.outcome, f.rule_id, f.name, f.citation) for what, f in findings)
    return tuple(
        Suppressed(what, count, outcome, *rule)
        for (what, outcome, *rule), count in sorted(counts.items())
    )
