"""May this source be held at all? Asked before the first byte of it is kept."""

from datetime import date

from veiltrace_connectors.errors import IngestRefused
from veiltrace_graph.model import Source
from veiltrace_privacy.policy.facts import FactValue
from veiltrace_privacy.policy.gate import decide
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
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
    facts = source_facts(source) | {
        "reads_people": False,
        "sensitive_kinds": source.sensitive,
    }
    if source.consent:
        facts["separate_consent"] = source.consent
    law = source.country or STRICTEST_LAW
    decision = decide(Request(Gate.INGEST, Purpose.MAINTENANCE, law, facts), RULES, as_of)
    if decision.outcome is Outcome.REFUSE:
        barred = [f for f in decision.findings if f.outcome is Outcome.REFUSE]
        raise IngestRefused(
            f"the source '{source.name}' must not be loaded: "
            + "; ".join(f"{f.rule_id} {f.name} ({f.citation})" for f in barred)
            + _advice(source),
            rules=decision.rules,
        )


def holds_accounts(source: Source) -> bool:
    """Return whether a source declares that it holds bank accounts."""
    return SensitiveKind.FINANCIAL_ACCOUNT in source.sensitive


def _advice(source: Source) -> str:
    if source.sensitive and not source.consent:
        return "; --consent, or 'consent' in the mapping, names the separate consent given for it"
    return ""
