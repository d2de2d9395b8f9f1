"""May this source be held at all? Asked before the first byte of it is kept."""

from datetime import date

from veiltrace_connectors.errors import IngestRefused
from veiltrace_graph.model import Source
from veiltrace_privacy.policy.facts import FactValue
from veiltrace_privacy.policy.gate import Decision, decide
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rules.source import VEHICLE
from veiltrace_privacy.policy.words import Gate, Outcome, Purpose, SensitiveKind

STRICTEST_LAW = "cn"
"""Under this law a source is judged that does not say under which it is."""


def source_facts(source: Source) -> dict[str, FactValue]:
    """Return what the gate is told of a source's right, origin and law; no country is unknown."""
    facts: dict[str, FactValue] = {
        "legal_basis": source.legal_basis,
        "origin": source.obtained,
    }
    return facts | {"source_jurisdiction": source.country} if source.country else facts


def require_ingest(source: Source, *, as_of: date) -> None:
    """Let a source pass that may be held, also one that may be held back only (SUPPRESS).

    Args:
        source: what is to be loaded.
        as_of: the day of the load.
    Raises: IngestRefused: a rule bars it. PolicyError: its basis or origin is no word we know.
    """
    decision = _decide(source, {"vehicle_rows": False}, as_of)
    if decision.outcome is Outcome.REFUSE:
        barred = [f for f in decision.findings if f.outcome is Outcome.REFUSE]
        raise IngestRefused(
            f"the source '{source.name}' must not be loaded: "
            + "; ".join(f"{f.rule_id} {f.name} ({f.citation})" for f in barred)
            + _advice(source),
            rules=decision.rules,
        )


def may_read_vehicles(source: Source, *, as_of: date) -> bool:
    """Return whether records of vehicles may be read, or only be counted (VT-22)."""
    return VEHICLE.declared.id not in _decide(source, {"vehicle_rows": True}, as_of).rules


def holds_accounts(source: Source) -> bool:
    """Return whether a source declares that it holds bank accounts."""
    return SensitiveKind.FINANCIAL_ACCOUNT in source.sensitive


def _decide(source: Source, asked: dict[str, FactValue], as_of: date) -> Decision:
    facts = source_facts(source) | asked
    facts |= {"reads_people": False, "sensitive_kinds": source.sensitive}
    if source.consent:
        facts["separate_consent"] = source.consent
    if source.dppa_use:
        facts["dppa_use"] = source.dppa_use
    law = source.country or STRICTEST_LAW
    return decide(Request(Gate.INGEST, Purpose.MAINTENANCE, law, facts), RULES, as_of)


def _advice(source: Source) -> str:
    if source.sensitive and not source.consent:
        return "; --consent, or 'consent' in the mapping, names the separate consent given for it"
    return ""
