from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_2

from veiltrace_privacy.normalise.identifiers_in_text import identifiers_in_text
from veiltrace_privacy.normalise.value import Flag

RESIDENT_ID, USCC, MOBILE = "320106198001019905", "91320106MA9YYY999D", "12400000001"
BOTH = next(
    body + mod_11_2.calc_check_digit(body)
    for body in (
        f"32010619{year}0101{serial:03d}" for year in range(50, 99) for serial in range(999)
    )
    if stdnum_uscc.is_valid(body + mod_11_2.calc_check_digit(body))
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.value.value) for one in identifiers_in_text(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"身份证号{RESIDENT_ID}",
        f"身份证号码：{RESIDENT_ID}，住南京",
        f"身份证编号{RESIDENT_ID}。",
        "公民身份号码３２０１０６１９８００１０１９９０５）",
        "(320106 19800101 9905)",
        "ID 320106-19800101-9905, born 1980",
        RESIDENT_ID,
        "身份证号码为320106800101990，",
    ],
)
def test_a_resident_id_is_found_in_running_text(text: str) -> None:
    assert found(text) == [("resident_id", RESIDENT_ID)]


@pytest.mark.parametrize(
    "text",
    [
        "案号 202601011234567890",
        f"案号：{RESIDENT_ID}",
        f"订单号{RESIDENT_ID}",
        f"1{RESIDENT_ID}",
        f"{RESIDENT_ID}1",
        f"{RESIDENT_ID}A",
        f"A{RESIDENT_ID}",
        f"0.{RESIDENT_ID}",
        f"{RESIDENT_ID}.00",
        "320106198001019906",
        "320106800101990",
        "320106998001019902",
        "3201061980****9905",
        "注册号320106800101990",
        "手机1240000000",
        "124000000012",
        "第12400000001号",
        "12400000001元",
        "¥12400000001",
        "12400000001.50",
        "12400000001@example.com",
        "IMG_12400000001",
        "+112400000001",
        "911101000000000000",
        "",
    ],
)
def test_what_only_looks_like_an_identifier_is_not_found(text: str) -> None:
    assert found(text) == []


def test_no_part_of_a_longer_number_is_found() -> None:
    for longer in (f"身份证{RESIDENT_ID}00", f"电话{MOBILE}{MOBILE}", f"{USCC}{USCC}"):
        assert found(longer) == []
    assert found(f"身份证{RESIDENT_ID}") == [("resident_id", RESIDENT_ID)]


@pytest.mark.parametrize(
    "text",
    [
        f"电话{MOBILE}",
        f"电话：+86 {MOBILE}",
        f"手机号为0086-{MOBILE}。",
        "联系方式124-0000-0001、",
        "Tel.124 0000 0001;",
        "１２４０００００００１",
    ],
)
def test_a_mobile_is_found_in_running_text(text: str) -> None:
    assert found(text) == [("phone", "+86" + MOBILE)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("依据（2023）苏0106民初99901号民事判决书", "(2023)苏0106民初99901号"),
        ("(2023)苏0106执恢99902号之一裁定", "(2023)苏0106执恢99902号之一"),
        ("〔2010〕宁民初字第99903号", "(2010)宁民初字第99903号"),
        ("（ 2021 ）最高法民终 99号", "(2021)最高法民终99号"),
        ("（2021）京73民终99904号", "(2021)京73民终99904号"),
        ("(2024)蘇0106執99901號", "(2024)苏0106执99901号"),
    ],
)
def test_a_case_number_is_found_in_running_text(text: str, number: str) -> None:
    assert found(text) == [("case_number", number)]


def test_digits_that_pass_as_resident_id_and_as_social_credit_code_keep_both_readings() -> None:
    assert found(f"证件号{BOTH}") == [("resident_id", BOTH), ("uscc", BOTH)]


def test_a_register_number_is_found_behind_its_name_only() -> None:
    assert found("注册号：320106000999904") == [("registration_number", "320106000999904")]
    assert found("320106000999904") == []


def test_the_whole_is_found_in_its_order_and_each_stands_where_it_says() -> None:
    text = (
        f"原告示例贸易有限公司（统一社会信用代码{USCC.lower()}）诉被告示例甲（{RESIDENT_ID}，"
        f"电话{MOBILE}），见（2023）苏0106民初99901号。"
    )
    assert [one.name for one in identifiers_in_text(text)] == [
        "uscc",
        "resident_id",
        "phone",
        "case_number",
    ]
    assert [text[one.start : one.end] for one in identifiers_in_text(text)] == [
        USCC.lower(),
        RESIDENT_ID,
        MOBILE,
        "（2023）苏0106民初99901号",
    ]


def test_a_derived_resident_id_says_so() -> None:
    (derived,) = identifiers_in_text("身份证320106800101990")
    assert derived.value.flag is Flag.DERIVED


def test_the_sample_judgments_hold_their_case_numbers_and_no_person(repository: Path) -> None:
    text = (repository / "tests/data/cn/judgments.csv").read_text("utf-8")
    assert found(text) == [
        ("case_number", "(2023)苏0106民初99901号"),
        ("case_number", "(2022)示9901民初00002号之一"),
        ("case_number", "(2021)示9902执00003号"),
        ("case_number", "(2020)示9901刑初00004号"),
    ]


@given(st.text(st.sampled_from("0123456789XAa（）()号年苏民初案身份证手机+-. 元")) | st.text())
def test_what_is_found_is_whole_stands_apart_and_no_text_raises(text: str) -> None:
    span = (0, 0)
    for one in identifiers_in_text(text):
        assert one.value.is_whole
        assert one.end > one.start
        assert one.start >= span[1] or (one.start, one.end) == span
        span = (one.start, one.end)
