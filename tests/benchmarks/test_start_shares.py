"""The shares that an estimate starts from are those of the labelled training sets."""

from collections import defaultdict
from functools import cache

import numpy as np
import pytest
from benchmarks.linkage_sets import load_set
from benchmarks.linked_set import TRAINING, entity_numbers, prepared

from veiltrace_graph.resolution.comparisons.persons import PERSON_COMPARISONS
from veiltrace_graph.resolution.linkage import compare_candidates
from veiltrace_graph.resolution.start_shares import PERSON_SHARES

FEWEST_PAIRS = 20
"""True pairs of which a set must compare something for it to count."""

LEARNED = ("name", "birth_date", "id_number", "contact", "place")


@cache
def counted() -> dict[str, dict[str, float]]:
    """By comparison and kind of level, the share of true candidate pairs; sets count the same."""
    of_sets: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
    for name in TRAINING:
        data = load_set(name)
        given, frame = prepared(data)
        pairs, _ = compare_candidates(given, frame)
        entity = entity_numbers(data, given)
        is_match = entity[pairs.left] == entity[pairs.right]
        for comparison in PERSON_COMPARISONS:
            levels = pairs.levels[comparison.name][is_match]
            levels = levels[levels >= 0]
            if len(levels) < FEWEST_PAIRS:
                continue
            shares = np.bincount(levels, minlength=len(comparison.levels)) / len(levels)
            of_kind: defaultdict[str, float] = defaultdict(float)
            for level, share in zip(comparison.levels, shares, strict=True):
                of_kind[level.kind] += share
            of_sets[comparison.name].append(of_kind)
    return {
        name: {kind: sum(one[kind] for one in found) / len(found) for kind in found[0]}
        for name, found in of_sets.items()
    }


@pytest.mark.slow
def test_the_sets_teach_what_is_said_to_be_learned_and_nothing_else() -> None:
    assert sorted(counted()) == sorted(LEARNED)


@pytest.mark.slow
@pytest.mark.parametrize("name", LEARNED)
def test_learned_shares_are_those_counted_on_the_training_sets(name: str) -> None:
    stated = PERSON_SHARES[name]
    found = {kind: share for kind, share in counted()[name].items() if share >= 0.0005}
    assert stated == pytest.approx(found, abs=0.0006)
