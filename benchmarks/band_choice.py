"""Where pairs are linked, chosen on the training sets alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.cluster_quality import PairQuality, pooled, quality_of
from benchmarks.linked_set import FittedSet
from veiltrace_graph.resolution.bands import AutomaticBand, choose_automatic
from veiltrace_graph.resolution.precision import Interval, precision_interval
from veiltrace_graph.resolution.scored_pairs import Floats

THRESHOLDS = tuple(hundredths / 100 for hundredths in range(25, 100, 5))
"""Probabilities that are tried; clustering stops at none of 0.2 or below."""

THRESHOLD, AUTOMATIC = 0.49, 0.561
"""What a full run chooses and quick runs take; it goes red where they differ."""

REVIEWED_OF_A_SET = 400
"""Pairs that are drawn of one training set for review; of a smaller one, all."""

_AS_LIKELY_AS_NOT = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The threshold that is taken, and where the training sets had their best F1.

    threshold: half the best F1. Where probabilities are calibrated, no threshold has a better F1
    than that one (Lipton, Elkan and Naryanaswamy 2014, Optimal Thresholding of Classifiers to
    Maximize F1 Measure, theorem 1); the place of the maximum itself hangs on a handful of pairs.
    """

    threshold: float
    best_f1: float
    best_at: float


def qualities(sets: Sequence[FittedSet]) -> dict[float, list[PairQuality]]:
    """Return the quality of each set's clusters at each of `THRESHOLDS`."""
    return {
        threshold: [quality_of(one.link(threshold).clustering.label, one.entity) for one in sets]
        for threshold in THRESHOLDS
    }


def choose_threshold(found: Mapping[float, Sequence[PairQuality]]) -> Choice:
    """Return where to link for the best F1, by sets of which each counts the same.

    >>> good, bad = PairQuality(9, 9, 11), PairQuality(1, 9, 11)
    >>> choose_threshold({0.3: [bad, good], 0.4: [good, good], 0.5: [bad, bad]})
    Choice(threshold=0.45, best_f1=0.9, best_at=0.4)
    """
    f1 = {threshold: pooled(of_sets).f1 for threshold, of_sets in found.items()}
    best_at = max(f1, key=lambda threshold: f1[threshold])
    return Choice(round(f1[best_at] / 2, 2), f1[best_at], best_at)


def automatic_band(sets: Sequence[FittedSet], rng: np.random.Generator) -> AutomaticBand:
    """Return the automatic band that reviewed pairs of these sets show to be precise.

    Drawn are pairs likelier right than wrong, at random of each set; the others are in no band.
    """
    drawn = [_drawn(one, rng) for one in sets]
    return choose_automatic(
        np.concatenate([probability for probability, _ in drawn]),
        np.concatenate([is_match for _, is_match in drawn]),
    )


def precision_from(one: FittedSet, threshold: float) -> tuple[int, int, Interval]:
    """Return of a set's pairs from a threshold on how many are right, how many they are, and what
    these say of the precision.
    """
    inside = one.probability >= threshold
    correct, count = int(one.is_match[inside].sum()), int(inside.sum())
    return correct, count, precision_interval(correct, count)


def _drawn(one: FittedSet, rng: np.random.Generator) -> tuple[Floats, npt.NDArray[np.bool_]]:
    likely = np.flatnonzero(one.probability >= _AS_LIKELY_AS_NOT)
    chosen = rng.permutation(likely)[:REVIEWED_OF_A_SET]
    return one.probability[chosen], one.is_match[chosen]
