import pytest

from veiltrace_privacy.normalise.date_order import date_order_of
from veiltrace_privacy.normalise.date_text import DateOrder


@pytest.mark.parametrize(
    ("country", "order"),
    [
        ("GB", DateOrder.DMY),
        ("hk", DateOrder.DMY),
        ("US", DateOrder.MDY),
        ("PR", DateOrder.MDY),
        ("CN", DateOrder.YMD),
        ("PH", DateOrder.YMD),
        ("CA", DateOrder.YMD),
        ("TH", DateOrder.YMD),
        ("", DateOrder.YMD),
        ("?", DateOrder.YMD),
    ],
)
def test_only_a_country_of_one_habit_has_an_order(country: str, order: DateOrder) -> None:
    assert date_order_of(country) is order
