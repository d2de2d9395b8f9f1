import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_10

from veiltrace_privacy.normalise.comparison import Comparison
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.registration_number import (
    compare_offices,
    is_registration_number,
    normalise_registration_number,
)
from veiltrace_privacy.normalise.value import Flag

NUMBER, USCC = "320106000999904", "91320106MA9YYY999D"
BODIES = st.from_regex("[1-9][0-9]{13}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [NUMBER, "３２０１０６０００９９９９０４", "'" + NUMBER, "320106 00099990 4", NUMBER + ".0"],
)
def test_every_spelling_gives_one_value(text: str) -> None:
    read = normalise_registration_number(text, "CN")
    assert (read.value, read.flag) == (NUMBER, Flag.OK)
    assert normalise_property("registration_number", text, country="CN") == read


@given(BODIES, st.integers(0, 9))
def test_the_check_digit_is_that_of_iso_7064(body: str, digit: int) -> None:
    number = f"{body}{digit}"
    assert is_registration_number(number) == mod_11_10.is_valid(number)


@given(BODIES, st.integers(1, 13), st.integers(1, 9))
def test_no_single_wrong_digit_goes_unseen(body: str, place: int, step: int) -> None:
    number = body + mod_11_10.calc_check_digit(body)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert normalise_registration_number(wrong, "CN").flag is Flag.CHECKSUM


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("320106000999901", Flag.CHECKSUM),
        ("3201060009***01", Flag.MASKED),
        ("3.20106E+14", Flag.ROUNDED),
        ("-", Flag.UNPARSED),
    ],
)
def test_a_damaged_number_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = normalise_registration_number(text, "CN")
    assert (damaged.value, damaged.flag) == (text, flag)


@pytest.mark.parametrize("text", ["3201062100001", "企合苏宁总字第000001号", "0012021", USCC])
def test_numbers_of_other_forms_are_kept_as_they_are(text: str) -> None:
    assert normalise_registration_number(text, "CN").value == text


def test_fifteen_digits_of_another_country_have_no_such_check_digit() -> None:
    assert normalise_registration_number("320106000999901", "RU").is_whole
    assert normalise_registration_number("320106000999901", "").is_whole


@pytest.mark.parametrize(
    ("uscc", "number", "outcome"),
    [
        (USCC, NUMBER, Comparison.AGREES),
        (USCC, "990100000000013", Comparison.CONFLICTS),
        (USCC, "320106000999901", Comparison.CANNOT_TELL),
        ("91320106MA9YYY9990", NUMBER, Comparison.CANNOT_TELL),
        ("91320106********9D", NUMBER, Comparison.CANNOT_TELL),
        (USCC, "3201062100001", Comparison.CANNOT_TELL),
        ("", "", Comparison.CANNOT_TELL),
    ],
)
def test_the_office_of_a_code_and_of_a_number_are_compared_where_both_are_whole(
    uscc: str, number: str, outcome: Comparison
) -> None:
    assert compare_offices(uscc, number) is outcome
