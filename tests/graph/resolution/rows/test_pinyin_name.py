"""Which names in Latin letters are cut into Chinese syllables."""

import pytest

from veiltrace_graph.resolution.rows.name_words import person_name_words
from veiltrace_graph.resolution.rows.pinyin_name import pinyin_name_syllables


@pytest.mark.parametrize(
    "words", ["wang xiaoming", "xiao ming wang", "xiaoming wang", "wang xiao ming"]
)
def test_a_surname_and_up_to_two_syllables_are_a_chinese_name_in_any_order(words):
    assert pinyin_name_syllables(words.split()) == ("ming", "wang", "xiao")


@pytest.mark.parametrize("words", ["ouyang xiaoming", "ou yang xiao ming", "xiaoming ouyang"])
def test_a_surname_of_two_syllables_leaves_room_for_two_more(words):
    assert pinyin_name_syllables(words.split()) == ("ming", "ou", "xiao", "yang")


def test_an_apostrophe_says_where_a_syllable_begins():
    assert pinyin_name_syllables(["li", "xi'an"]) == ("an", "li", "xi")
    assert pinyin_name_syllables(["li", "xian"]) == ("li", "xian")


@pytest.mark.parametrize(
    "words", ["sabine lange", "maria lang", "heike meier", "alan dale", "damien madigan"]
)
def test_a_name_elsewhere_that_could_be_cut_into_syllables_is_not(words):
    assert pinyin_name_syllables(words.split()) == ()


@pytest.mark.parametrize(
    "words", ["", "dean", "owen", "example", "jane example", "wang exampleton"]
)
def test_one_word_alone_or_a_word_that_is_no_syllables_is_no_chinese_name(words):
    assert pinyin_name_syllables(words.split()) == ()


def test_a_name_elsewhere_shares_words_with_itself_mistyped():
    assert set(person_name_words(["Sabine Lange"])) & set(person_name_words(["Sabine Lanhe"]))
