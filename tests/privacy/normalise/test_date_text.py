from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_privacy.normalise.date_text import (
    DateOrder,
    is_open_end,
    parse_date,
    parse_partial_date,
)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05",
        "2024/1/5",
        "20240105",
        "2024年1月5日",
        "２０２４年０１月０５日",
        "2024 年 1 月 5 日",
        "2024.1.5",
        "2024-01-05T10:20:30Z",
        "2024-01-05 00:00:00",
        "20240105102030",
        "20240105.0",
        "05-JAN-2024",
        "5 January 2024",
        "05/Jan/2024",
        "5th January, 2024",
        "2024-Jan-05",
        "January 5, 2024",
        "Jan. 5th 2024",
        "二〇二四年一月五日",
        "二○二四年 一月 五日",
        "二零二四年元月五号",
        "民国113年1月5日",
        "中華民國一百一十三年一月五日",
        "2024年1月5日起",
        "2024年1月5日10时20分",
        "2024/1/5 上午 10:20",
        "2024-01-05+08:00",
        "2024-01-05T23:59:59.999-11:00",
        "2024-01-05T10:20:30+08:00[Asia/Shanghai]",
        "2024-01-05 10:20:30.123456+00",
        "20240105T102030Z",
    ],
)
def test_every_spelling_of_a_day_gives_one_date(text: str) -> None:
    assert parse_date(text) == date(2024, 1, 5)


@given(st.dates())
def test_every_day_that_ever_was_is_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%Y}".zfill(4) + f"年{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "00000000",
        "0000-00-00",
        "2023-02-29",
        "2024-13-01",
        "2024-00-05",
        "无固定期限",
        "2024",
        "2024-01",
        "45296",
        "1.2.3.4",
        "5 Example 2024",
        "9" * 5000,
        "2024-01-05-06",
        "2024-01-05 10:20 to 2024-02-06",
        "5-Jan-24",
        "民国113年13月5日",
        "民国前1年1月5日",
        "二〇二四年十三月五日",
        "正月初五",
        "5 Jane 2024",
        "Example 5, 2024",
        "May 2024",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert parse_date(text) is None


def test_day_and_month_are_told_apart_only_by_an_order_given() -> None:
    assert parse_date("03/04/2024") is None
    assert parse_date("25/12/2024") is None
    for text in ["03/04/2024", "3-4-2024", "03.04.2024 10:20", "０３／０４／２０２４"]:
        assert parse_date(text, order=DateOrder.DMY) == date(2024, 4, 3)
        assert parse_date(text, order=DateOrder.MDY) == date(2024, 3, 4)
    assert parse_date("04/13/2024", order=DateOrder.DMY) is None
    assert parse_date("13/04/2024", order=DateOrder.MDY) is None


@pytest.mark.parametrize("order", DateOrder)
def test_a_date_with_its_year_first_is_the_same_in_every_order(order: DateOrder) -> None:
    assert parse_date("2024-03-04", order=order) == date(2024, 3, 4)
    assert parse_partial_date("2024-03", order=order) == "2024-03"


def test_days_of_a_spreadsheet_are_read_only_where_asked_for() -> None:
    assert parse_date("45296") is None
    assert parse_date("45296", order=DateOrder.EXCEL) == date(2024, 1, 5)
    assert parse_date("45296.75", order=DateOrder.EXCEL) == date(2024, 1, 5)
    assert parse_date("2024-01-05", order=DateOrder.EXCEL) == date(2024, 1, 5)
    assert parse_partial_date("2024", order=DateOrder.EXCEL) == "2024"
    assert parse_date("452960", order=DateOrder.EXCEL) is None


@given(st.dates(date(1912, 1, 1), date(2910, 12, 31)))
def test_a_year_of_the_republic_is_a_year_of_ours(day: date) -> None:
    assert parse_date(f"民國{day.year - 1911}年{day.month}月{day.day}日") == day


@given(st.dates(date(1000, 1, 1)))
def test_chinese_numerals_say_the_same_day_as_digits(day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    assert parse_date(f"{year}年{numeral(day.month)}月{numeral(day.day)}日") == day


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return (head + digits[ones]).strip()


@pytest.mark.parametrize(
    "text", ["无固定期限", "無固定期限", " 长期 ", "永久", "至今", "9999-12-31", "Perpetual", ".."]
)
def test_no_end_is_something_a_source_says(text: str) -> None:
    assert is_open_end(text)


@pytest.mark.parametrize("text", ["", "-", "无", "2070-06-30", "长期股权投资", "长" * 5000])
def test_an_end_not_given_is_not_open(text: str) -> None:
    assert not is_open_end(text)


@settings(max_examples=500)
@given(
    st.one_of(
        st.text(st.characters()),
        st.text("0123456789-/.年月日元廿十〇○民国國JanMay ,T:Z+", max_size=30),
    ),
    st.sampled_from(DateOrder),
)
def test_any_text_is_a_date_or_none_and_a_date_is_read_as_itself(
    text: str, order: DateOrder
) -> None:
    part = parse_partial_date(text, order=order)
    assert part is None or parse_partial_date(part, order=order) == part
    day = parse_date(text, order=order)
    assert day is None or parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1980", "1980"),
        ("1980年", "1980"),
        ("1980-00-00", "1980"),
        ("19800000", "1980"),
        ("2000", "2000"),
        ("198005", "1980-05"),
        ("1980-5", "1980-05"),
        ("1980年5月", "1980-05"),
        ("1980-05-00", "1980-05"),
        ("1980/5/6", "1980-05-06"),
        ("一九八〇年五月", "1980-05"),
        ("民国69年5月", "1980-05"),
        ("May 1980", "1980-05"),
        ("MAY-1980", "1980-05"),
    ],
)
def test_as_much_of_a_date_is_read_as_is_there(text: str, part: str) -> None:
    assert parse_partial_date(text) == part
    assert parse_partial_date(part) == part


@pytest.mark.parametrize(
    "text", ["", "0000", "00000000", "1980-13", "198013", "1980-02-30", "80", "1980-00-05", "年"]
)
def test_no_part_is_made_up(text: str) -> None:
    assert parse_partial_date(text) is None
