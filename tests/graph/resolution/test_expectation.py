"""What is estimated without labels is what made the pairs."""

from collections.abc import Sequence

import numpy as np
import pytest

from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    otherwise,
)
from veiltrace_graph.resolution.expectation import Estimate, PairCounts, estimate
from veiltrace_graph.resolution.level_counts import LevelCounts, count_levels
from veiltrace_graph.resolution.splink_linker import ComparedPairs

M = ((0.9, 0.08, 0.02), (0.8, 0.15, 0.05), (0.7, 0.2, 0.1))
U = ((0.002, 0.01, 0.988), (0.001, 0.05, 0.949), (0.02, 0.08, 0.9))
SHARES = {name: {"same": 0.6, "alike": 0.3, "other": 0.1} for name in "abc"}
PAIRS, MATCHES = 2_000_000, 800


def comparison(name: str) -> Comparison:
    return Comparison(
        name, name, (ComparisonLevel("same", ""), ComparisonLevel("alike", ""), otherwise("other"))
    )


COMPARISONS = [comparison(name) for name in "abc"]


def drawn(shares: Sequence[Sequence[float]], count: int, seed: int) -> np.ndarray:
    dice = np.random.default_rng(seed)
    return np.stack([dice.choice(3, count, p=share) for share in shares], axis=1).astype(np.int8)


def counted(levels: np.ndarray) -> LevelCounts:
    ends = np.arange(len(levels), dtype=np.int32)
    by_name = {name: levels[:, i] for i, name in enumerate("abc")}
    return count_levels(ComparedPairs(ends, ends + 1, by_name), COMPARISONS)


def found(candidates: np.ndarray, sample: np.ndarray, records: int = 2000) -> Estimate:
    counts = PairCounts(counted(candidates), counted(sample), records, PAIRS)
    return estimate(counts, COMPARISONS, SHARES)


def split(others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what blocking passes, by the first or second value, and a sample of the rest."""
    passes = (others[:, :2] < 2).any(axis=1)
    return others[passes], others[~passes][:50_000]


@pytest.fixture(scope="module")
def simulated() -> Estimate:
    passed, rest = split(drawn(U, PAIRS - MATCHES, 1))
    return found(np.concatenate([drawn(M, MATCHES, 2), passed]), rest)


def test_the_number_of_matches_is_found_without_labels(simulated: Estimate) -> None:
    assert simulated.prior * PAIRS == pytest.approx(MATCHES, rel=0.1)


def test_what_matches_and_non_matches_show_is_found_without_labels(simulated: Estimate) -> None:
    for m, u, found_m, found_u in zip(M, U, simulated.m, simulated.u, strict=True):
        assert found_m == pytest.approx(m, abs=0.06)
        assert found_u == pytest.approx(u, abs=0.01)


def test_shares_are_shares(simulated: Estimate) -> None:
    for share in (*simulated.m, *simulated.u):
        assert share.sum() == pytest.approx(1)
        assert (share > 0).all()


def test_few_matches_are_believed_to_be_as_stated() -> None:
    others = drawn(U, 20_000, 3)
    estimated = found(np.concatenate([drawn(M, 3, 4), others[:50]]), others, records=200)
    assert estimated.m[0] == pytest.approx([0.6, 0.3, 0.1], abs=0.1)


def test_what_is_missing_counts_neither_for_matches_nor_for_others(simulated: Estimate) -> None:
    passed, rest = split(drawn(U, PAIRS - MATCHES, 1))
    silent, sample = np.concatenate([drawn(M, MATCHES, 2), passed]), rest.copy()
    silent[np.random.default_rng(5).random(len(silent)) < 0.5, 2] = -1
    sample[np.random.default_rng(6).random(len(sample)) < 0.5, 2] = -1
    half = found(silent, sample)
    assert half.m[2] == pytest.approx(simulated.m[2], abs=0.06)
    assert half.u[2] == pytest.approx(simulated.u[2], abs=0.01)


def test_the_same_pairs_give_the_same_estimate_in_any_order() -> None:
    others = drawn(U, 20_000, 3)
    candidates = np.concatenate([drawn(M, 100, 4), others[:500]])
    one, other = found(candidates, others), found(candidates[::-1], others[::-1])
    assert one.prior == other.prior
    assert [share.tolist() for share in one.m] == [share.tolist() for share in other.m]


def test_a_weight_that_is_stated_is_not_estimated() -> None:
    passed, rest = split(drawn(U, PAIRS - MATCHES, 1))
    levels = (ComparisonLevel("same", ""), ComparisonLevel("alike", "", -3.0), otherwise("other"))
    stated = [Comparison("a", "a", levels), *COMPARISONS[1:]]
    candidates = counted(np.concatenate([drawn(M, MATCHES, 2), passed]))
    counts = PairCounts(candidates, counted(rest), 2000, PAIRS)
    with_it, without = estimate(counts, stated, SHARES), estimate(counts, COMPARISONS, SHARES)
    assert np.log2(with_it.m[0][1] / with_it.u[0][1]) == pytest.approx(-3.0)
    assert np.log2(without.m[0][1] / without.u[0][1]) > 1
    assert with_it.m[0][0] == pytest.approx(without.m[0][0], abs=0.1)
