"""Numbers of fictitious companies are right in form and, but for British ones, of nobody."""

from datetime import date
from random import Random

import pytest
from benchmarks.companies.codes import draw_codes
from benchmarks.companies.model import Country, Form
from benchmarks.companies.numbers import phone
from benchmarks.companies.words import places

from veiltrace_privacy.normalise.area_table import area_table
from veiltrace_privacy.normalise.property_type import normalise_property

RNG = Random(5)


def drawn(country: Country, founded: date = date(2010, 1, 1)) -> dict[str, str]:
    return draw_codes(country, RNG.choice(places(country)), Form.LIMITED, founded, RNG)


@pytest.mark.parametrize("country", Country)
def test_every_code_is_whole_as_it_is_drawn(country: Country) -> None:
    for _ in range(50):
        for name, text in drawn(country).items():
            assert normalise_property(name, text, country=country).is_whole, name


@pytest.mark.parametrize("country", Country)
def test_every_phone_number_can_be_read(country: Country) -> None:
    for place in places(country):
        for _ in range(20):
            text = phone(country, place, RNG)
            assert normalise_property("phone", text, country=country).is_whole


def test_chinese_codes_are_of_areas_that_do_not_exist() -> None:
    known = area_table().by_code
    for _ in range(50):
        codes = drawn(Country.CHINA)
        assert codes["uscc"][2:8] == codes["registration_number"][:6]
        assert codes["uscc"][2:8] not in known


def test_a_firm_founded_since_the_social_credit_code_has_no_register_number_beside_it() -> None:
    assert "registration_number" not in drawn(Country.CHINA, date(2020, 1, 1))
