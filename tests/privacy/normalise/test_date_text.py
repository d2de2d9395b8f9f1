from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.date_text import DateOrder, parse_date, parse_partial_date


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
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_with_its_year_last_is_read_only_in_a_known_order() -> None:
    assert parse_date("03/04/2024") is None
    assert parse_date("03/04/2024", order=DateOrder.DMY) == date(2024, 4, 3)
    assert parse_date("03-04-2024", order=DateOrder.DMY) == date(2024, 4, 3)
    assert parse_date("04/13/2024", order=DateOrder.DMY) is None
    assert parse_date("03/04/2024", order=DateOrder.MDY) == date(2024, 3, 4)
    assert parse_date("13/04/2024", order=DateOrder.MDY) is None


@pytest.mark.parametrize("order", DateOrder)
def test_a_date_with_its_year_first_is_the_same_in_every_order(order: DateOrder) -> None:
    assert parse_date("2024-03-04", order=order) == date(2024, 3, 4)
    assert parse_partial_date("2024-03", order=order) == "2024-03"


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
