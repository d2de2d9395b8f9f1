"""Calibrated probabilities are what the reviewed pairs say, and stay finite where those part."""

from math import log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import expit

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.calibration import Calibration, fit_calibration

reviewed = st.lists(st.tuples(st.floats(-30, 30), st.booleans()), max_size=40)


def arrays(pairs):
    return np.array([b for b, _ in pairs], dtype=float), np.array([y for _, y in pairs], dtype=bool)


def test_a_true_slope_and_intercept_are_found_again():
    rng = np.random.default_rng(7)
    bits = rng.normal(0, 8, 40_000)
    truth = Calibration(slope=0.6, intercept=-0.8)
    found = fit_calibration(bits, rng.random(40_000) < truth.probability(bits))
    assert found.slope == pytest.approx(0.6, abs=0.02)
    assert found.intercept == pytest.approx(-0.8, abs=0.06)


def test_without_pairs_the_weights_are_believed_as_they_are():
    assert fit_calibration(np.array([]), np.array([], dtype=bool)) == Calibration(1.0, 0.0)


@pytest.mark.parametrize("matches", [[False, True], [True, True], [False, False]])
def test_separable_pairs_do_not_drive_the_fit_to_certainty(matches):
    found = fit_calibration(np.tile([-5.0, 5.0], 500), np.tile(matches, 500))
    assert 0 < found.slope < 5
    assert abs(found.intercept) < 12


@given(pairs=reviewed)
def test_the_fit_is_where_likelihood_and_prior_pull_no_further(pairs):
    bits, is_match = arrays(pairs)
    try:
        found = fit_calibration(bits, is_match)
    except InvalidInput:
        return
    left = is_match - expit(found.slope * log(2) * bits + found.intercept)
    on_slope = (left * log(2) * bits).sum() + 1 - found.slope
    on_intercept = left.sum() - found.intercept / 4
    assert [on_slope, on_intercept] == pytest.approx([0, 0], abs=1e-5 * (1 + len(pairs)))


@given(pairs=reviewed, times=st.lists(st.integers(0, 4), min_size=40, max_size=40))
def test_a_weight_is_as_good_as_that_many_pairs(pairs, times):
    bits, is_match = arrays(pairs)
    counts = np.array(times[: len(pairs)], dtype=int)
    try:
        weighted = fit_calibration(bits, is_match, counts.astype(float))
    except InvalidInput:
        assume(False)
    repeated = fit_calibration(np.repeat(bits, counts), np.repeat(is_match, counts))
    assert (weighted.slope, weighted.intercept) == pytest.approx(
        (repeated.slope, repeated.intercept), abs=1e-5
    )


def test_weights_that_say_the_reverse_are_refused():
    with pytest.raises(InvalidInput, match="slope"):
        fit_calibration(np.tile([-9.0, 9.0], 500), np.tile([True, False], 500))


@pytest.mark.parametrize(
    ("bits", "is_match", "weight"),
    [
        ([1.0], [True, False], None),
        ([1.0, 2.0], [True, False], [1.0]),
        ([float("inf")], [True], None),
        ([1.0], [True], [-1.0]),
        ([1.0], [True], [float("nan")]),
        ([[1.0]], [[True]], None),
    ],
)
def test_arrays_out_of_range_are_refused(bits, is_match, weight):
    counts = None if weight is None else np.array(weight)
    with pytest.raises(InvalidInput):
        fit_calibration(np.array(bits), np.array(is_match), counts)


@pytest.mark.parametrize(
    ("slope", "intercept"), [(0.0, 0.0), (-1.0, 0.0), (1.0, float("inf")), (float("nan"), 0.0)]
)
def test_a_calibration_that_does_not_rise_is_refused(slope, intercept):
    with pytest.raises(InvalidInput, match="slope above 0"):
        Calibration(slope, intercept)


@given(slope=st.floats(0.1, 3), intercept=st.floats(-5, 5), bits=st.floats(-6, 6))
def test_bits_and_probability_turn_each_other_round(slope, intercept, bits):
    calibration = Calibration(slope, intercept)
    (probability,) = calibration.probability(np.array([bits]))
    assert calibration.bits(float(probability)) == pytest.approx(bits, abs=1e-6)


@pytest.mark.parametrize("probability", [0.0, 1.0, float("nan")])
def test_certainty_stands_for_no_number_of_bits(probability):
    with pytest.raises(InvalidInput, match="in \\(0, 1\\)"):
        Calibration().bits(probability)
