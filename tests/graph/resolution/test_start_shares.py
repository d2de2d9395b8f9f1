"""What matches are taken to look like before any were seen."""

import pytest

from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    by_rarity,
    otherwise,
)
from veiltrace_graph.resolution.scheme import ORGANISATIONS
from veiltrace_graph.resolution.start_shares import falling_shares


def test_shares_fall_from_each_kind_to_the_next_and_make_up_all_matches() -> None:
    levels = (
        *by_rarity("same", "x", "bits", (9, 4)),
        ComparisonLevel("alike", "y"),
        otherwise("z"),
    )
    shares = falling_shares([Comparison("a", "a", levels)])["a"]
    assert list(shares) == ["same", "alike", "z"]
    assert sorted(shares.values(), reverse=True) == list(shares.values())
    assert sum(shares.values()) == pytest.approx(1)


def test_a_level_whose_weight_is_stated_has_no_share() -> None:
    levels = (ComparisonLevel("same", "x"), ComparisonLevel("another", "y", -12.0), otherwise("z"))
    assert list(falling_shares([Comparison("a", "a", levels)])["a"]) == ["same", "z"]


def test_every_kind_of_level_of_organisations_has_a_share_or_a_stated_weight() -> None:
    for comparison in ORGANISATIONS.comparisons:
        shares = ORGANISATIONS.start_shares[comparison.name]
        for level in comparison.levels:
            assert (level.kind in shares) is (level.stated_bits is None)
