"""When a filing means the British company register."""

import pytest

from veiltrace_connectors.uk_psc.register_name import is_companies_house


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("England And Wales", "Companies House"),
        ("United Kingdom", ""),
        ("U.K.", "UK Register of Companies"),
        ("England & Wales", "Registrar of Companies (England and Wales)"),
        ("Scotland", "Companies House, Edinburgh"),
        ("Northern Ireland", "Companies Registry"),
        ("Great Britain", "Companies Act 2006"),
        ("G.B.", "COMPANY HOUSE"),
        ("", "Companies House"),
        ("", "The Registrar of Companies for England and Wales"),
    ],
)
def test_the_british_register_is_known_in_its_spellings(country: str, place: str) -> None:
    assert is_companies_house(country, place)


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("British Virgin Islands", "Registrar of Companies"),
        ("Ireland", "Companies Registration Office"),
        ("Ireland", "Companies House"),
        ("Gibraltar", "Companies House Gibraltar"),
        ("New South Wales", ""),
        ("Jersey", "Companies Registry"),
        ("United Kingdom", "Charity Commission"),
        ("United Kingdom", "Companies Registry of Jersey"),
        ("West Yorkshire", ""),
        ("", "Registrar of Companies"),
        ("", ""),
    ],
)
def test_any_word_more_makes_it_another_register(country: str, place: str) -> None:
    assert not is_companies_house(country, place)
