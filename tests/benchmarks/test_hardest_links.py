"""The pairs that are hardest to link rightly, found in a set that is small enough to count."""

import doctest
from itertools import combinations

import numpy as np
import pytest
from benchmarks import hardest_links
from benchmarks.hardest_links import false_merges, missed_pairs
from benchmarks.linked_set import FittedSet, fit_set


@pytest.fixture(scope="module")
def small() -> FittedSet:
    return fit_set("RLdata500")


def test_false_merges_are_all_pairs_of_two_parties_in_one_cluster(small: FittedSet) -> None:
    # Everybody is put together with the next one.
    cluster = np.arange(len(small.entity)) // 2
    found = false_merges(small, cluster)
    right = small.entity[0::2] == small.entity[1::2]
    assert len(found.bits) == (~right).sum()


def test_missed_pairs_are_all_pairs_of_one_party_in_two_clusters(small: FittedSet) -> None:
    apart = np.arange(len(small.entity))
    found = missed_pairs(small, apart)
    same = [a == b for a, b in combinations(small.entity.tolist(), 2)]
    assert len(found.bits) == sum(same)
    assert missed_pairs(small, small.entity).bits.size == 0


def test_a_candidate_has_the_weight_it_was_linked_by(small: FittedSet) -> None:
    found = missed_pairs(small, np.arange(len(small.entity)))
    probability = 1 / (1 + np.exp2(-found.bits[found.is_candidate]))
    assert sorted(probability) == pytest.approx(sorted(small.probability[small.is_match]))


def test_the_hardest_come_in_order_and_each_two_parties_once(small: FittedSet) -> None:
    found = missed_pairs(small, np.arange(len(small.entity)))
    listed = list(found.hardest(small, 10, surest=False))
    assert len({int(small.entity[left]) for left, _ in listed}) == len(listed) == 10
    worst = int(np.argmin(found.bits))
    assert listed[0] == (found.pairs.left[worst], found.pairs.right[worst])


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(hardest_links).failed == 0
