"""What records of persons are compared by."""

import pytest

from veiltrace_graph.resolution.comparisons.persons import PERSON_COMPARISONS

EVERYTHING = {
    "name": "Jane Example",
    "birth_date": "1980-01-01",
    "resident_id": "320106198001019905",
    "id_number": "AB123456",
    "gender": "F",
    "phone": "12400000001",
    "address": "1 Example Street",
    "birth_place": "Upper Fictown",
    "occupation": "potter",
}
NAMES = [comparison.name for comparison in PERSON_COMPARISONS]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_on_one_side_is_no_disagreement(name, labels):
    pairs = [(EVERYTHING, {}), ({}, EVERYTHING), ({}, {}), (EVERYTHING, EVERYTHING)]
    *missing, there = labels(name, pairs)
    assert missing == [None, None, None]
    assert there is not None


@pytest.mark.parametrize("name", NAMES)
def test_what_agrees_falls_on_the_first_kind_and_what_has_nothing_alike_on_the_last(name, labels):
    other = {
        "name": "Quimbly Sondergeld",
        "birth_date": "1947-11-28",
        "resident_id": "11010119470307889X",
        "id_number": "XY987654",
        "gender": "M",
        "phone": "12466660002",
        "address": "Fictown",
        "birth_place": "Hamlet",
        "occupation": "smith",
    }
    comparison = next(c for c in PERSON_COMPARISONS if c.name == name)
    same, differs = labels(name, [(EVERYTHING, EVERYTHING), (EVERYTHING, other)])
    assert same == comparison.labels[0]
    last = "differs" if "differs" in comparison.labels else comparison.labels[-1]
    assert differs == last


def test_genders_agree_in_whatever_words_they_are_said(labels):
    pairs = [({"gender": "男"}, {"gender": "M"}), ({"gender": "女"}, {"gender": "male"})]
    pairs.append(({"gender": "unknown"}, {"gender": "male"}))
    assert labels("gender", pairs) == ["same", "differs", None]


def test_an_occupation_that_many_have_says_less(labels):
    pair = ({"occupation": "Farmer"}, {"occupation": "farmer"})
    assert labels("occupation", [pair]) == ["same/5"]
    assert labels("occupation", [pair], occupation={"farmer": 4}) == ["same/0"]


def test_facts_that_several_parties_share_identify_nobody():
    shared = {comparison.name for comparison in PERSON_COMPARISONS if not comparison.identifying}
    assert shared == {"contact", "place", "occupation"}


def test_labels_of_one_comparison_are_told_apart():
    for comparison in PERSON_COMPARISONS:
        assert len(set(comparison.labels)) == len(comparison.labels)
