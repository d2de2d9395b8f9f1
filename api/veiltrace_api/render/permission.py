"""Contact permission in words."""

from collections.abc import Iterator

from veiltrace_privacy.policy.contact import ContactPermission
from veiltrace_privacy.policy.words import Outcome

_WORDS = {
    Outcome.ALLOW: "contact is allowed",
    Outcome.SUPPRESS: "no contact",
    Outcome.REVIEW: "no contact before a person has decided",
    Outcome.REFUSE: "no contact",
}


def permission_lines(permission: ContactPermission) -> Iterator[str]:
    """Yield the answer, and a line for each rule that forbids."""
    answer = _WORDS[permission.outcome]
    if permission.until is not None:
        answer += f" until {permission.until:%H:%M}"
    if permission.attempts_left is not None:
        answer += f", attempts left: {permission.attempts_left}"
    yield answer
    for finding in permission.findings:
        why = f"; {finding.unknown_fact} is not known" if finding.unknown_fact else ""
        yield f"by {finding.rule_id} {finding.name} ({finding.citation}){why}"
