"""Contact permission: may this person be contacted now? It never hides a lead."""

from dataclasses import dataclass
from datetime import MAXYEAR, datetime

from veiltrace_privacy.policy.errors import PolicyError, UnknownFact
from veiltrace_privacy.policy.gate import Finding
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import ContactRule, ContactTerms, RulePack
from veiltrace_privacy.policy.words import Outcome, strictest


@dataclass(frozen=True, slots=True)
class ContactPermission:
    """Whether contact is allowed now, until when, and how many attempts are left.

    `until` is None where contact is not allowed now; `attempts_left` where no rule counts this
    channel or a count is unknown. `outcome` is REVIEW where a person must decide, also where no
    rule covers the jurisdiction. `findings` holds each rule that forbids.
    """

    outcome: Outcome
    until: datetime | None
    attempts_left: int | None
    findings: tuple[Finding, ...]
    pack_version: str
    pack_digest: str

    @property
    def may_contact_now(self) -> bool:
        """Whether every rule allows it."""
        return self.outcome is Outcome.ALLOW

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that forbid."""
        return tuple(finding.rule_id for finding in self.findings)


def contact_permission(request: Request, rules: RulePack, at: datetime) -> ContactPermission:
    """Return whether the person may be contacted at `at`.

    Hours and frequency only: whether the person may be seen at all, `decide` answers first. The
    request's gate is not looked at.

    Args:
        request: jurisdiction, channel, counts of earlier contacts.
        rules: the pack to decide by.
        at: the moment, as an aware datetime in the person's own time zone.
    Raises: PolicyError: `at` has no zone, or the pack is not in force.

    >>> from datetime import timedelta, timezone
    >>> from veiltrace_privacy.policy.pack import RULES
    >>> from veiltrace_privacy.policy.words import Gate, Purpose
    >>> facts = {"channel": "voice", "voice_calls_today": 1, "unanswered_today": 0}
    >>> at = datetime(2026, 6, 30, 21, 30, tzinfo=timezone(timedelta(hours=8)))
    >>> answer = contact_permission(Request(Gate.READ, Purpose.LOCATE, "cn", facts), RULES, at)
    >>> answer.may_contact_now, f"{answer.until:%H:%M}", answer.attempts_left
    (True, '22:00', 2)
    """
    # In the last year there is, the end of today's window may not be a date any more.
    if not isinstance(at, datetime) or at.utcoffset() is None or at.year == MAXYEAR:
        raise PolicyError("the moment of a contact must be a datetime with a time zone")
    rules.require_in_force(at.date())
    asked = [
        _ask(rule, request, at)
        for rule in sorted(rules.contact_rules, key=lambda rule: rule.declared.id)
        if rule.declared.in_force(request.jurisdiction, at.date())
    ]
    outcome = strictest(terms.outcome for terms, _ in asked) if asked else Outcome.REVIEW
    ends = [terms.until for terms, _ in asked if terms.until]
    counts = [terms.attempts_left for terms, _ in asked if terms.attempts_left is not None]
    return ContactPermission(
        outcome,
        min(ends, default=None) if outcome is Outcome.ALLOW else None,
        min(counts, default=None),
        tuple(f for _, f in asked if f.outcome is not Outcome.ALLOW),
        rules.version,
        rules.digest,
    )


def _ask(rule: ContactRule, request: Request, at: datetime) -> tuple[ContactTerms, Finding]:
    declared = rule.declared
    try:
        terms, unknown = rule.check(request, at), None
    except UnknownFact as missing:
        terms, unknown = ContactTerms(declared.unknown), missing.name
    finding = Finding(declared.id, declared.name, terms.outcome, declared.citation, unknown)
    return terms, finding
