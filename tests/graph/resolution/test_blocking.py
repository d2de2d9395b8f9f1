"""Which records are compared at all."""

from itertools import combinations

import pytest

from veiltrace_graph.resolution.blocking import (
    LARGEST_BLOCK,
    common_keys,
    pair_blocks,
    share_without_key,
    shared_keys,
)


def none(key: str) -> bool:
    """Stop no key."""
    return False


def test_a_key_is_too_common_when_more_records_than_allowed_share_it():
    keys = [["all", "two"]] * 2 + [["all"]]
    assert common_keys(keys, largest=2) == {"all"}
    assert common_keys(keys, largest=3) == frozenset()


def test_a_record_that_has_a_key_twice_counts_once():
    assert common_keys([["a", "a"], ["a"]], largest=2) == frozenset()
    assert shared_keys([["a", "a"], ["b"]], none) == [[], []]


def test_the_largest_block_makes_the_pairs_it_says():
    assert len(list(combinations(range(LARGEST_BLOCK), 2))) == 1770


def test_records_keep_the_keys_that_another_has_too_in_order_and_once():
    keys = [["b", "a", "b", "alone"], ["a", "b"], ["c"]]
    assert shared_keys(keys, none) == [["a", "b"], ["a", "b"], []]


def test_a_stopped_key_compares_no_records():
    assert shared_keys([["a", "b"], ["a", "b"]], "a".__eq__) == [["b"], ["b"]]


@pytest.mark.parametrize("keys", [[], [[]], [[], []]])
def test_no_keys_are_no_blocks(keys):
    assert common_keys(keys) == frozenset()
    assert shared_keys(keys, none) == keys


def test_chosen_pairs_are_compared_and_no_others():
    blocks = pair_blocks([0, 0, 1], [1, 3, 3], records=5)
    shared = [set(one) & set(other) for one, other in combinations(blocks, 2)]
    assert [pair for pair, keys in zip(combinations(range(5), 2), shared, strict=True) if keys] == [
        (0, 1),
        (0, 3),
        (1, 3),
    ]
    assert blocks[2] == blocks[4] == []


def test_the_share_of_records_that_are_compared_with_none_is_told():
    assert share_without_key([["a"], ["a"], []]) == pytest.approx(1 / 3)
    assert share_without_key([]) == 0
