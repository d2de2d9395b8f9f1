import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.reference import normalise_reference
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    "text",
    ["（2023）苏0106民初99901号", "(2023)苏0106民初99901号", "〔2023〕蘇0106 民初 99901號"],
)
def test_every_spelling_of_a_case_number_gives_one_value(text: str) -> None:
    assert normalise_reference(text).value == "(2023)苏0106民初99901号"


def test_hyphens_and_zeros_are_kept() -> None:
    assert normalise_reference("'0012-021").value == "0012-021"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("3201**********9905", Flag.MASKED),
        ("XXXXXXXX9905", Flag.MASKED),
        ("1.9143E+18", Flag.ROUNDED),
        ("-", Flag.UNPARSED),
        ("0000", Flag.UNPARSED),
    ],
)
def test_a_damaged_number_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = normalise_reference(text)
    assert (damaged.value, damaged.flag) == (text, flag)


@given(text=st.text(alphabet="AX0159-/. '*", max_size=24).map(str.strip))
def test_the_short_way_of_plain_numbers_ends_where_the_long_one_does(text: str) -> None:
    # A mark that cleaning takes out sends the text the long way.
    short, long = normalise_reference(text), normalise_reference(f"{text}\u200b")
    assert (short.value, short.flag) == (long.value.removesuffix("\u200b"), long.flag)
