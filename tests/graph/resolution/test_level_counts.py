"""Compared pairs, counted by how they compare."""

import numpy as np
import pytest

from veiltrace_graph.resolution.comparisons.comparison import Comparison, otherwise
from veiltrace_graph.resolution.level_counts import count_levels
from veiltrace_graph.resolution.splink_linker import NO_LEVEL, ComparedPairs

NAME, PHONE = (Comparison(name, name, (otherwise("other"),)) for name in ("name", "phone"))


def compared(name, phone):
    ends = np.arange(len(name), dtype=np.int32)
    levels = {"name": np.array(name, np.int8), "phone": np.array(phone, np.int8)}
    return ComparedPairs(ends, ends + 1, levels)


def test_pairs_that_compare_alike_are_one_pattern_and_counted():
    counts = count_levels(compared([0, 3, 0, 0], [1, 2, 1, NO_LEVEL]), [NAME, PHONE])
    assert counts.patterns.tolist() == [[0, NO_LEVEL], [0, 1], [3, 2]]
    assert counts.counts.tolist() == [1, 2, 1]
    assert counts.counts.dtype == np.int64


def test_each_pair_knows_its_pattern():
    pairs = compared([0, 3, 0, 0], [1, 2, 1, NO_LEVEL])
    counts = count_levels(pairs, [NAME, PHONE])
    shown = counts.patterns[counts.pattern_of]
    assert shown[:, 0].tolist() == pairs.levels["name"].tolist()
    assert shown[:, 1].tolist() == pairs.levels["phone"].tolist()


def test_columns_of_the_patterns_follow_the_comparisons_that_were_asked_for():
    pairs = compared([0, 3], [1, 2])
    assert count_levels(pairs, [PHONE, NAME]).patterns.tolist() == [[1, 0], [2, 3]]
    assert count_levels(pairs, [PHONE]).patterns.tolist() == [[1], [2]]


@pytest.mark.parametrize("comparisons", [[NAME, PHONE], [NAME]])
def test_no_pairs_have_no_patterns(comparisons):
    counts = count_levels(compared([], []), comparisons)
    assert counts.patterns.shape == (0, len(comparisons))
    assert len(counts.counts) == len(counts.pattern_of) == 0
