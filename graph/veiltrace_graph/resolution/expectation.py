"""Estimates without labels what a match looks like, by expectation and maximisation.

All pairs count, not those alone that were compared: what blocking left out are non-matches, whose
levels a random sample of pairs shows. Few records show few matches; there the shares that
`start_shares` states stand in for what was not seen.
Source: Dempster, Laird and Rubin (1977), Maximum Likelihood from Incomplete Data; with a Dirichlet
prior on the kinds of levels and `passing` for what blocking does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from veiltrace_graph.resolution.comparisons.comparison import Comparison
from veiltrace_graph.resolution.level_counts import LevelCounts
from veiltrace_graph.resolution.passing import START, Passing, fit_passing
from veiltrace_graph.resolution.scored_pairs import Floats

LevelShares = Mapping[str, Mapping[str, float]]
"""By comparison and kind of level: the share of matches that show it."""

_KIND_PAIRS = 50.0  # matches that the stated shares of the kinds count as
_LEVEL_PAIRS = 20.0  # and an even spread over the levels of one kind
_UNSEEN_SHARE = 0.002  # of a kind that is stated nowhere
_UNSEEN_PAIRS = 0.02  # non-matches that every level is taken to have beside those seen
_MATCHES_PER_RECORD = 0.2  # where the search starts
_ROUNDS, _FEWEST_ROUNDS, _STILL = 300, 6, 1e-7
_LN2 = float(np.log(2))


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Shares of each comparison's levels among matches (m) and non-matches (u), float64[levels].

    prior: share of matches among all pairs. passing: what blocking passes of the non-matches.
    """

    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    prior: float
    passing: Passing


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """What an estimate is made from.

    candidates, sample: the levels of the pairs blocking passed, and of random ones of those it did
    not, of the same comparisons; records, pairs: how many there are in all.
    """

    candidates: LevelCounts
    sample: LevelCounts
    records: int
    pairs: float


def estimate(
    counts: PairCounts, comparisons: Sequence[Comparison], shares: LevelShares
) -> Estimate:
    """Return the estimate for these comparisons, in their order."""
    columns = [
        _Column.of(comparison, counts, position, shares.get(comparison.name, {}))
        for position, comparison in enumerate(comparisons)
    ]
    found = counts.candidates.counts.astype(np.float64)
    compared_alike = _share_compared_alike(counts)
    not_compared = counts.pairs - found.sum()
    # To begin with, nothing matches: a level that only candidates show is as rare as it is there.
    u = [c.shares_of_others(found, not_compared) for c in columns]
    nothing = np.zeros(len(found))
    m = [c.shares_of_matches(nothing, of) for c, of in zip(columns, u, strict=True)]
    prior, passing = counts.records * _MATCHES_PER_RECORD / counts.pairs, START
    for done in range(_ROUNDS):
        weight = np.log2(prior / (1 - prior)) + _total(columns, m, u)
        of_two = counts.pairs * (1 - prior) * compared_alike * np.exp(_log_share(columns, u))
        is_match = expit(_LN2 * (weight - passing.bits(weight)))
        matches, others = is_match * found, (1 - is_match) * found
        passing = fit_passing(weight, others, of_two, passing)
        u = [c.shares_of_others(others, not_compared) for c in columns]
        m = [c.shares_of_matches(matches, of) for c, of in zip(columns, u, strict=True)]
        before, prior = prior, float(matches.sum()) / counts.pairs
        if done >= _FEWEST_ROUNDS and abs(prior - before) < _STILL * before:
            break
    return Estimate(tuple(m), tuple(u), prior, passing)


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """One comparison's level in each pattern, and what is believed of it beforehand.

    sampled: the share of sampled pairs that shows each level. stated_bits: NaN where estimated.
    """

    level: NDArray[np.intp]
    made: NDArray[np.bool_]
    kind: NDArray[np.intp]
    start_m: Floats
    stated_bits: Floats
    sampled: Floats

    @classmethod
    def of(
        cls,
        comparison: Comparison,
        counts: PairCounts,
        position: int,
        shares: Mapping[str, float],
    ) -> "_Column":
        level = counts.candidates.patterns[:, position].astype(np.intp)
        kinds = list(dict.fromkeys(one.kind for one in comparison.levels))
        kind = np.array([kinds.index(one.kind) for one in comparison.levels])
        stated = np.array([shares.get(name, 0.0) + _UNSEEN_SHARE for name in kinds])
        start_m = (stated / np.bincount(kind))[kind]
        drawn = counts.sample.patterns[:, position]
        in_sample = _sums(drawn[drawn >= 0], counts.sample.counts[drawn >= 0], len(kind))
        return cls(
            level,
            level >= 0,
            kind,
            start_m / start_m.sum(),
            np.array([one.stated_bits for one in comparison.levels], np.float64),
            in_sample / max(counts.sample.counts.sum(), 1),
        )

    def seen(self, pairs: Floats) -> Floats:
        """Return how many of these pairs, by pattern, show each level."""
        return _sums(self.level[self.made], pairs[self.made], len(self.kind))

    def shares_of_matches(self, matches: Floats, of_others: Floats) -> Floats:
        seen = self.seen(matches)
        of_kind, believed = _sums(self.kind, seen), _sums(self.kind, self.start_m)
        kinds = (of_kind + _KIND_PAIRS * believed) / (seen.sum() + _KIND_PAIRS)
        even = (_LEVEL_PAIRS / np.bincount(self.kind))[self.kind]
        share: Floats = kinds[self.kind] * (seen + even) / (of_kind[self.kind] + _LEVEL_PAIRS)
        stated = np.isfinite(self.stated_bits)
        share[stated] = (of_others * np.exp2(self.stated_bits))[stated]
        return share

    def shares_of_others(self, others: Floats, not_compared: float) -> Floats:
        count = self.seen(others) + self.sampled * not_compared + _UNSEEN_PAIRS
        share: Floats = count / count.sum()
        return share


def _sums(position: NDArray[np.integer], weight: NDArray[Any], length: int = 0) -> Floats:
    """Return the sum of the weights at each position, as `float64[length]` or longer."""
    return np.bincount(position, weight, length).astype(np.float64)


def _total(columns: Sequence[_Column], m: Sequence[Floats], u: Sequence[Floats]) -> Floats:
    """Return the bits of all comparisons of each pattern."""
    bits = np.zeros(len(columns[0].level))
    for column, of_match, of_other in zip(columns, m, u, strict=True):
        bits[column.made] += np.log2(of_match / of_other)[column.level[column.made]]
    return bits


def _log_share(columns: Sequence[_Column], u: Sequence[Floats]) -> Floats:
    """Return the logarithm of the share of non-matches that show each pattern's levels."""
    total = np.zeros(len(columns[0].level))
    for column, of_other in zip(columns, u, strict=True):
        total[column.made] += np.log(of_other)[column.level[column.made]]
    return total


def _share_compared_alike(counts: PairCounts) -> Floats:
    """Return for each pattern the share of all pairs in which the same comparisons can be made."""
    place = 1 << np.arange(counts.sample.patterns.shape[1])
    drawn = (counts.sample.patterns >= 0) @ place
    share = np.bincount(drawn, counts.sample.counts, 1 << len(place))
    found: Floats = share[(counts.candidates.patterns >= 0) @ place] / max(share.sum(), 1)
    return np.maximum(found, 1e-9)
