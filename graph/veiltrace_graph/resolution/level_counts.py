"""Compared pairs, counted by how they compare: what a model is fitted on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.splink_linker import ComparedPairs


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """Distinct patterns of levels and how many pairs show each.

    `patterns`: int8[n_patterns, n_comparisons], positions of levels or `NO_LEVEL`; `counts`:
    int64[n_patterns]; `pattern_of`: int64[n_pairs], the pattern of each pair.
    """

    patterns: NDArray[np.int8]
    counts: NDArray[np.int64]
    pattern_of: NDArray[np.int64]


def count_levels(pairs: ComparedPairs, comparisons: Sequence[Comparison]) -> LevelCounts:
    """Return the patterns of these pairs, with the comparisons in this order."""
    table = np.stack([pairs.levels[c.name] for c in comparisons], axis=1)
    patterns, pattern_of, counts = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    return LevelCounts(patterns, counts.astype(np.int64), pattern_of.ravel())
