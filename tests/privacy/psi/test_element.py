import unicodedata
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.psi.element import (
    Element,
    fields_text,
    made_up_text,
    make_element,
    make_pair,
    pair_text,
)
from veiltrace_privacy.psi.errors import ElementRefused


def test_both_sides_write_one_pair_as_the_same_text(pair):
    person, phone = pair(1, 1).identity.value, pair(1, 1).contact.value
    ours = make_pair(Element("resident_id", person), Element("phone", phone))
    theirs = make_element("phone", f"0086 {phone[3:6]}-{phone[6:]}", country="CN")
    assert ours == pair(1, 1)
    assert theirs == pair(1, 1).contact


def test_a_text_differs_for_each_partner_epoch_person_phone_and_kind(pair):
    base = pair_text(pair(1, 1), partner="carrier", epoch="e")
    others = [
        pair_text(pair(1, 1), partner="lender", epoch="e"),
        pair_text(pair(1, 1), partner="carrier", epoch="f"),
        pair_text(pair(2, 1), partner="carrier", epoch="e"),
        pair_text(pair(1, 2), partner="carrier", epoch="e"),
        made_up_text("canary", partner="carrier", epoch="e", nonce="00"),
        made_up_text("dummy", partner="carrier", epoch="e", nonce="00"),
    ]
    assert len({base, *others}) == len(others) + 1


@given(st.lists(st.text()), st.lists(st.text()))
def test_no_two_lists_of_fields_give_one_text(one: list[str], other: list[str]) -> None:
    assert (fields_text(*one) == fields_text(*other)) == (one == other)


@pytest.mark.parametrize("value", ["", " ", "124****0001", "1.24E+10", "\ud800"])
def test_a_masked_or_damaged_value_makes_no_element(value: str) -> None:
    assert make_element("phone", value, country="CN") is None


def test_the_two_unicode_forms_of_a_text_are_one_element() -> None:
    forms = [unicodedata.normalize(form, "josé@example.org") for form in ("NFC", "NFD")]
    assert forms[0] != forms[1]
    assert make_element("handle", forms[0]) == make_element("handle", forms[1])


def test_what_is_no_text_or_no_matchable_kind_is_refused_and_not_shown() -> None:
    with pytest.raises(ElementRefused):
        make_element("phone", cast(str, 12400000001))
    with pytest.raises(ElementRefused) as refused:
        make_element("name", "somebody")
    assert "somebody" not in str(refused.value)


def test_identity_and_contact_cannot_be_swapped(pair):
    with pytest.raises(ElementRefused):
        make_pair(pair(1, 1).contact, pair(1, 1).identity)


def test_a_value_is_not_in_the_repr_of_its_element(pair):
    assert pair(1, 1).contact.value not in repr(pair(1, 1))
