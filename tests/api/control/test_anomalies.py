from datetime import timedelta
from typing import Any

import pytest

from veiltrace_api.control.anomalies import (
    Anomaly,
    AnomalyKind,
    DayOfUse,
    unusual_days,
    usual_and_limit,
)
from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.principals import Role

TODAY = 100


def days(principal: str, *counts: int, tenant: str = "t") -> list[DayOfUse]:
    """Days of use that end today, the last count being today's."""
    start = TODAY - len(counts) + 1
    return [DayOfUse(tenant, principal, start + n, count) for n, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "is_unusual"),
    [
        ((9, 9, 9, 9, 9, 9), False),
        ((9, 9, 9, 9, 9, 24), False),
        ((9, 9, 9, 9, 9, 25), True),
        ((9, 9, 9, 400, 9, 25), True),
        ((5, 40, 12, 30, 20, 60), False),
        ((50,), False),
        ((200,), True),
        ((1, 1, 200), True),
    ],
)
def test_a_day_far_above_the_tenants_usual_is_reported(
    counts: tuple[int, ...], is_unusual: bool
) -> None:
    found = unusual_days(days("a", *counts), today=TODAY)
    assert [anomaly.principal for anomaly in found] == (["a"] if is_unusual else [])


def test_what_is_usual_is_measured_within_a_tenant() -> None:
    busy = days("busy", 200, 210, 190, 205, 200, 220)
    quiet = days("quiet", 9, 9, 9, 9, 9, 60, tenant="other")
    found = unusual_days(busy + quiet, today=TODAY)
    assert found == [Anomaly(AnomalyKind.MANY_LOOK_UPS, "quiet", 60, 9.0)]


def test_the_limit_is_above_the_usual_even_where_all_days_are_alike() -> None:
    usual, limit = usual_and_limit([100] * 10)
    assert usual == 100
    assert limit == 150


def test_a_principal_who_reads_much_more_than_the_tenant_does_is_named(
    plane: ControlPlane, factory: Any
) -> None:
    greedy = factory.principal(plane, name="greedy")
    steady = plane.add_principal(greedy.tenant, name="steady", roles=[Role.INVESTIGATOR])
    plane.register_case(greedy.tenant, factory.ref(1), now=factory.now)

    def look_up(who: str, times: int, days_ago: int) -> None:
        for n in range(times):
            at = factory.now - timedelta(days=days_ago, seconds=n)
            plane.note_look_up(who, factory.ref(1), purpose="locate", action="leads", now=at)

    for day in range(1, 7):
        look_up(steady.id, 4, day)
    look_up(steady.id, 5, 0)
    look_up(greedy.id, 15, 0)
    expected = Anomaly(AnomalyKind.MANY_LOOK_UPS, greedy.id, 15, 4.0)
    assert plane.anomalies(now=factory.now) == (expected,)
    assert plane.anomalies(now=factory.now + timedelta(days=1)) == ()


def test_cases_of_nobody_or_of_another_tenant_are_reported_once_each(
    plane: ControlPlane, factory: Any
) -> None:
    mine = factory.principal(plane)
    other = plane.add_tenant("Imaginary Claims")
    plane.register_case(mine.tenant, factory.ref(1), now=factory.now)
    plane.register_case(other.id, factory.ref(2), now=factory.now)
    for case in (1, 2, 2, 3):
        plane.note_look_up(
            mine.id, factory.ref(case), purpose="locate", action="leads", now=factory.now
        )
    expected = Anomaly(AnomalyKind.FOREIGN_CASES, mine.id, 2, 0.0)
    assert plane.anomalies(now=factory.now) == (expected,)


def test_own_cases_that_share_nothing_with_the_portfolio_are_reported(
    plane: ControlPlane, factory: Any
) -> None:
    mine = factory.principal(plane)
    for case in (1, 2):
        plane.register_case(mine.tenant, factory.ref(case), now=factory.now)
        plane.note_look_up(
            mine.id, factory.ref(case), purpose="locate", action="leads", now=factory.now
        )
    expected = Anomaly(AnomalyKind.UNCONNECTED_CASES, mine.id, 1, 0.0)
    assert plane.anomalies(now=factory.now, unconnected=[factory.ref(2)]) == (expected,)
