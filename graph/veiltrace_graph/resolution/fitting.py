"""Fits a model to the records that are to be linked, without labels."""

from collections.abc import Sequence

import numpy as np

from veiltrace_graph.errors import TooFewRecords
from veiltrace_graph.resolution.blocking import pair_blocks
from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.expectation import Estimate, PairCounts, estimate
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.level_counts import count_levels
from veiltrace_graph.resolution.linkage_input import LinkageInput
from veiltrace_graph.resolution.match_model import FittedComparison, Level, MatchModel
from veiltrace_graph.resolution.scored_pairs import Ints
from veiltrace_graph.resolution.splink_linker import ComparedPairs, compare

SAMPLED_PAIRS = 100_000
"""Random pairs that show what two parties have in common by chance."""

FEWEST_RECORDS = 20
"""Records below which nothing can be estimated of matches among them."""


def fit(given: LinkageInput, frame: LinkageFrame, candidates: ComparedPairs) -> MatchModel:
    """Return the model of these records, whose candidate pairs were compared by the frame.

    Raises: TooFewRecords: there are fewer than `FEWEST_RECORDS`, or none are compared.
    """
    count = len(given.records)
    if count < FEWEST_RECORDS or not len(candidates):
        raise _too_few(count, len(candidates))
    left, right = _not_compared(*random_pairs(count), candidates, count)
    sample = compare(
        frame.scheme.columns(given.rows, frame.rarity),
        pair_blocks(left.tolist(), right.tolist(), count),
        frame.scheme.comparisons,
    )
    made = [c for c in frame.scheme.comparisons if _is_made(c, candidates, sample)]
    if not made:
        raise _too_few(count, len(candidates))
    found = estimate(
        PairCounts(
            count_levels(candidates, made),
            count_levels(sample, made),
            count,
            count * (count - 1) / 2,
        ),
        made,
        frame.scheme.start_shares,
    )
    return MatchModel(
        frame,
        _fitted(made, found),
        found.prior,
        found.passing,
        records=count,
        fingerprint=frame.rarity.seal(f"fingerprint:{given.digest()}"),
    )


def _too_few(records: int, pairs: int) -> TooFewRecords:
    return TooFewRecords(
        f"{records} records with {pairs} pairs to compare are too few to fit a model on: load at "
        f"least {FEWEST_RECORDS} records that share names, dates or numbers, or link by a model "
        "fitted on other records"
    )


def random_pairs(records: int, seed: int = 0) -> tuple[Ints, Ints]:
    """Return the two ends of `SAMPLED_PAIRS` different random pairs; of all, where there are fewer.

    >>> [ends.tolist() for ends in random_pairs(3)]
    [[0, 0, 1], [1, 2, 2]]
    """
    if records * (records - 1) // 2 <= SAMPLED_PAIRS:
        low, high = np.triu_indices(records, 1)
        return low, high
    dice = np.random.default_rng(seed)
    drawn = dice.integers(0, records, (2 * SAMPLED_PAIRS, 2))
    drawn = np.unique(np.sort(drawn[drawn[:, 0] != drawn[:, 1]], axis=1), axis=0)
    chosen = drawn[dice.permutation(len(drawn))[:SAMPLED_PAIRS]]
    return chosen[:, 0], chosen[:, 1]


def _not_compared(
    left: Ints, right: Ints, candidates: ComparedPairs, records: int
) -> tuple[Ints, Ints]:
    """Return those of the pairs that are no candidates."""
    compared = candidates.left.astype(np.int64) * records + candidates.right
    other = ~np.isin(left * records + right, compared)
    return left[other], right[other]


def _is_made(comparison: Comparison, *pairs: ComparedPairs) -> bool:
    """Return whether the comparison could be made for some pair of each."""
    return all((of_each.levels[comparison.name] >= 0).any() for of_each in pairs)


def _fitted(comparisons: Sequence[Comparison], found: Estimate) -> tuple[FittedComparison, ...]:
    return tuple(
        FittedComparison(
            comparison.name,
            comparison.identifying,
            tuple(
                Level(label, float(of_match), float(of_other))
                for label, of_match, of_other in zip(comparison.labels, m, u, strict=True)
            ),
        )
        for comparison, m, u in zip(comparisons, found.m, found.u, strict=True)
    )
