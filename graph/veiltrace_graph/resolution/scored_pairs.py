"""Scored candidate pairs, and a form of them that no numbering or order of the input shows in."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from veiltrace_graph.errors import InvalidInput

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Weights are counted in whole steps, so that a sum is exact and no order of adding shows in it.
STEPS_PER_BIT = 1024
_MOST_BITS = 1e6  # far beyond any certainty; keeps sums of steps whole


@dataclass(frozen=True, slots=True, eq=False)
class ScoredPairs:
    """Pairs of records by their positions, `weight` in bits with the prior; one entry a pair.

    Raises: InvalidInput: lengths differ, a weight is no number, or a record is paired with itself.
    """

    left: Ints
    right: Ints
    weight: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that are no list of scored pairs."""
        if not (self.left.ndim == 1 and self.left.shape == self.right.shape == self.weight.shape):
            raise InvalidInput("left, right and weight must have one entry for each pair")
        if not all(np.issubdtype(ends.dtype, np.integer) for ends in (self.left, self.right)):
            raise InvalidInput("left and right must be arrays of whole numbers")
        if not np.isfinite(self.weight).all():
            raise InvalidInput("every weight must be a finite number of bits")
        if (self.left == self.right).any():
            raise InvalidInput("a pair has two different records")


@dataclass(frozen=True, slots=True, eq=False)
class RankedPairs:
    """Pairs by the ranks of their records, `low` before `high`; the strongest pair comes first.

    steps: the weight in whole steps. origin: the position each pair had in the input.
    """

    low: Ints
    high: Ints
    steps: Ints
    origin: Ints


def rank_pairs(pairs: ScoredPairs, rank: Ints) -> RankedPairs:
    """Return the pairs by rank instead of position, in an order that follows from them alone.

    Raises: InvalidInput: a pair is listed twice, or names a record there is not.

    >>> pairs = ScoredPairs(np.array([0, 2]), np.array([1, 0]), np.array([1.0, 2.0]))
    >>> ranked = rank_pairs(pairs, np.array([2, 0, 1]))
    >>> ranked.low.tolist(), ranked.high.tolist(), ranked.origin.tolist()
    ([1, 0], [2, 2], [1, 0])
    """
    for ends in (pairs.left, pairs.right):
        if len(ends) and (ends.min() < 0 or ends.max() >= len(rank)):
            raise InvalidInput(f"a pair names a record beyond the {len(rank)} there are")
    left, right = rank[pairs.left], rank[pairs.right]
    low, high = np.minimum(left, right), np.maximum(left, right)
    by_ends = np.lexsort((high, low))
    if ((np.diff(low[by_ends]) == 0) & (np.diff(high[by_ends]) == 0)).any():
        raise InvalidInput("a pair is listed twice: score it once")
    bits = np.clip(pairs.weight, -_MOST_BITS, _MOST_BITS)
    steps = np.rint(bits * STEPS_PER_BIT).astype(np.int64)
    origin = np.lexsort((high, low, -steps))
    return RankedPairs(low[origin], high[origin], steps[origin], origin)


def without(pairs: RankedPairs, left_out: Collection[tuple[int, int]]) -> RankedPairs:
    """Return the ranked pairs but for those of these two ranks, the lower first."""
    if not left_out:
        return pairs
    ends = zip(pairs.low.tolist(), pairs.high.tolist(), strict=True)
    kept = np.array([pair not in left_out for pair in ends], bool)
    return RankedPairs(pairs.low[kept], pairs.high[kept], pairs.steps[kept], pairs.origin[kept])


def in_steps(bits: float) -> int:
    """Return bits as the nearest whole number of steps.

    >>> in_steps(1.5)
    1536
    """
    return round(bits * STEPS_PER_BIT)
