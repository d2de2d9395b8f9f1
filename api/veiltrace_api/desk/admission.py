"""Who may read what, asked before anything is read; every answer and refusal is audited first."""

from collections.abc import Iterable

from veiltrace_api.cases import cases_numbered, creditors_of
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.grant import (
    Grant,
    Question,
    decide_read,
    decide_review,
    decide_upkeep,
    mandate_for,
)
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import AccessRefused, UnknownCase, UsageError
from veiltrace_graph.model import Node, NodeId
from veiltrace_graph.stores.base import GraphView
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.policy.gate import Decision
from veiltrace_privacy.policy.words import FieldGroup, Outcome, Purpose

READERS = (Role.INVESTIGATOR, Role.CASE_SYSTEM)
"""Roles that may read what is found about people."""
REVIEWERS = (Role.INVESTIGATOR, Role.OPERATOR)
"""Roles of people who may decide whether two records are one party; a program is none of them."""
STAFF = (Role.OPERATOR, Role.INVESTIGATOR, Role.CASE_SYSTEM)
"""Roles that may see which cases there are, and ask for mandates."""

_ADVICE = {
    "wrong_role": "it needs another role: ask the operator",
    "no_purpose": "say what for: --purpose locate, assets or enforcement",
    "no_mandate": "the case has no mandate: 'veiltrace case request' makes the request for one",
    "closed_case": "the case is closed",
    "not_yet_open": "its mandate has not begun",
    "expired": "its mandate is over: ask for a new one with 'veiltrace case request'",
    "wrong_purpose": "its mandate does not name this purpose: ask for one that does",
    "unknown_key": "no registry trusted now has signed its mandate: 'veiltrace registry trust'",
    "narrow_purpose": "this purpose does not cover it: ask for another",
}
NO_CASE = "no case has that number; 'veiltrace case list' shows the cases"
"""Said of an unknown case and of another tenant's alike."""


def admit(vault: Vault, question: Question, operation: str, groups: Iterable[FieldGroup]) -> Grant:
    """Return the leave to read, after it was audited and noted as a look-up.

    Args:
        operation: what is done, such as "leads", for the log.
        groups: the fields that the answer shows at least.
    Raises: AccessRefused, UnknownCase, UsageError (several cases have the number): audited too.
        AuditUnavailable, ControlUnavailable: nothing may be read.
    """
    principal, purpose = question.principal, question.purpose
    require_role(vault, principal, READERS, operation)
    day = vault.today()
    if purpose is None:
        decision = decide_read(None, None, groups, day=day)
        raise _refused(vault, question, operation, "no_purpose", decision)
    case = _own_case(vault, question, operation)
    case_ref = case.id.hex()
    file = vault.control.case(case_ref)
    files = (stored.signed for stored in vault.control.mandates(case_ref)) if file else ()
    signed, reason = mandate_for(
        files, vault.trusted(), case_ref=case_ref, purpose=purpose, day=day
    )
    if file is not None and file.closed_at is not None:
        signed, reason = None, "closed_case"
    decision = decide_read(purpose, signed.mandate if signed else None, groups, day=day)
    if signed is None or decision.outcome is not Outcome.ALLOW:
        reason = reason or "narrow_purpose"
        raise _refused(vault, question, operation, reason, decision, case=case)
    _look_up(vault, question, operation, case)
    vault.record(
        EventKind.READ_ALLOWED,
        principal,
        operation=operation,
        purpose=purpose.value,
        case_ref=case_ref,
        as_of=question.as_of.isoformat(),
        mandate_id=signed.mandate.mandate_id,
        self_certified=int(signed.self_certified),
        rules_sha256=decision.pack_digest,
    )
    return Grant(principal, case, signed, purpose, question.as_of, day)


def admit_upkeep(
    vault: Vault,
    principal: Principal,
    operation: str,
    roles: Iterable[Role],
    *,
    review_item: str | None = None,
) -> None:
    """Let upkeep that reads no person pass, or the review of one held item; audited first.

    Raises: AccessRefused: another role is needed. AuditUnavailable: nothing may be read.
    """
    require_role(vault, principal, roles, operation)
    purpose = Purpose.MAINTENANCE if review_item is None else Purpose.REVIEW
    decision = decide_upkeep(purpose, day=vault.today(), review_item=review_item)
    kind = EventKind.READ_ALLOWED if decision.outcome is Outcome.ALLOW else EventKind.READ_REFUSED
    vault.record(
        kind,
        principal,
        operation=operation,
        purpose=purpose.value,
        rules_sha256=decision.pack_digest,
        rules=",".join(decision.rules) or None,
    )
    if kind is EventKind.READ_REFUSED:
        raise AccessRefused(_message("narrow_purpose", decision), rules=decision.rules)


