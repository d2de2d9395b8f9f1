from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from veiltrace_privacy.normalise.resident_id import (
    NotAResidentId,
    birth_date_of,
    normalise_resident_id,
)
from veiltrace_privacy.normalise.value import Flag

RESIDENT_ID = "320106198001019905"


@st.composite
def bodies(draw: st.DrawFn, born: st.SearchStrategy[date]) -> str:
    area = draw(st.integers(110000, 999999))
    return f"{area}{draw(born):%Y%m%d}{draw(st.integers(0, 999)):03d}"


@pytest.mark.parametrize(
    "text",
    [
        RESIDENT_ID,
        " 320106 19800101 9905",
        "320106-19800101-9905",
        "'" + RESIDENT_ID,
        "３２０１０６１９８００１０１９９０５",
        f'="{RESIDENT_ID}"',
    ],
)
def test_every_spelling_gives_one_value(text: str) -> None:
    assert normalise_resident_id(text).value == RESIDENT_ID


def test_a_county_younger_than_its_holder_is_no_fault() -> None:
    # python-stdnum refuses 320106 for every birth before 1983.
    assert normalise_resident_id(RESIDENT_ID).flag is Flag.OK


@given(bodies(st.dates(date(1800, 1, 1), date(2100, 1, 1))))
def test_every_number_with_its_check_digit_is_whole(body: str) -> None:
    number = body + mod_11_2.calc_check_digit(body)
    assert normalise_resident_id(number.lower()).value == number


@given(bodies(st.dates(date(1800, 1, 1), date(2100, 1, 1))), st.integers(0, 16), st.integers(1, 9))
def test_no_single_wrong_digit_goes_unseen(body: str, place: int, step: int) -> None:
    number = body + mod_11_2.calc_check_digit(body)
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not normalise_resident_id(wrong).is_whole


@given(bodies(st.dates(date(1900, 1, 1), date(1999, 12, 31))))
def test_fifteen_digits_become_the_same_persons_eighteen(body: str) -> None:
    derived = normalise_resident_id(body[:6] + body[8:])
    assert derived.value == body + mod_11_2.calc_check_digit(body)
    assert derived.flag is Flag.DERIVED
    again = normalise_resident_id(derived.value)
    assert (again.value, again.flag) == (derived.value, Flag.OK)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("3201**********9905", Flag.MASKED),
        ("320106XXXXXXXX9905", Flag.MASKED),
        ("3.20106198001020E+17", Flag.ROUNDED),
        ("320106198001019000", Flag.ROUNDED),
        ("320106198001019905.0", Flag.ROUNDED),
        ("320106198001019906", Flag.CHECKSUM),
        ("320106800230990", Flag.UNPARSED),
        ("ABCDEFGHIJKLMNO", Flag.UNPARSED),
        ("320106000999901", Flag.UNPARSED),
        ("案号202601011234567890", Flag.UNPARSED),
        ("3201061980010199051", Flag.UNPARSED),
        ("", Flag.UNPARSED),
    ],
)
def test_a_damaged_number_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = normalise_resident_id(text)
    assert (damaged.value, damaged.flag) == (text, flag)


def test_an_impossible_birth_date_is_not_whole_though_the_check_digit_is_right() -> None:
    body = "32010619800230990"
    assert not normalise_resident_id(body + mod_11_2.calc_check_digit(body)).is_whole


def test_the_birth_date_is_read_from_a_whole_number_only() -> None:
    assert birth_date_of(RESIDENT_ID) == date(1980, 1, 1)
    for text in [
        "320106800101990",
        "320106198002309905",
        "",
        "３２０１０６１９８００１０１９９０５",
    ]:
        with pytest.raises(NotAResidentId) as caught:
            birth_date_of(text)
        assert text == "" or text not in str(caught.value)
