"""One word for one gender."""

import pytest

from veiltrace_graph.resolution.rows.gender_word import gender_word


@pytest.mark.parametrize("text", ["M", "male", "Male", "男", "男性", "1", " ｍ "])
def test_every_word_for_male_is_one(text):
    assert gender_word([text]) == "male"


@pytest.mark.parametrize("text", ["F", "female", "女", "女性", "W", "2"])
def test_every_word_for_female_is_one(text):
    assert gender_word([text]) == "female"


@pytest.mark.parametrize("text", ["unknown", "未知", "不详", "U", "0", "9", "-", ""])
def test_a_gender_that_is_not_known_is_no_gender(text):
    assert gender_word([text]) is None


def test_a_record_that_says_two_genders_says_none():
    assert gender_word(["男", "F"]) is None


def test_the_same_gender_said_twice_or_beside_unknown_is_said():
    assert gender_word(["男", "Male", "unknown"]) == "male"


def test_a_word_we_do_not_know_is_compared_as_it_stands():
    assert gender_word(["Diverse"]) == gender_word(["diverse"]) == "diverse"


def test_a_record_without_a_word_has_no_gender():
    assert gender_word([]) is None
