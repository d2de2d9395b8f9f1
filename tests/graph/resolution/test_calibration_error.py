"""The error says how far probabilities are off where they are not certain, and how surely."""

import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput, TooFewReviewed
from veiltrace_graph.resolution.calibration_error import (
    Bins,
    calibration_interval,
    expected_calibration_error,
)


def drawn(size, seed, shift=0.0):
    rng = np.random.default_rng(seed)
    p = rng.uniform(0, 1, size)
    return p, rng.random(size) < np.clip(p + shift, 0, 1)


def test_probabilities_that_hold_have_almost_no_error_and_shifted_ones_the_shift():
    assert expected_calibration_error(*drawn(100_000, seed=1)).error < 0.01
    shifted = expected_calibration_error(*drawn(100_000, seed=1, shift=0.04)).error
    assert shifted == pytest.approx(0.04, abs=0.01)


def test_what_is_certain_hides_no_error():
    certain = np.full(10_000, 0.999), np.full(10_000, True)
    p, y = np.append(certain[0], [0.6] * 10), np.append(certain[1], [False] * 10)
    found = expected_calibration_error(p, y)
    assert found.error == pytest.approx(0.6)
    assert found.pairs == 10


def test_the_ends_of_the_range_belong_to_it():
    p = np.array([0.05, 0.95, 0.0499, 0.9501])
    assert expected_calibration_error(p, np.array([False, True, True, False])).pairs == 2


def test_errors_of_one_bin_cancel_and_those_of_two_do_not():
    y = np.array([True, False])
    assert expected_calibration_error(np.array([0.5, 0.5]), y).error == 0
    assert expected_calibration_error(np.array([0.3, 0.7]), y).error == pytest.approx(0.7)
    assert expected_calibration_error(np.array([0.3, 0.7]), y, Bins(count=1)).error == 0


def test_the_interval_repeats_with_its_seed_and_holds_a_clear_error():
    p, y = drawn(2_000, seed=3, shift=0.2)
    found = calibration_interval(p, y, np.random.default_rng(5))
    assert found == calibration_interval(p, y, np.random.default_rng(5))
    assert found.low < expected_calibration_error(p, y).error < found.high
    # Above 0.8 the shift ends at 1: over the whole range it is 0.1875 in the mean.
    assert found.low < 0.1875 < found.high < found.low + 0.05


def test_fewer_pairs_or_more_confidence_widen_the_interval():
    def width(size, confidence=0.95):
        p, y = drawn(size, seed=3, shift=0.2)
        found = calibration_interval(p, y, np.random.default_rng(5), confidence=confidence)
        return found.high - found.low

    assert width(500) > width(5_000) > width(5_000, confidence=0.5) > width(5_000, 0.01) > 0


def test_no_pair_within_the_range_is_too_few():
    for measure in (
        expected_calibration_error,
        lambda p, y: calibration_interval(p, y, np.random.default_rng(1)),
    ):
        with pytest.raises(TooFewReviewed, match="at least one"):
            measure(np.array([0.01, 0.99]), np.array([False, True]))


@pytest.mark.parametrize("p", [[0.5], [0.5, 1.5], [0.5, float("nan")], [[0.5, 0.5]]])
def test_arrays_out_of_range_are_refused(p):
    with pytest.raises(InvalidInput):
        expected_calibration_error(np.array(p), np.array([True, False]))


@pytest.mark.parametrize(
    "numbers", [{"low": -0.1}, {"high": 1.1}, {"low": 0.9, "high": 0.9}, {"count": 0}]
)
def test_bins_that_hold_nothing_are_refused(numbers):
    with pytest.raises(InvalidInput):
        Bins(**numbers)


def test_a_confidence_that_is_none_is_refused():
    with pytest.raises(InvalidInput, match="confidence"):
        p, y = drawn(10, seed=1)
        calibration_interval(p, y, np.random.default_rng(1), confidence=1.0)
