from datetime import datetime, timedelta
from typing import Any

import pytest

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import InvalidValue, UnknownReference
from veiltrace_api.control.look_ups import LookUp


def test_what_a_principal_did_comes_oldest_first_from_a_moment_on(
    plane: ControlPlane, factory: Any
) -> None:
    principal = factory.principal(plane)
    other = factory.principal(plane, "Imaginary Claims")

    def note(who: str, minutes: int) -> LookUp:
        at = factory.now + timedelta(minutes=minutes)
        plane.note_look_up(who, factory.ref(1), purpose="locate", action="leads", now=at)
        return LookUp(who, factory.ref(1), "locate", "leads", at)

    late, early, on_time = (note(principal.id, minutes) for minutes in (5, -1, 0))
    note(other.id, 1)
    assert plane.look_ups(principal.id, since=factory.now) == (on_time, late)
    assert plane.look_ups(principal.id, since=early.at) == (early, on_time, late)


def test_attempts_on_a_case_are_counted_over_all_principals(
    plane: ControlPlane, factory: Any
) -> None:
    principal = factory.principal(plane)
    other = factory.principal(plane, "Imaginary Claims")

    def note(who: str, case: int, action: str, now: datetime) -> None:
        plane.note_look_up(who, factory.ref(case), purpose="locate", action=action, now=now)

    note(principal.id, 1, "call", factory.now)
    note(other.id, 1, "call", factory.now + timedelta(minutes=1))
    note(principal.id, 1, "leads", factory.now)
    note(principal.id, 2, "call", factory.now)
    note(principal.id, 1, "call", factory.now - timedelta(days=7, microseconds=1))
    week = plane.actions(factory.ref(1), action="call", since=factory.now - timedelta(days=7))
    assert [attempt.principal for attempt in week] == [principal.id, other.id]


def test_a_look_up_needs_a_known_principal_and_codes(plane: ControlPlane, factory: Any) -> None:
    principal = factory.principal(plane)
    with pytest.raises(UnknownReference):
        plane.note_look_up(
            factory.ref(9), factory.ref(1), purpose="locate", action="leads", now=factory.now
        )
    with pytest.raises(InvalidValue):
        plane.note_look_up(
            principal.id, factory.ref(1), purpose="I am curious", action="leads", now=factory.now
        )
    assert plane.look_ups(principal.id, since=factory.now) == ()