def admit_review(
    vault: Vault,
    principal: Principal,
    operation: str,
    pair: tuple[NodeId, NodeId],
    groups: Iterable[FieldGroup],
) -> None:
    """Let one who decides whether two records are one party pass; audited first, with the pair.

    Args:
        groups: the fields of the two records that the answer shows.
    Raises: AccessRefused: another role is needed. AuditUnavailable: nothing may be read.
    """
    require_role(vault, principal, REVIEWERS, operation)
    decision = decide_review(review_item(pair), groups, day=vault.today())
    is_allowed = decision.outcome is Outcome.ALLOW
    vault.record(
        EventKind.READ_ALLOWED if is_allowed else EventKind.READ_REFUSED,
        principal,
        operation=operation,
        purpose=Purpose.REVIEW.value,
        node_id=pair[0].hex(),
        other_node_id=pair[1].hex(),
        rules_sha256=decision.pack_digest,
        rules=",".join(decision.rules) or None,
    )
    if not is_allowed:
        raise AccessRefused(_message("narrow_purpose", decision), rules=decision.rules)


def review_item(pair: tuple[NodeId, NodeId]) -> str:
    """Return what the gate calls the question whether two records are one party."""
    return f"{pair[0].hex()}-{pair[1].hex()}"


def require_role(vault: Vault, principal: Principal, roles: Iterable[Role], operation: str) -> None:
    """Let a principal of one of these roles pass. Raises: AccessRefused: audited."""
    if principal.roles.isdisjoint(roles):
        vault.record(EventKind.READ_REFUSED, principal, operation=operation, reason="wrong_role")
        needed = " or ".join(sorted(roles))
        raise AccessRefused(f"not allowed: {_ADVICE['wrong_role']} ({needed})")


def own_cases(vault: Vault, principal: Principal, cases: Iterable[Node]) -> list[Node]:
    """Return the cases of a principal's tenant, and those that nobody has registered yet."""
    found = []
    for case in cases:
        file = vault.control.case(case.id.hex())
        if file is None or file.tenant == principal.tenant:
            found.append(case)
    return found


def choose_case(view: GraphView, cases: list[Node], creditor: str | None) -> Node | None:
    """Return the case, None where there is none. Raises: UsageError: it takes the creditor."""
    if creditor is not None:
        cases = [case for case in cases if creditor in creditors_of(view, case)]
    if len(cases) > 1:
        raise UsageError("several creditors have a case of that number: add --creditor NAME")
    return cases[0] if cases else None


def _own_case(vault: Vault, question: Question, operation: str) -> Node:
    view = vault.store.view(question.as_of)
    numbered = cases_numbered(view, question.case_number)
    own = own_cases(vault, question.principal, numbered)
    decision = decide_read(question.purpose, None, (), day=vault.today())
    try:
        case = choose_case(view, own, question.creditor)
    except UsageError:
        _refused(vault, question, operation, "ambiguous_case", decision)
        raise
    if case is None:
        foreign = [case for case in numbered if case not in own]
        reason = "other_tenant" if foreign else "unknown_case"
        _refused(vault, question, operation, reason, decision, case=foreign[0] if foreign else None)
        # The same words for both: whether another tenant has such a case is not told.
        raise UnknownCase(NO_CASE)
    return case


def _refused(
    vault: Vault,
    question: Question,
    operation: str,
    reason: str,
    decision: Decision,
    *,
    case: Node | None = None,
) -> AccessRefused:
    """Return the error to raise, once the refusal is in the log."""
    if case is not None:
        _look_up(vault, question, operation, case)
    vault.record(
        EventKind.READ_REFUSED,
        question.principal,
        operation=operation,
        purpose=question.purpose.value if question.purpose else None,
        reason=reason,
        case_ref=case.id.hex() if case else None,
        rules=",".join(decision.rules) or None,
        rules_sha256=decision.pack_digest,
    )
    return AccessRefused(_message(reason, decision), rules=decision.rules)


def _look_up(vault: Vault, question: Question, operation: str, case: Node) -> None:
    vault.control.note_look_up(
        question.principal.id,
        case.id.hex(),
        purpose=question.purpose.value if question.purpose else "none",
        action=operation,
        now=vault.clock(),
    )


def _message(reason: str, decision: Decision) -> str:
    words = _ADVICE.get(reason, f"its mandate is refused ({reason}): ask for a new one")
    rules = ", ".join(
        f"{finding.rule_id} {finding.name} ({finding.citation})"
        for finding in decision.findings
        if finding.outcome is not Outcome.ALLOW
    )
    return f"not allowed: {words}. By {rules}" if rules else f"not allowed: {words}"
