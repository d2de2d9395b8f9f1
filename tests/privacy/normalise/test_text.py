import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.text import clean, fold, has_content, to_simplified

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_clean_text_can_be_encoded_and_is_nfkc(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert unicodedata.is_normalized("NFKC", cleaned)


@given(ANY_TEXT)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_controls_zero_width_characters_and_lone_surrogates_are_dropped() -> None:
    assert clean("\ufeff示\u200b例\x00\u202e甲\udc80\U000e0100") == "示例甲"


def test_every_kind_of_white_space_becomes_one_space() -> None:
    assert clean("\t示例\u3000\u00a0甲\r\n乙\x1c") == "示例 甲 乙"


def test_simplifying_is_a_fixed_point_for_every_common_ideograph() -> None:
    once = [to_simplified(chr(point)) for point in range(0x3400, 0xA000)]
    assert [to_simplified(char) for char in once] == once


def test_a_field_of_nothing_but_accents_is_cut_to_thirty_a_letter() -> None:
    # Unicode normalisation sorts them in quadratic time: this one took three minutes.
    assert len(clean("a" + "\u0301\u0327" * 200_000)) <= 31


def test_placeholders_say_nothing_and_names_do() -> None:
    assert not any(map(has_content, ["", "-", "——", "无", "N/A", "NULL", "/"]))
    assert all(map(has_content, ["示例甲", "Na", "7"]))
