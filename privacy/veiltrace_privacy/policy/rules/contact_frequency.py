"""How often a person may be contacted: VT-14 (United States) and VT-15 (China)."""

from datetime import date, datetime

from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import ContactRule, ContactTerms, Declaration
from veiltrace_privacy.policy.words import Channel, Outcome

US_CALLS_IN_7_DAYS = 7
CN_VOICE_CALLS_A_DAY = 3
CN_UNANSWERED_A_DAY = 6
CN_VISITS_A_DAY = 1
CN_VISIT_STAFF = 2


def _check_frequency_us(request: Request, _: datetime) -> ContactTerms:
    """REVIEW a call past the number up to which the law presumes no harassment."""
    if request.word("channel") != Channel.VOICE:
        return ContactTerms(Outcome.ALLOW)
    left = max(0, US_CALLS_IN_7_DAYS - request.count("calls_in_7_days"))
    if request.count("talks_in_7_days"):
        left = 0
    return ContactTerms(Outcome.ALLOW if left else Outcome.REVIEW, attempts_left=left)


def _check_frequency_cn(request: Request, _: datetime) -> ContactTerms:
    """SUPPRESS calls and visits past the day's number, and a visit by one person."""
    channel = request.word("channel")
    if channel == Channel.VOICE:
        left = min(
            CN_VOICE_CALLS_A_DAY - request.count("voice_calls_today"),
            CN_UNANSWERED_A_DAY - request.count("unanswered_today"),
        )
        staffed = True
    elif channel == Channel.VISIT:
        left = CN_VISITS_A_DAY - request.count("visits_today")
        staffed = request.count("visit_staff") >= CN_VISIT_STAFF
    else:
        return ContactTerms(Outcome.ALLOW)
    allowed = left > 0 and staffed
    return ContactTerms(Outcome.ALLOW if allowed else Outcome.SUPPRESS, attempts_left=max(0, left))


FREQUENCY_US = ContactRule(
    Declaration(
        id="VT-14",
        name="FREQ-US",
        does="at most 7 calls in 7 days about a debt, none within 7 days after a conversation; a "
        "presumption, so a person decides beyond it",
        citation="12 CFR 1006.14(b)(2)",
        effective_from=date(2021, 11, 30),
        unknown=Outcome.REVIEW,
        jurisdictions=frozenset({"us"}),
        parameters=(f"calls in 7 days: {US_CALLS_IN_7_DAYS}",),
    ),
    check=_check_frequency_us,
)

FREQUENCY_CN = ContactRule(
    Declaration(
        id="VT-15",
        name="FREQ-CN",
        does="each day at most 3 voice calls to a debtor, 6 unanswered calls to a point, and one "
        "visit, by at least 2 members of staff",
        citation="GB/T 45251-2025; CBA guideline of 30 Jan 2026",
        effective_from=date(2025, 2, 28),
        unknown=Outcome.SUPPRESS,
        jurisdictions=frozenset({"cn"}),
        parameters=(
            f"voice calls a day: {CN_VOICE_CALLS_A_DAY}",
            f"unanswered a day: {CN_UNANSWERED_A_DAY}",
            f"visits a day: {CN_VISITS_A_DAY}",
            f"visit staff: {CN_VISIT_STAFF}",
        ),
    ),
    check=_check_frequency_cn,
)
