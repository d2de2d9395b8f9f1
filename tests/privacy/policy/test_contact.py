from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.policy.contact import ContactPermission, contact_permission
from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.pack import RULES
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.words import Gate, Outcome, Purpose

SHANGHAI = timezone(timedelta(hours=8))
NEW_YORK = timezone(timedelta(hours=-4))
CALL: dict[str, Any] = {"channel": "voice", "voice_calls_today": 1, "unanswered_today": 5}
US_CALL: dict[str, Any] = {"channel": "voice", "calls_in_7_days": 2, "talks_in_7_days": 0}


def ask(at: datetime, facts: dict[str, Any], jurisdiction: str = "cn") -> ContactPermission:
    request = Request(Gate.READ, Purpose.LOCATE, jurisdiction, facts)
    return contact_permission(request, RULES, at)


def test_permission_says_until_when_and_how_many_attempts_are_left() -> None:
    answer = ask(datetime(2026, 6, 30, 21, 30, tzinfo=SHANGHAI), CALL)
    assert answer.may_contact_now
    assert answer.until == datetime(2026, 6, 30, 22, tzinfo=SHANGHAI)
    assert answer.attempts_left == 1  # the sixth unanswered call comes before the third call
    assert answer.pack_digest == RULES.digest


def test_agreed_hours_may_run_over_midnight() -> None:
    facts = CALL | {"agreed_from": time(22), "agreed_until": time(1)}
    late = ask(datetime(2026, 7, 1, 0, 30, tzinfo=SHANGHAI), facts)
    assert late.until == datetime(2026, 7, 1, 1, tzinfo=SHANGHAI)
    assert not ask(datetime(2026, 7, 1, 1, 0, tzinfo=SHANGHAI), facts).may_contact_now


def test_agreed_hours_that_begin_when_they_end_are_our_error() -> None:
    facts = CALL | {"agreed_from": time(22), "agreed_until": time(22)}
    with pytest.raises(PolicyError):
        ask(datetime(2026, 6, 30, 23, tzinfo=SHANGHAI), facts)


def test_outside_the_hours_the_attempts_left_are_still_told() -> None:
    answer = ask(datetime(2026, 6, 30, 23, tzinfo=SHANGHAI), CALL)
    assert (answer.may_contact_now, answer.until, answer.attempts_left) == (False, None, 1)
    assert answer.findings[0].unknown_fact == "agreed_from"


def test_a_text_message_is_bound_by_hours_and_not_counted() -> None:
    answer = ask(datetime(2026, 6, 30, 12, tzinfo=SHANGHAI), {"channel": "text"})
    assert (answer.may_contact_now, answer.attempts_left) == (True, None)


def test_permission_ends_when_the_first_zone_s_hours_end() -> None:
    facts = US_CALL | {"utc_offsets": (-240, -420)}
    answer = ask(datetime(2026, 6, 30, 12, tzinfo=NEW_YORK), facts, "us")
    assert answer.until == datetime(2026, 6, 30, 21, tzinfo=NEW_YORK)
    assert answer.attempts_left == 5


def test_an_unknown_zone_forbids_a_call_in_the_united_states() -> None:
    answer = ask(datetime(2026, 6, 30, 12, tzinfo=NEW_YORK), US_CALL, "us")
    assert answer.outcome is Outcome.SUPPRESS
    assert [(f.rule_id, f.unknown_fact) for f in answer.findings] == [("VT-13", "utc_offsets")]


def test_all_rules_that_forbid_are_named() -> None:
    answer = ask(datetime(2026, 6, 30, 23, tzinfo=SHANGHAI), CALL | {"voice_calls_today": 3})
    assert answer.rules == ("VT-12", "VT-15")


def test_attempts_left_never_fall_below_none() -> None:
    answer = ask(datetime(2026, 6, 30, 12, tzinfo=SHANGHAI), CALL | {"voice_calls_today": 9})
    assert answer.attempts_left == 0


def test_where_no_rule_covers_the_law_a_person_decides() -> None:
    answer = ask(datetime(2026, 6, 30, 12, tzinfo=UTC), CALL, "gb")
    assert (answer.outcome, answer.rules) == (Outcome.REVIEW, ())


@given(
    st.datetimes(datetime(2026, 2, 1), datetime(2030, 1, 1)),
    st.sampled_from(sorted(CALL)),
    st.sampled_from(["cn", "us"]),
)
def test_a_count_or_channel_made_unknown_never_permits_more(
    at: datetime, name: str, jurisdiction: str
) -> None:
    facts = CALL | US_CALL | {"utc_offsets": (480,)}
    known = ask(at.replace(tzinfo=SHANGHAI), facts, jurisdiction)
    left = {key: value for key, value in facts.items() if key != name}
    unknown = ask(at.replace(tzinfo=SHANGHAI), left, jurisdiction)
    assert unknown.outcome.strictness >= known.outcome.strictness


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 6, 30, 12),
        date(2026, 6, 30),
        None,
        datetime(2026, 1, 29, 12, tzinfo=SHANGHAI),
        datetime(MAXYEAR, 12, 31, 23, tzinfo=SHANGHAI),
    ],
)
def test_a_moment_without_zone_or_rules_is_our_error(at: Any) -> None:
    with pytest.raises(PolicyError):
        ask(at, CALL)
