"""What is no list of scored pairs is refused, and the ranked form shows no order of the input."""

import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.scored_pairs import ScoredPairs, in_steps, rank_pairs


def pairs(left, right, weight):
    return ScoredPairs(np.array(left), np.array(right), np.array(weight, dtype=float))


@pytest.mark.parametrize(
    ("left", "right", "weight", "why"),
    [
        ([0, 1], [1, 2], [1.0], "one entry"),
        ([[0]], [[1]], [[1.0]], "one entry"),
        ([0.0], [1.0], [1.0], "whole numbers"),
        ([0], [1], [float("nan")], "finite"),
        ([0], [1], [float("inf")], "finite"),
        ([1], [1], [1.0], "two different records"),
    ],
)
def test_arrays_that_are_no_pairs_are_refused(left, right, weight, why):
    with pytest.raises(InvalidInput, match=why):
        pairs(left, right, weight)


@pytest.mark.parametrize(("left", "right"), [([0], [3]), ([3], [0]), ([-1], [0])])
def test_a_pair_with_a_record_there_is_not_is_refused(left, right):
    with pytest.raises(InvalidInput, match="beyond the 3"):
        rank_pairs(pairs(left, right, [1.0]), np.arange(3))


def test_a_pair_scored_twice_is_refused_whichever_side_is_left():
    with pytest.raises(InvalidInput, match="twice"):
        rank_pairs(pairs([0, 1, 2], [1, 2, 1], [1.0, 2.0, 2.0]), np.arange(3))
    rank_pairs(pairs([0, 0, 1], [1, 2, 2], [1.0, 2.0, 2.0]), np.arange(3))


def test_the_strongest_come_first_and_equals_by_the_ranks_of_their_records():
    ranked = rank_pairs(pairs([0, 1, 0], [1, 2, 2], [2.0, 2.0, 5.0]), np.array([2, 1, 0]))
    assert ranked.origin.tolist() == [2, 1, 0]
    assert list(zip(ranked.low.tolist(), ranked.high.tolist(), strict=True)) == [
        (0, 2),
        (0, 1),
        (1, 2),
    ]


def test_weights_that_differ_in_the_last_bit_alone_rank_as_equal():
    weights = [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]
    assert weights[0] != weights[1]
    for told in (weights, weights[::-1]):
        assert rank_pairs(pairs([0, 2], [1, 3], told), np.arange(4)).origin.tolist() == [0, 1]
    assert in_steps(weights[0]) == in_steps(weights[1])
