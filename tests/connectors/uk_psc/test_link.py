"""By what an entry is known."""

import pytest

from veiltrace_connectors.uk_psc.link import Link, link_of, parse_link


@pytest.mark.parametrize(
    "part",
    [
        "persons-with-significant-control-statements",
        "persons-with-significant-control-statement",
        "persons_with_significant_control_statements",
    ],
)
def test_three_spellings_of_the_link_are_one(part: str) -> None:
    assert parse_link(f"/company/SC000001/{part}/A1") == Link("SC000001", "statement", "A1")


@pytest.mark.parametrize(
    "key",
    [
        "self",
        "persons_with_significant_control",
        "persons_with_significant_control_statement",
        "persons_with_significant_control_statements",
    ],
)
def test_three_spellings_of_the_link_s_key_are_one(key: str) -> None:
    path = "/company/00000012/persons-with-significant-control/individual/A1"
    assert link_of({key: path}) == Link("00000012", "individual", "A1")


def test_the_path_of_an_overseas_owner_says_what_the_entry_is_of() -> None:
    path = "/company/OE000001/persons-with-significant-control/corporate-entity-beneficial-owner/A"
    assert parse_link(path) == Link("OE000001", "corporate-entity", "A")


@pytest.mark.parametrize("links", [None, [], "text", {}, {"self": 7}, {"self": "/officers/1"}])
def test_what_is_no_link_states_nothing(links: object) -> None:
    assert link_of(links) == Link()
