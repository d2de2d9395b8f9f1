import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.company_register import register_code
from veiltrace_privacy.normalise.organisation_id import normalise_company_number


@pytest.mark.parametrize(
    "register",
    [
        "Companies House",
        "COMPANIES HOUSE",
        "Companies House, Cardiff",
        "Companies House (England And Wales)",
        "Companies House UK",
        "UK Companies House",
        "U.K. Companies House",
        "Uk Register Of Companies",
        "United Kingdom Companies Register",
        "England & Wales",
        "England and Wales",
        "England",
        "Registrar of Companies for England and Wales",
        "The Registrar of Companies (Scotland)",
        "Register of Companies in Northern Ireland",
        "Companies Registry, Belfast",
        "Companies House - Edinburgh",
        "ＵＫ　Companies House",
    ],
)
def test_companies_house_is_known_by_many_names(register: str) -> None:
    assert register_code(register) == "GB-COH"
    assert register_code(register, "United Kingdom") == "GB-COH"


@pytest.mark.parametrize("country", ["United Kingdom", "Uk", "England & Wales", "GB", "Scotland"])
def test_a_name_any_country_may_use_is_british_where_the_country_is(country: str) -> None:
    assert register_code("Registrar of Companies", country) == "GB-COH"
    assert register_code("Registrar of Companies") == ""


@pytest.mark.parametrize(
    ("register", "country"),
    [
        ("", "England"),
        ("-", "England"),
        ("Companies House", "Jersey"),
        ("Companies House", "Ireland"),
        ("Companies House Gibraltar", ""),
        ("Jersey Companies Registry", ""),
        ("Guernsey Registry", "United Kingdom"),
        ("Isle of Man Companies Registry", ""),
        ("Companies Registration Office", "Ireland"),
        ("Companies Registration Office, Ireland", ""),
        ("New South Wales", ""),
        ("New England", ""),
        ("United Register", ""),
        ("Ireland", "Northern Ireland"),
        ("Charity Commission", "England"),
        ("FCA Mutuals Register", "United Kingdom"),
        ("Handelsregister", "Germany"),
        ("Companies Registry", "Hong Kong"),
        ("Delaware", "United States"),
    ],
)
def test_another_register_is_never_taken_for_companies_house(register: str, country: str) -> None:
    assert register_code(register, country) == ""


@given(st.text(), st.text())
def test_no_text_raises(register: str, country: str) -> None:
    assert register_code(register, country) in ("", "GB-COH")


def test_a_number_is_padded_where_its_register_is_british_and_nowhere_else() -> None:
    british = normalise_company_number("12", register_code("UK Register of Companies"))
    assert british.value == "GB-COH:00000012"
    assert not normalise_company_number("12", register_code("Handelsregister", "DE")).is_whole
