"""Names of one person, written in several ways, have the same words."""

import pytest

from veiltrace_graph.resolution.rows.name_words import person_name_words

SYLLABLES = ("ming", "wang", "xiao")


@pytest.mark.parametrize(
    "name",
    ["Wang Xiaoming", "XIAO-MING WANG", "Xiaoming Wang", "Wang, Xiao Ming", "ＷＡＮＧ Xiaoming"],
)
def test_a_latin_spelling_of_a_chinese_name_is_its_syllables_in_any_order(name):
    assert person_name_words([name]) == SYLLABLES


@pytest.mark.parametrize("name", ["王小明", "王 小明", "王小明 "])
def test_a_chinese_name_is_its_syllables_and_itself(name):
    assert person_name_words([name]) == (*SYLLABLES, "王小明")


def test_traditional_and_simplified_characters_are_one_name():
    assert person_name_words(["歐陽小明"]) == person_name_words(["欧阳小明"])


def test_names_read_alike_and_written_otherwise_differ_in_their_characters_alone():
    one, other = set(person_name_words(["王小明"])), set(person_name_words(["王晓明"]))
    assert one ^ other == {"王小明", "王晓明"}


def test_a_surname_of_two_readings_has_the_syllables_of_both():
    assert {"shan", "dan"} & set(person_name_words(["单小明"])) >= {"shan"}


def test_a_name_in_both_scripts_has_the_words_of_both():
    assert person_name_words(["王小明 (Wang Xiaoming)"]) == (*SYLLABLES, "王小明")
    assert person_name_words(["王小明 David"]) == ("david", *SYLLABLES, "王小明")


@pytest.mark.parametrize("dot", "·•・‧.")
def test_a_name_with_a_dot_inside_has_the_same_words_whichever_dot_it_is(dot):
    assert person_name_words([f"示例{dot}买买提"]) == ("买买提", "示例")


def test_accents_apostrophes_case_and_order_change_no_word():
    assert person_name_words(["O’Example, José"]) == person_name_words(["jose OEXAMPLE"])


def test_all_names_of_a_person_are_one_bag_of_words_each_once():
    assert person_name_words(["Jane Example", "Jane Sample"]) == ("example", "jane", "sample")


def test_a_name_of_another_script_is_its_words():
    assert person_name_words(["Иван Примеров"]) == ("иван", "примеров")


def test_no_names_or_names_of_signs_alone_are_no_words():
    assert person_name_words([]) == person_name_words(["---"]) == person_name_words([""]) == ()
