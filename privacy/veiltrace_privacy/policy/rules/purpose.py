"""Why somebody asks, and what that lets them see: VT-01 and VT-03."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import Declaration, Rule
from veiltrace_privacy.policy.words import CASE_PURPOSES, FieldGroup, Gate, Outcome, Purpose


@dataclass(frozen=True, slots=True)
class Allowance:
    """Which classes of lead and which fields a purpose may see."""

    lead_classes: frozenset[str]
    field_groups: frozenset[FieldGroup]


_NOTHING = Allowance(frozenset(), frozenset())
ALLOWANCES: Mapping[Purpose, Allowance] = {
    Purpose.LOCATE: Allowance(
        frozenset({"self_contact", "liable_party", "locator"}),
        frozenset(FieldGroup) - {FieldGroup.ASSET, FieldGroup.BALANCE},
    ),
    Purpose.ASSETS: Allowance(
        frozenset({"liable_party", "asset"}), frozenset(FieldGroup) - {FieldGroup.CONTACT}
    ),
    Purpose.ENFORCEMENT: Allowance(
        frozenset({"self_contact", "liable_party", "locator", "asset"}), frozenset(FieldGroup)
    ),
    Purpose.MAINTENANCE: Allowance(frozenset(), frozenset({FieldGroup.SOURCE})),
    Purpose.REVIEW: Allowance(
        frozenset(),
        frozenset(
            {FieldGroup.IDENTITY, FieldGroup.CONTACT, FieldGroup.RELATION, FieldGroup.SOURCE}
        ),
    ),
}
"""The field list of each purpose; a purpose that is not here sees nothing."""


def _check_purpose(request: Request) -> Outcome:
    """ALLOW a purpose of the open case's mandate, or upkeep and review within their bounds."""
    if request.purpose is None:
        return Outcome.REFUSE
    if request.purpose in CASE_PURPOSES:
        named = request.flag("case_open") and request.purpose in request.words("mandate_purposes")
        return Outcome.ALLOW if named else Outcome.REFUSE
    if request.gate is Gate.LEAD:
        return Outcome.REFUSE
    if request.purpose is Purpose.REVIEW:
        request.identifier("review_item")
        return Outcome.ALLOW
    return Outcome.REFUSE if request.flag("reads_people") else Outcome.ALLOW


def _check_fields(request: Request) -> Outcome:
    """SUPPRESS a lead or field that the purpose's list does not hold."""
    allowance = ALLOWANCES[request.purpose] if request.purpose else _NOTHING
    if request.gate is Gate.LEAD:
        listed = request.word("lead_class") in allowance.lead_classes
    else:
        listed = request.words("field_groups") <= allowance.field_groups
    return Outcome.ALLOW if listed else Outcome.SUPPRESS


PURPOSE = Rule(
    Declaration(
        id="VT-01",
        name="PURPOSE",
        does="nothing is read without a purpose that the mandate of an open case names; "
        "maintenance reads no person, review reads one held item, neither sees a lead",
        citation="PIPL art 6; FCRA 604(f)",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.REFUSE,
    ),
    gates=frozenset(Gate),
    check=_check_purpose,
)

FIELDS = Rule(
    Declaration(
        id="VT-03",
        name="FIELDS",
        does="each purpose has a list of lead classes and field groups; what is not on it stays "
        "hidden",
        citation="PIPL art 6; GDPR art 5(1)(c)",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.SUPPRESS,
        parameters=tuple(
            f"{purpose}: {' '.join(sorted(seen.lead_classes))} / "
            f"{' '.join(sorted(seen.field_groups))}"
            for purpose, seen in sorted(ALLOWANCES.items())
        ),
    ),
    gates=frozenset({Gate.LEAD, Gate.READ}),
    check=_check_fields,
)
