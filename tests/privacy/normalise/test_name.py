import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.name import name_key, normalise_name
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例貿易（南京）有限公司", "示例贸易(南京)有限公司"),
        ("买买提·示例", "买买提•示例"),
        ("ＡＢＣ　商贸", "abc商贸"),
        ("Anna-Maria O'Example", "ANNA MARIA O’EXAMPLE"),
        ("Straße Example", "STRASSE EXAMPLE"),
        ("示\u200b例甲", "示例甲"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_vowel_signs_and_accents_tell_names_apart() -> None:
    assert len({name_key(text) for text in ["कि", "की", "क", "José", "Jose"]}) == 5


def test_the_name_shown_keeps_script_and_case() -> None:
    assert normalise_name("  示例貿易 Ｌｔｄ ").value == "示例貿易 Ltd"


@pytest.mark.parametrize("text", ["某某", "示例某", "示**", "示例××"])
def test_a_name_a_court_left_out_is_masked(text: str) -> None:
    assert normalise_name(text).flag is Flag.MASKED


@pytest.mark.parametrize("text", ["", "-", "无", "N/A", "..."])
def test_a_placeholder_is_no_name(text: str) -> None:
    assert normalise_name(text).flag is Flag.UNPARSED


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text())
def test_the_key_does_not_depend_on_cleaning(text: str) -> None:
    assert name_key(normalise_name(text).value) == name_key(text)
