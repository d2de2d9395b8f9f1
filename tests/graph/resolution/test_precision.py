"""The stated precision is the exact binomial interval, and says what would narrow it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.precision import (
    lowest_precision,
    precision_interval,
    reviews_needed,
)

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.floats(0.5, 0.999)


@given(counts=counts, confidence=confidences)
def test_the_interval_is_clopper_and_pearson_s(counts, confidence):
    correct, reviewed = counts
    exact = binomtest(correct, reviewed).proportion_ci(confidence, method="exact")
    found = precision_interval(correct, reviewed, confidence)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-9)
    assert found.low <= correct / reviewed <= found.high


@pytest.mark.parametrize(("correct", "reviewed"), [(0, 0), (3, 2), (-1, 5)])
def test_counts_that_are_no_share_are_refused(correct, reviewed):
    with pytest.raises(InvalidInput, match="no share"):
        precision_interval(correct, reviewed)


@pytest.mark.parametrize("confidence", [0.0, 1.0, -1.0, float("nan")])
def test_a_confidence_that_is_none_is_refused(confidence):
    with pytest.raises(InvalidInput, match="confidence"):
        precision_interval(1, 2, confidence)


@given(precision=st.floats(0.05, 0.995), wrong=st.integers(0, 5), confidence=confidences)
def test_the_reviews_needed_are_enough_and_one_fewer_is_not(precision, wrong, confidence):
    needed = reviews_needed(precision, wrong, confidence)
    reviewed = np.array([needed, needed - 1])
    enough, short = lowest_precision(reviewed - wrong, reviewed, confidence)
    assert enough >= precision > short


@pytest.mark.parametrize(("precision", "wrong"), [(0.0, 0), (1.0, 0), (float("nan"), 0), (0.9, -1)])
def test_a_precision_that_no_number_of_reviews_shows_is_refused(precision, wrong):
    with pytest.raises(InvalidInput):
        reviews_needed(precision, wrong)
