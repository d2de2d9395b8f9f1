"""Levels of one kind, by how rare the agreeing value is."""

from veiltrace_graph.resolution.comparisons.comparison import (
    Comparison,
    ComparisonLevel,
    by_rarity,
    otherwise,
)


def test_levels_of_one_kind_are_told_apart_by_their_bits():
    levels = by_rarity("same", "a_l = a_r", "bits_l", (12.5, 9))
    assert [level.label for level in levels] == ["same/12.5", "same/9", "same/0"]
    assert {level.kind for level in levels} == {"same"}


def test_each_range_of_rarity_ends_where_the_one_above_begins():
    assert [level.sql.split(" AND (")[0] for level in by_rarity("same", "TRUE", "b", (12, 9))] == [
        "b >= 12",
        "b < 12 AND b >= 9",
        "b < 9",
    ]


def test_a_condition_of_several_parts_stays_one_condition_within_its_range():
    assert by_rarity("same", "a OR b", "bits", ())[0].sql == "(a OR b)"
    assert by_rarity("same", "a OR b", "bits", (1,))[0].sql == "bits >= 1 AND (a OR b)"


def test_labels_are_in_the_order_in_which_levels_are_tried():
    levels = (ComparisonLevel("same", "a_l = a_r"), otherwise("differs"))
    assert Comparison("a", "a", levels).labels == ("same", "differs")
    assert levels[1].kind == "differs"
