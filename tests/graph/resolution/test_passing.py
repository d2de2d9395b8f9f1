"""What blocking passes of the non-matches."""

import numpy as np
import pytest

from veiltrace_graph.resolution.passing import EVERY_PAIR, LEAST_BITS, Passing, fit_passing

WEIGHT = np.linspace(-20, 10, 200)
OF_ALL = 1e6 * np.exp2(-WEIGHT - 10)


@pytest.mark.parametrize("truth", [Passing(-1.0, 0.3), Passing(-3.0, 0.05), Passing(0.5, 0.2)])
def test_the_share_that_was_passed_is_found_again(truth: Passing) -> None:
    found = fit_passing(WEIGHT, OF_ALL * np.exp2(truth.bits(WEIGHT)), OF_ALL)
    assert found.intercept == pytest.approx(truth.intercept, abs=0.05)
    assert found.slope == pytest.approx(truth.slope, abs=0.01)


def test_more_than_all_are_never_passed() -> None:
    assert Passing(5.0, 1.0).bits(WEIGHT).max() == 0
    found = fit_passing(WEIGHT, 4 * OF_ALL, OF_ALL)
    assert found.bits(WEIGHT).max() <= 0


def test_the_less_two_look_alike_the_fewer_are_passed_and_never_the_reverse() -> None:
    falling = Passing(-8.0, -0.3).intercept - 0.3 * WEIGHT
    found = fit_passing(WEIGHT, OF_ALL * np.exp2(np.minimum(0, falling)), OF_ALL)
    assert found.slope == 0


def test_pairs_far_from_any_doubt_do_not_count() -> None:
    passed = OF_ALL * 0.5
    far = fit_passing(
        np.append(WEIGHT, LEAST_BITS - 10), np.append(passed, 0.0), np.append(OF_ALL, 1e12)
    )
    assert far == fit_passing(WEIGHT, passed, OF_ALL)


def test_nothing_to_go_by_stays_near_nothing_known() -> None:
    none = np.empty(0)
    found = fit_passing(none, none, none)
    assert (found.intercept, found.slope) == pytest.approx((0, 0), abs=1e-6)


def test_where_every_pair_is_compared_being_compared_says_nothing() -> None:
    assert not EVERY_PAIR.bits(WEIGHT).any()
