import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.latin_name import latin_key, latin_words


@pytest.mark.parametrize(
    "text",
    [
        "José María O'Example",
        "O’EXAMPLE, JOSÉ-MARÍA",
        "Ｊosé  María O`Example",
        "jose maria oexample",
        "María José O'Example",
    ],
)
def test_case_accents_apostrophes_and_order_make_no_other_key(text: str) -> None:
    assert latin_key(text) == "jose maria oexample"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łódź", "LODZ"), ("Øre", "ore"), ("Straße", "STRASSE"), ("Þór Æsir", "thor aesir")],
)
def test_letters_of_northern_and_eastern_alphabets_have_plain_ones(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other)


def test_vowel_signs_of_other_scripts_are_no_accents() -> None:
    assert len({latin_key(text) for text in ["कि", "की", "क"]}) == 3
    assert latin_key("김 가") == latin_key("가 김") == "가 김"


@given(st.text(st.characters()))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert latin_key(latin_key(text)) == latin_key(text)
    assert all(latin_words(text))
