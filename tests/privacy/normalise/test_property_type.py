import pytest

from veiltrace_privacy.normalise.date_text import OPEN_END, DateOrder
from veiltrace_privacy.normalise.property_type import normalise_property, property_normaliser
from veiltrace_privacy.normalise.value import Flag, Normalised


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
    def read(country: str) -> Normalised:
        return normalise_property("started_on", "03/04/2024", country=country)

    assert (read("GB").value, read("gb").value) == ("2024-04-03", "2024-04-03")
    assert read("US").value == "2024-03-04"
    assert not read("PH").is_whole
    assert not read("").is_whole


@pytest.mark.parametrize("name", ["birth_date", "started_on", "ended_on"])
def test_a_source_may_write_dates_in_another_order_than_its_country(name: str) -> None:
    read = property_normaliser(name, country="US", order=DateOrder.DMY)
    assert read("03/04/2024").value == "2024-04-03"
    unread = property_normaliser(name, country="US", order=DateOrder.YMD)
    assert unread("03/04/2024").flag is Flag.UNPARSED


def test_an_end_said_not_to_come_is_whole_and_no_other_date_can_be_it() -> None:
    assert normalise_property("ended_on", "無固定期限", country="CN") == Normalised(OPEN_END)
    assert normalise_property("ended_on", "9999-12-31", country="CN") == Normalised(OPEN_END)
    assert normalise_property("ended_on", "00000000", country="US").flag is Flag.UNPARSED
    assert normalise_property("started_on", "无固定期限", country="CN").flag is Flag.UNPARSED


def test_the_company_register_is_passed_on() -> None:
    number = normalise_property("company_number", "229269", country="GB", register="GB-COH")
    assert number.value == "GB-COH:00229269"
