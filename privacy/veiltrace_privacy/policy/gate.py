"""The gate: one pure question, asked at ingest, join, lead and read."""

from dataclasses import dataclass
from datetime import date

from veiltrace_privacy.policy.errors import UnknownFact
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import Rule, RulePack
from veiltrace_privacy.policy.words import Outcome, strictest


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule said; `unknown_fact` names the fact it lacked, if that is why."""

    rule_id: str
    name: str
    outcome: Outcome
    citation: str
    unknown_fact: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome with every finding that is not a plain ALLOW, by rule id.

    A finding of ALLOW is there only where a fact was unknown and the rule lets that pass.
    """

    outcome: Outcome
    findings: tuple[Finding, ...]
    pack_version: str
    pack_digest: str

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that fired, that is, did not allow."""
        return tuple(f.rule_id for f in self.findings if f.outcome is not Outcome.ALLOW)


def decide(request: Request, rules: RulePack, as_of: date) -> Decision:
    """Return the strictest outcome of all rules in force, and which they were.

    Every rule that applies is asked, so the decision does not depend on their order. Where none
    applies the outcome is REFUSE.

    Args:
        request: the question; what it does not say is unknown.
        rules: the pack to decide by.
        as_of: the day of the answer, in the law's own calendar; never the day a replayed
            question is about, or old days would evade new rules.
    Raises: PolicyError: the pack is not in force on that day.

    >>> from veiltrace_privacy.policy.pack import RULES
    >>> from veiltrace_privacy.policy.words import Gate
    >>> decision = decide(Request(Gate.READ, None, "cn"), RULES, date(2026, 6, 30))
    >>> decision.outcome, decision.rules
    (<Outcome.REFUSE: 'refuse'>, ('VT-01', 'VT-03'))
    """
    rules.require_in_force(as_of)
    asked = [
        _ask(rule, request)
        for rule in sorted(rules.rules, key=lambda rule: rule.declared.id)
        if request.gate in rule.gates and rule.declared.in_force(request.jurisdiction, as_of)
    ]
    return Decision(
        strictest(finding.outcome for finding in asked),
        tuple(f for f in asked if f.outcome is not Outcome.ALLOW or f.unknown_fact),
        rules.version,
        rules.digest,
    )


def _ask(rule: Rule, request: Request) -> Finding:
    declared = rule.declared
    try:
        outcome, unknown = rule.check(request), None
    except UnknownFact as missing:
        outcome, unknown = declared.unknown, missing.name
    return Finding(declared.id, declared.name, outcome, declared.citation, unknown)
