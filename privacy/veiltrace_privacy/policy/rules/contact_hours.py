"""When a person may be contacted: VT-12 (China) and VT-13 (United States)."""

from datetime import date, datetime, time, timedelta, timezone

from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import ContactRule, ContactTerms, Declaration
from veiltrace_privacy.policy.words import Outcome

CN_FROM, CN_UNTIL = time(8), time(22)
US_FROM, US_UNTIL = time(8), time(21)
_REFUSED = ContactTerms(Outcome.SUPPRESS)


def _window_end(at: datetime, start: time, end: time) -> datetime | None:
    """Return when the daily window around `at` ends, or None outside it.

    A window whose end is not after its start runs over midnight.
    """
    for day in (at.date() - timedelta(days=1), at.date()):
        opens = datetime.combine(day, start, at.tzinfo)
        closes = datetime.combine(day + timedelta(days=end <= start), end, at.tzinfo)
        if opens <= at < closes:
            return closes
    return None


def _check_hours_cn(request: Request, at: datetime) -> ContactTerms:
    """ALLOW the standard hours, and further hours the person agreed to."""
    closes = _window_end(at, CN_FROM, CN_UNTIL)
    if closes is None:
        start, end = request.clock("agreed_from"), request.clock("agreed_until")
        if start == end:
            raise PolicyError("agreed_from and agreed_until are the same clock time")
        closes = _window_end(at, start, end)
    return ContactTerms(Outcome.ALLOW, until=closes) if closes else _REFUSED


def _check_hours_us(request: Request, at: datetime) -> ContactTerms:
    """ALLOW what is within the hours in every zone the person may be in."""
    ends = []
    for offset in request.offsets("utc_offsets"):
        local = at.astimezone(timezone(timedelta(minutes=offset)))
        closes = _window_end(local, US_FROM, US_UNTIL)
        # The statute says after 8, so 8 itself is outside.
        if closes is None or local.timetz().replace(tzinfo=None) == US_FROM:
            return _REFUSED
        ends.append(closes)
    return ContactTerms(Outcome.ALLOW, until=min(ends).astimezone(at.tzinfo))


HOURS_CN = ContactRule(
    Declaration(
        id="VT-12",
        name="HOURS-CN",
        does="contact from 08:00 until before 22:00 local time, or in hours the person agreed to",
        citation="GB/T 45251-2025; CBA guideline of 30 Jan 2026",
        effective_from=date(2025, 2, 28),
        unknown=Outcome.SUPPRESS,
        jurisdictions=frozenset({"cn"}),
        parameters=(f"from {CN_FROM:%H:%M}", f"until {CN_UNTIL:%H:%M}"),
    ),
    check=_check_hours_cn,
)

HOURS_US = ContactRule(
    Declaration(
        id="VT-13",
        name="HOURS-US",
        does="contact after 08:00 and before 21:00, in each zone the person may be in",
        citation="15 USC 1692c(a)(1)",
        effective_from=date(1978, 3, 20),
        unknown=Outcome.SUPPRESS,
        jurisdictions=frozenset({"us"}),
        parameters=(f"after {US_FROM:%H:%M}", f"before {US_UNTIL:%H:%M}"),
    ),
    check=_check_hours_us,
)
