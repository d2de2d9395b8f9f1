import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.amount import parse_amount, parse_share
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1000万人民币", "10000000"),
        ("2（万元）", "20000"),
        ("1.2万元", "12000"),
        ("１．２３４５６萬圓", "12345.6"),
        ("3亿", "300000000"),
        ("¥1,200.50", "1200.50"),
        ("￥120,000元整", "120000"),
        ("USD 1200", "1200"),
        ("USD 1,234.50", "1234.50"),
        ("1,234.50 USD", "1234.50"),
        ("US$1,234", "1234"),
        ("HK$ 12", "12"),
        ("1 234 567.80", "1234567.80"),
        ("人民币1000万元整", "10000000"),
        ("1000.000000万人民币", "10000000"),
        ("1000 万 元", "10000000"),
        ("0.5万元", "5000"),
        ("600", "600"),
        ("400.00", "400.00"),
        ("1,234,567", "1234567"),
        ("(2万元)", "-20000"),
        ("￥-12", "-12"),
        ("-1,200.50", "-1200.50"),
        ("(1,200.50)", "-1200.50"),
        ("0", "0"),
        ("-0.00", "0.00"),
        ("007", "7"),
        ("120000.0", "120000.0"),
    ],
)
def test_an_amount_is_read_as_a_plain_number(text: str, amount: str) -> None:
    read = parse_amount(text)
    assert (read.value, read.flag) == (amount, Flag.OK)
    assert parse_amount(read.value) == read


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("-", Flag.UNPARSED),
        ("", Flag.UNPARSED),
        ("1.200,50", Flag.UNPARSED),
        ("1,20", Flag.UNPARSED),
        ("1.234.567", Flag.UNPARSED),
        ("1.234.567,50", Flag.UNPARSED),
        ("12,34,567.80", Flag.UNPARSED),
        ("1'234'567.80", Flag.UNPARSED),
        ("12 34", Flag.UNPARSED),
        ("5 000 8 000", Flag.UNPARSED),
        ("--12", Flag.UNPARSED),
        ("(-12)", Flag.UNPARSED),
        ("10万-20万", Flag.UNPARSED),
        ("约100万元", Flag.UNPARSED),
        ("100万元以上", Flag.UNPARSED),
        ("USD 1,234.50 / EUR 1,100", Flag.UNPARSED),
        ("120000元本金120000元", Flag.UNPARSED),
        ("12元及利息", Flag.UNPARSED),
        ("1-2万", Flag.UNPARSED),
        ("***", Flag.MASKED),
        ("1.2E+7", Flag.ROUNDED),
        ("9" * 5000, Flag.UNPARSED),
    ],
)
def test_an_amount_that_cannot_be_read_is_kept_with_its_flag(text: str, flag: Flag) -> None:
    damaged = parse_amount(text)
    assert (damaged.value, damaged.flag) == (text, flag)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345 €", "123,456"])
def test_what_two_countries_read_differently_is_read_in_neither_s_way(text: str) -> None:
    assert parse_amount(text, "DE") == normalise_property("amount", text, country="de")
    assert parse_amount(text, "DE").flag is Flag.UNPARSED
    assert parse_amount(text, "GB").is_whole


@pytest.mark.parametrize("text", ["1,234.50", "1234", "1234.50", "0.123", "1,234,567", "12.34"])
def test_what_means_one_thing_everywhere_is_read_in_every_country(text: str) -> None:
    assert parse_amount(text, "DE") == parse_amount(text, "CN")
    assert parse_amount(text, "DE").is_whole


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("60%", 0.6),
        ("40.00％", 0.4),
        ("0.4", 0.4),
        ("1", 1.0),
        ("40", 0.4),
        ("100%", 1.0),
        ("0.5%", 0.005),
        ("0", 0.0),
        ("1/4", 0.25),
        ("100", 1.0),
    ],
)
def test_a_share_is_read_as_a_fraction_of_one(text: str, share: float) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize("text", ["", "-", "101", "120%", "-5%", "3/2", "1/0", "25-50%", "nan"])
def test_no_share_is_made_up(text: str) -> None:
    assert parse_share(text) is None


@given(st.text())
def test_a_share_lies_between_nothing_and_all(text: str) -> None:
    share = parse_share(text)
    assert share is None or 0 <= share <= 1
