import pytest

from veiltrace_privacy.normalise.date_text import DateOrder
from veiltrace_privacy.normalise.property_type import normalise_property, property_normaliser


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("name", " 示例甲 ", "示例甲"),
        ("phone", "12400001234", "+8612400001234"),
        ("resident_id", "320106198001019905", "320106198001019905"),
        ("birth_date", "1980年1月", "1980-01"),
        ("started_on", "2024/1/5", "2024-01-05"),
        ("capital", "1000万人民币", "10000000"),
        ("email", "TEST@example.com", "test@example.com"),
        ("address", "南京市鼓樓區", "南京市鼓楼区"),
        ("note", " ａ  b ", "a b"),
        ("a name nobody knows", "ａ", "a"),
    ],
)
def test_each_property_is_read_as_its_type_asks(name: str, text: str, value: str) -> None:
    assert normalise_property(name, text, country="CN").value == value


def test_the_country_settles_the_order_of_day_and_month() -> None:
    assert normalise_property("ended_on", "03/04/2024", country="GB").value == "2024-04-03"
    assert not normalise_property("ended_on", "03/04/2024", country="US").is_whole


def test_a_source_may_write_dates_in_another_order_than_its_country() -> None:
    for name in ("ended_on", "birth_date"):
        read = property_normaliser(name, country="US", order=DateOrder.MDY)
        assert read("03/04/2024").value == "2024-03-04"


def test_the_company_register_is_passed_on() -> None:
    number = normalise_property("company_number", "229269", country="GB", register="GB-COH")
    assert number.value == "GB-COH:00229269"
