"""What is known of a document type."""

import pytest

from veiltrace_connectors.acris.doc_types import Effect, doc_type


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("DEED", Effect.TRANSFER),
        ("deed,  rc", Effect.TRANSFER),
        ("MTGE", Effect.CHARGE),
        ("M&CON", Effect.CHARGE),
        ("ASST", Effect.ASSIGNMENT),
        ("SAT", Effect.RELEASE),
        ("PSAT", Effect.NONE),
        ("EASE", Effect.NONE),
        ("RPTT&RET", Effect.NONE),
        ("NO SUCH TYPE", Effect.NONE),
        ("", Effect.NONE),
    ],
)
def test_only_what_conveys_or_charges_a_whole_title_has_an_effect(
    code: str, effect: Effect
) -> None:
    assert doc_type(code).effect is effect


def test_a_party_is_called_as_the_control_codes_call_it() -> None:
    assert doc_type("DEED, LE").role("3") == "life estate retained"
    assert doc_type("LEAS").role("1") == "lessor/landlord"


@pytest.mark.parametrize("party_type", ["3", "9", "-1", "²", "x"])
def test_a_party_type_without_a_name_is_given_by_its_number(party_type: str) -> None:
    assert doc_type("DEED").role(party_type) == f"party {party_type}"
