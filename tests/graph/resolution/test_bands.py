"""Each probability has its band, and the automatic band vouches for its precision."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from veiltrace_graph.errors import InvalidInput, TooFewReviewed
from veiltrace_graph.resolution.bands import Band, Bands, choose_automatic


def exact_low(correct, reviewed):
    return binomtest(correct, reviewed).proportion_ci(0.95, method="exact").low


def test_a_threshold_belongs_to_the_band_above_it():
    bands = Bands(automatic=0.9, review=0.4)
    found = [bands.band_of(p) for p in (0.0, 0.399, 0.4, 0.899, 0.9, 1.0)]
    assert found == [
        Band.NO_LINK,
        Band.NO_LINK,
        Band.REVIEW,
        Band.REVIEW,
        Band.AUTOMATIC,
        Band.AUTOMATIC,
    ]


@pytest.mark.parametrize(
    ("automatic", "review"), [(0.5, 0.6), (1.1, 0.5), (0.9, 0.0), (float("nan"), 0.5)]
)
def test_bands_that_overlap_or_hold_everything_are_refused(automatic, review):
    with pytest.raises(InvalidInput, match="bands need"):
        Bands(automatic=automatic, review=review)


@pytest.mark.parametrize("probability", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_has_no_band(probability):
    with pytest.raises(InvalidInput):
        Bands(automatic=0.9, review=0.4).band_of(probability)
    with pytest.raises(InvalidInput):
        choose_automatic(np.array([probability]), np.array([True]))


def test_arrays_of_different_length_are_refused():
    with pytest.raises(InvalidInput, match="one entry"):
        choose_automatic(np.array([0.9, 0.8]), np.array([True]))


# Few probabilities, so that many pairs share one; wrong ones are rarer where it is high.
reviewed_pairs = st.lists(
    st.tuples(st.sampled_from([0.2, 0.5, 0.7, 0.9, 0.99, 1.0]), st.integers(0, 9)),
    min_size=1,
    max_size=200,
)


@given(pairs=reviewed_pairs, goal=st.sampled_from([0.5, 0.8, 0.9, 0.95]), data=st.data())
def test_the_chosen_threshold_is_the_lowest_that_shows_the_precision(pairs, goal, data):
    shuffled = data.draw(st.permutations(pairs))
    p = np.array([probability for probability, _ in shuffled])
    y = np.array([luck < 10 * probability + 0.5 for probability, luck in shuffled])
    shown = [
        t
        for t in sorted(set(p.tolist()))
        if t >= 0.5 and exact_low(int(y[p >= t].sum()), int((p >= t).sum())) >= goal
    ]
    if not shown:
        with pytest.raises(TooFewReviewed):
            choose_automatic(p, y, precision=goal)
        return
    band = choose_automatic(p, y, precision=goal)
    inside = p >= shown[0]
    assert (band.threshold, band.correct, band.reviewed) == (
        shown[0],
        y[inside].sum(),
        inside.sum(),
    )
    assert band.precision.low == pytest.approx(exact_low(band.correct, band.reviewed))


def test_pairs_likelier_wrong_than_right_are_never_linked_whatever_makes_up_for_them():
    p = np.append(np.full(10_000, 0.99), [0.49, 0.5])
    band = choose_automatic(p, np.append(np.full(10_000, True), [False, True]))
    assert band.threshold == 0.5


def test_too_few_reviewed_pairs_are_refused_with_the_number_needed():
    few = np.full(367, 0.99), np.full(367, True)
    with pytest.raises(TooFewReviewed, match="at least 368 pairs"):
        choose_automatic(*few)
    enough = np.full(368, 0.99), np.full(368, True)
    assert choose_automatic(*enough).threshold == 0.99
    with pytest.raises(TooFewReviewed, match="no band of 0 reviewed"):
        choose_automatic(np.array([]), np.array([], dtype=bool))


def test_a_refusal_counts_the_wrong_ones_in():
    p, y = np.full(400, 0.99), np.full(400, True)
    y[7] = False
    with pytest.raises(TooFewReviewed, match=r"555 with as many wrong .* which are 1"):
        choose_automatic(p, y)


def test_choosing_on_the_pairs_that_vouch_breaks_the_promise_no_more_often_than_stated():
    rng = np.random.default_rng(20260701)
    short = 0
    for _ in range(400):
        p = 1 / (1 + np.exp(-(4 + 2 * rng.logistic(size=1500))))
        try:
            band = choose_automatic(p, rng.random(1500) < p)
        except TooFewReviewed:
            continue
        short += p[p >= band.threshold].mean() < 0.99
    assert short <= 20  # 5 % of 400; the lower end of a two-sided interval promises 2.5 %
