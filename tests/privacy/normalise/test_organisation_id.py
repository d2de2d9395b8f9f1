import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import lei as stdnum_lei
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_97_10

from veiltrace_privacy.normalise.organisation_id import (
    normalise_company_number,
    normalise_lei,
    normalise_uscc,
)
from veiltrace_privacy.normalise.value import Flag

USCC = "91320106MA9YYY999D"
LEI = "213800WSGIIZCXF1P572"
USCC_BODIES = st.from_regex(r"9[1-3][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "text", [USCC, "９１３２０１０６ｍａ９ｙｙｙ９９９ｄ", " 91320106-MA9YYY99-9D", "'" + USCC]
)
def test_every_spelling_of_a_social_credit_code_gives_one_value(text: str) -> None:
    assert normalise_uscc(text).value == USCC


@given(USCC_BODIES)
def test_the_social_credit_check_agrees_with_stdnum(body: str) -> None:
    code = body + stdnum_uscc.calc_check_digit(body)
    assert normalise_uscc(code).value == code
    wrong = body + ("1" if code[-1] != "1" else "2")
    assert normalise_uscc(wrong).flag in (Flag.CHECKSUM, Flag.MASKED)


def test_a_check_value_of_31_is_written_0() -> None:
    zero = next(
        body
        for body in (f"91320106MA9YYY{n:03d}" for n in range(1000))
        if stdnum_uscc.calc_check_digit(body) == "0"
    )
    assert normalise_uscc(zero + "0").is_whole


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("91320106MA9YYY9990", Flag.CHECKSUM),
        ("91320106********9D", Flag.MASKED),
        ("91320106XXXXXX999D", Flag.MASKED),
        ("9.1320106E+17", Flag.ROUNDED),
        ("320106000999901", Flag.UNPARSED),
        ("-", Flag.UNPARSED),
    ],
)
def test_a_damaged_social_credit_code_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = normalise_uscc(text)
    assert (damaged.value, damaged.flag) == (text, flag)


def test_a_resident_id_may_pass_as_social_credit_code_so_the_column_decides() -> None:
    number = next(
        body + stdnum_uscc.calc_check_digit(body)
        for body in (f"32010619800101{n:03d}" for n in range(1000))
        if stdnum_uscc.calc_check_digit(body).isdigit()
    )
    assert normalise_uscc(number).is_whole


@given(st.from_regex(r"[0-9A-Z]{18}", fullmatch=True))
def test_the_lei_check_agrees_with_stdnum(body: str) -> None:
    lei = body + mod_97_10.calc_check_digits(body)
    assert stdnum_lei.is_valid(lei)
    assert normalise_lei(lei.lower()).value == lei
    wrong = body + f"{(int(lei[18:]) + 1) % 100:02d}"
    assert not normalise_lei(wrong).is_whole


def test_every_spelling_of_an_lei_gives_one_value() -> None:
    assert {normalise_lei(t).value for t in [LEI, "2138 00WS GIIZ CXF1 P572", LEI.lower()]} == {LEI}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("229269", "00229269"),
        ("00229269", "00229269"),
        ("229269.0", "00229269"),
        ("'00229269", "00229269"),
        ("sc1234", "SC001234"),
        ("SC 001234", "SC001234"),
        ("NI012345", "NI012345"),
        ("OC301234", "OC301234"),
        ("ni 2", "NI000002"),
        ("oc7", "OC000007"),
        ("OE000001", "OE000001"),
        ("R0000001", "R0000001"),
        ("QQ123456", "QQ123456"),
        ("IP12345R", "IP12345R"),
        ("GB-COH:00229269", "00229269"),
    ],
)
def test_british_company_numbers_have_eight_characters(text: str, number: str) -> None:
    assert normalise_company_number(text, "GB-COH").value == f"GB-COH:{number}"


def test_numbers_of_other_registers_are_never_padded() -> None:
    assert normalise_company_number("229269", "DE-CR").value == "DE-CR:229269"
    assert normalise_company_number("HRB 12/345", "de-cr").value == "DE-CR:HRB12/345"


def test_a_number_that_names_its_register_needs_no_other() -> None:
    assert normalise_company_number("GB-COH:229269", "").value == "GB-COH:00229269"


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("229269", ""),
        ("GB-COH:229269", "DE-CR"),
        ("0", "GB-COH"),
        ("123456789", "GB-COH"),
        ("-", "DE-CR"),
        ("00229***", "GB-COH"),
        ("n.v.t.", "GB-COH"),
        ("QQ123", "GB-COH"),
        ("GB123456789", "GB-COH"),
        ("", "GB-COH"),
    ],
)
def test_a_number_without_register_or_out_of_its_form_is_not_whole(
    text: str, register: str
) -> None:
    damaged = normalise_company_number(text, register)
    assert not damaged.is_whole
    assert damaged.value == text


@pytest.mark.parametrize("filler", ["0" * 18, "123456789012345678", "９" * 18])
def test_what_fills_a_social_credit_field_is_nobody_s_code(filler: str) -> None:
    assert not normalise_uscc(filler).is_whole


@pytest.mark.parametrize("register", ["GB-COH", "JE-FSC"])
@pytest.mark.parametrize("filler", ["NONE", "TBC", "UNKNOWN", "N/A", "无", "0", "SC000000"])
def test_what_fills_a_company_number_is_nobody_s_number(filler: str, register: str) -> None:
    assert normalise_company_number(filler, register).flag is Flag.UNPARSED
