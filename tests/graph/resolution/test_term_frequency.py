"""How rare what two records agree on is."""

import pytest

from veiltrace_graph.resolution.term_frequency import (
    KEPT_FROM,
    TermFrequencies,
    count_terms,
    term,
)


def seal(value: str) -> str:
    return f"sealed {hash(value)}"


def test_a_value_of_every_second_record_says_one_bit_and_one_of_all_says_none():
    seen = TermFrequencies(1024, {"name": {"half": 512, "all": 1024}}, seal)
    assert (seen.bits("name", "half"), seen.bits("name", "all")) == (1, 0)


def test_a_value_that_was_never_seen_is_as_rare_as_one_that_two_records_share():
    seen = TermFrequencies(1024, {"name": {"pair": 2}}, seal)
    assert seen.bits("name", "pair") == seen.bits("name", "new") == seen.bits("trade", "new") == 9


@pytest.mark.parametrize("records", [0, 1])
def test_where_there_is_nobody_to_tell_apart_nothing_says_anything(records):
    assert TermFrequencies(records, {}, seal).bits("name", "any") == 0


def test_a_value_that_few_have_is_not_kept_for_it_might_be_one_persons_own():
    counted = count_terms(100, {"name": ["rare"] * (KEPT_FROM - 1) + ["often"] * KEPT_FROM}, seal)
    assert counted.counts == {"name": {"often": KEPT_FROM}}


@pytest.mark.parametrize("kind", ["contact", "place", "block"])
def test_values_that_may_identify_somebody_are_kept_as_tokens_alone(kind):
    counted = count_terms(100, {kind: ["+8612400000001"] * 10}, seal)
    assert "12400000001" not in str(counted.counts)
    assert counted.bits(kind, "+8612400000001") == TermFrequencies(
        100, {"name": {"often": 10}}, seal
    ).bits("name", "often")


def test_one_value_has_another_token_in_each_kind():
    assert term("contact", "7", seal) != term("place", "7", seal)


@pytest.mark.parametrize("kind", ["name", "birth_date", "occupation"])
def test_values_that_many_people_share_are_kept_as_they_are(kind):
    assert count_terms(9, {kind: ["often"] * 9}, seal).counts == {kind: {"often": 9}}


def test_counts_do_not_depend_on_the_order_of_the_values():
    values = ["b", "a"] * 5
    one, other = (count_terms(9, {"name": order}, seal) for order in (values, values[::-1]))
    assert [*one.counts["name"].items()] == [*other.counts["name"].items()] == [("a", 5), ("b", 5)]


def test_what_seals_the_values_is_not_shown():
    assert "seal" not in repr(count_terms(9, {}, seal))
