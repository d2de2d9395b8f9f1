"""Who a lead leads to: VT-05, VT-17 and VT-20."""

from datetime import date

from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import Declaration, Rule
from veiltrace_privacy.policy.words import CONTACT_LEADS, Gate, Outcome

FULL_AGE = 18
"""The law says 14 (PIPL 31); 18 is our policy, since a minor owes nothing and is easily harmed."""


def _check_minor(request: Request) -> Outcome:
    """SUPPRESS a lead or path on which a person is known to be under age."""
    return Outcome.SUPPRESS if request.count("youngest_age") < FULL_AGE else Outcome.ALLOW


def _check_third_party(request: Request) -> Outcome:
    """SUPPRESS a locator until the debtor is shown to be lost, and for good once they refused."""
    if request.word("lead_class") != "locator":
        return Outcome.ALLOW
    if request.flag("third_party_refused") or not request.flag("debtor_lost"):
        return Outcome.SUPPRESS
    request.identifier("lost_evidence")
    return Outcome.ALLOW


def _check_identity(request: Request) -> Outcome:
    """REVIEW a lead to a person while two or more parties may be that person."""
    if request.word("lead_class") not in CONTACT_LEADS:
        return Outcome.ALLOW
    return Outcome.ALLOW if request.count("identity_candidates") == 1 else Outcome.REVIEW


MINOR = Rule(
    Declaration(
        id="VT-05",
        name="MINOR",
        does="nobody under 18 is a lead or stands on a path that is shown",
        citation="PIPL art 31 (under 14); policy: under 18",
        effective_from=date(2021, 11, 1),
        # A missing birth date must not hide every path.
        unknown=Outcome.ALLOW,
        parameters=(f"full age: {FULL_AGE}",),
    ),
    gates=frozenset({Gate.LEAD, Gate.READ}),
    check=_check_minor,
)

THIRD_PARTY_CN = Rule(
    Declaration(
        id="VT-17",
        name="THIRD-CN",
        does="a third party is shown as locator only if the debtor is lost, with evidence; who "
        "refused once is never shown again, in any case of the tenant",
        citation="GB/T 45251-2025; CBA guideline of 30 Jan 2026",
        effective_from=date(2025, 2, 28),
        unknown=Outcome.SUPPRESS,
        jurisdictions=frozenset({"cn"}),
    ),
    gates=frozenset({Gate.LEAD}),
    check=_check_third_party,
)

IDENTITY = Rule(
    Declaration(
        id="VT-20",
        name="IDENTITY",
        does="where two or more parties may be the person, within the margin, no contact lead is "
        "shown until somebody has decided who it is",
        citation="CONC 7.5.2R, 7.9.10R, 7.13.4R",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.REVIEW,
    ),
    gates=frozenset({Gate.LEAD}),
    check=_check_identity,
)
