"""Every spelling of one value gives one value, for each type that identifies something."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from stdnum import lei as stdnum_lei
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_2, mod_11_10, mod_97_10

from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

_INVISIBLE = ["\ufeff", "\u200b", "\u202d", "\u00ad", "\u2060"]
_GAPS = [" ", "-", "－", "‑", "–", "　", "\u00a0", "\t", " - "]
_WITHOUT_HYPHEN = [" ", "　", "\u00a0", "\t"]
_TRADITIONAL = OpenCC("s2t").convert


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count).filter(lambda t: len(set(t)) > 1)


RESIDENT_IDS = st.builds(
    lambda area, born, serial: f"{area}{born:%Y%m%d}{serial}",
    st.integers(110000, 829999),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    digits(3),
).map(lambda body: body + mod_11_2.calc_check_digit(body))
CODES = {
    "resident_id": RESIDENT_IDS,
    "uscc": st.from_regex("9[1-3][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True)
    .filter(lambda body: "XXX" not in body)
    .map(lambda body: body + stdnum_uscc.calc_check_digit(body)),
    "lei": st.from_regex("[0-9]{4}00[0-9A-WYZ]{12}", fullmatch=True)
    .map(lambda body: body + mod_97_10.calc_check_digits(body))
    .filter(stdnum_lei.is_valid),
    "phone": st.from_regex("1[3-9][0-9]{9}", fullmatch=True).filter(lambda t: len(set(t)) > 1),
    "registration_number": st.from_regex("[1-9][0-9]{13}", fullmatch=True).map(
        lambda body: body + mod_11_10.calc_check_digit(body)
    ),
    "account_number": st.from_regex("62[0-9]{13}[1-9]{4}", fullmatch=True),
    "vin": st.from_regex("L[0-9A-HJ-NPR-WYZ]{16}", fullmatch=True),
    "plate": st.from_regex("[京苏鲁粤][A-HJ-NP-Z][0-9]{5}D?", fullmatch=True),
    "case_number": st.from_regex(r"\(20[0-2][0-9]\)苏0106[民执]初[1-9][0-9]{4}号", fullmatch=True),
    "email": st.from_regex(r"[a-z][a-z0-9]{2,9}@example\.com", fullmatch=True),
    "handle": st.from_regex(r"shop:[a-z][a-z0-9]{2,9}", fullmatch=True),
}
_HYPHENED = ("resident_id", "uscc", "phone", "registration_number", "account_number", "vin")


def read(name: str, text: str) -> str:
    value = normalise_property(name, text, country="CN")
    assert value.flag is Flag.OK
    return value.value


@pytest.mark.parametrize("name", CODES)
@given(data=st.data())
def test_full_width_case_and_invisible_characters_change_nothing(
    name: str, data: st.DataObject
) -> None:
    code = data.draw(CODES[name])
    value = read(name, code)
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in code)
    place, mark = data.draw(st.integers(0, len(code))), data.draw(st.sampled_from(_INVISIBLE))
    spellings = [
        wide,
        code.lower(),
        code.upper(),
        f"\t{code} \n",
        code[:place] + mark + code[place:],
    ]
    assert {read(name, spelling) for spelling in spellings} == {value}
    assert read(name, value) == value


@pytest.mark.parametrize("name", _HYPHENED)
@given(data=st.data())
def test_gaps_within_change_nothing(name: str, data: st.DataObject) -> None:
    code = data.draw(CODES[name])
    places = data.draw(st.sets(st.integers(1, len(code) - 1), max_size=5))
    gapped = "".join(
        (data.draw(st.sampled_from(_GAPS)) if place in places else "") + char
        for place, char in enumerate(code)
    )
    assert read(name, gapped) == read(name, code)


@pytest.mark.parametrize("name", ["plate", "case_number"])
@given(data=st.data())
def test_space_and_tradition_change_nothing(name: str, data: st.DataObject) -> None:
    code = data.draw(CODES[name])
    place = data.draw(st.integers(1, len(code) - 1))
    spaced = code[:place] + data.draw(st.sampled_from(_WITHOUT_HYPHEN)) + code[place:]
    brackets = code.replace("(", "〔").replace(")", "〕")
    spellings = [spaced, _TRADITIONAL(code), brackets, "'" + code]
    assert {read(name, spelling) for spelling in spellings} == {read(name, code)}


@pytest.mark.parametrize("name", ["resident_id", "uscc", "registration_number", "phone"])
@given(data=st.data())
def test_what_a_spreadsheet_puts_around_a_code_changes_nothing(
    name: str, data: st.DataObject
) -> None:
    code = data.draw(CODES[name])
    assert {read(name, text) for text in [f"'{code}", f'="{code}"', f"’{code}"]} == {
        read(name, code)
    }
