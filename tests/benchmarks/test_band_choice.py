"""The bands that the benchmark links by are chosen on the training sets alone."""

import doctest

import numpy as np
import pytest
from benchmarks import band_choice
from benchmarks.band_choice import (
    REVIEWED_OF_A_SET,
    THRESHOLDS,
    automatic_band,
    choose_threshold,
    precision_from,
    qualities,
)
from benchmarks.cluster_quality import PairQuality
from benchmarks.linked_set import SCORED, TRAINING, FittedSet, fit_set

from veiltrace_graph.resolution.cluster_options import DEFAULT_CLUSTERING
from veiltrace_graph.resolution.scored_pairs import Floats
from veiltrace_graph.resolution.splink_linker import ComparedPairs


@pytest.fixture(scope="module")
def small() -> FittedSet:
    return fit_set("RLdata500")


def judged(probability: Floats, is_match: list[bool]) -> FittedSet:
    """Pairs of these probabilities, of which those are matches: each has its own two records."""
    count = len(probability)
    left = np.arange(0, 2 * count, 2, dtype=np.int32)
    entity = np.arange(2 * count)
    entity[1::2][np.array(is_match)] = left[np.array(is_match)]
    pairs = ComparedPairs(left, left + 1, {})
    return FittedSet(
        "made up",
        given=None,  # type: ignore[arg-type]
        compared=(pairs, 0.0),
        model=None,  # type: ignore[arg-type]
        options=DEFAULT_CLUSTERING,
        entity=entity,
        probability=probability,
    )


def test_no_set_that_is_scored_is_chosen_on() -> None:
    assert not set(TRAINING) & set(SCORED)


def test_the_best_f1_is_that_of_sets_that_count_the_same() -> None:
    small = {0.3: PairQuality(4, 8, 10), 0.9: PairQuality(9, 10, 10)}
    large = {0.3: PairQuality(950, 1000, 1000), 0.9: PairQuality(930, 1000, 1000)}
    choice = choose_threshold({at: [small[at], large[at]] for at in (0.3, 0.9)})
    assert choice.best_at == 0.9
    assert choice.best_f1 == pytest.approx(2 * (0.9 + 0.93) / (1 + 1 + 2))


def test_half_the_best_f1_is_the_threshold_of_the_best_f1_of_calibrated_probabilities() -> None:
    dice = np.random.default_rng(5)
    probability = dice.beta(0.4, 0.6, 200_000)
    is_match = dice.random(len(probability)) < probability
    true = float(is_match.sum())
    found = {
        at: [PairQuality(float(is_match[inside].sum()), float(inside.sum()), true)]
        for at in THRESHOLDS
        for inside in [probability >= at]
    }
    choice = choose_threshold(found)
    assert choice.threshold == pytest.approx(choice.best_at, abs=0.05)


def test_a_lower_threshold_never_links_fewer_pairs_of_a_real_set(small: FittedSet) -> None:
    found = qualities([small])
    linked = [found[threshold][0].linked for threshold in sorted(THRESHOLDS)]
    assert linked == sorted(linked, reverse=True)
    assert linked[0] > linked[-1]


def test_the_automatic_band_holds_none_of_the_pairs_that_spoil_it() -> None:
    # Below 0.8 every other pair is wrong; above, none is.
    probability = np.concatenate([np.full(400, 0.95), np.full(100, 0.6)])
    is_match = [True] * 400 + [True, False] * 50
    bands = [
        automatic_band([judged(probability, is_match)] * 2, np.random.default_rng(seed))
        for seed in range(3)
    ]
    assert {band.threshold for band in bands} == {0.95}
    assert all(band.correct == band.reviewed for band in bands)


def test_a_large_set_gives_no_more_reviewed_pairs_than_its_share() -> None:
    large, small = (judged(np.full(count, 0.9), [True] * count) for count in (5000, 300))
    band = automatic_band([large, small], np.random.default_rng(0))
    assert band.reviewed == REVIEWED_OF_A_SET + 300


def test_precision_from_a_threshold_counts_the_pairs_at_it() -> None:
    one = judged(np.array([0.9, 0.7, 0.7, 0.2]), [True, True, False, True])
    correct, count, interval = precision_from(one, 0.7)
    assert (correct, count) == (2, 3)
    assert interval.low < 2 / 3 < interval.high


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(band_choice).failed == 0
