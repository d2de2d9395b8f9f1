"""Precision, recall and F1 of clusters, by the pairs they imply."""

import doctest
from itertools import combinations

import numpy as np
import pytest
from benchmarks import cluster_quality
from benchmarks.cluster_quality import PairQuality, pooled, quality_of
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12))
def test_quality_counts_what_listing_every_pair_counts(records: list[tuple[int, int]]) -> None:
    cluster, entity = np.array(records).T
    pairs = list(combinations(records, 2))
    linked = {n for n, (a, b) in enumerate(pairs) if a[0] == b[0]}
    true = {n for n, (a, b) in enumerate(pairs) if a[1] == b[1]}
    found = quality_of(cluster, entity)
    assert found == PairQuality(len(linked & true), len(linked), len(true))


def test_a_pair_that_a_chain_implies_counts_as_linked() -> None:
    # Three records in one cluster are three pairs, though two links made it.
    found = quality_of(np.array([7, 7, 7]), np.array([1, 1, 2]))
    assert (found.linked, found.right, found.true) == (3, 1, 1)
    assert found.precision == pytest.approx(1 / 3)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    found = PairQuality(right=30, linked=40, true=90)
    mean = 2 * found.precision * found.recall / (found.precision + found.recall)
    assert found.f1 == pytest.approx(mean)


def test_linking_nothing_is_precise_and_finds_nothing() -> None:
    found = quality_of(np.array([1, 2, 3]), np.array([1, 1, 1]))
    assert (found.precision, found.recall, found.f1) == (1.0, 0.0, 0.0)


def test_a_large_set_weighs_no_more_than_a_small_one() -> None:
    small, large = PairQuality(1, 2, 2), PairQuality(9000, 9000, 9000)
    assert pooled([small, large]) == pooled([PairQuality(50, 100, 100), PairQuality(9, 9, 9)])


def test_the_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(cluster_quality).failed == 0
