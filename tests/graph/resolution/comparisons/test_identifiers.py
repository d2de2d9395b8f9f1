"""What whole, masked and mistyped identifiers, and shared contact values, say of two records."""

import pytest

from veiltrace_graph.resolution.comparisons.identifiers import contact_levels, identifier_levels

WHOLE = "320106198001019905"
IDENTIFIERS = {
    "same": (WHOLE, WHOLE),
    "shown agrees/8": (WHOLE, "320106********9905"),
    "shown agrees/4": (WHOLE, "**************9905"),
    "shown agrees/0": (WHOLE, "***************905"),
    "one edit": (WHOLE, "320106198001019904"),
    "two edits": (WHOLE, "320106198001019815"),
    "differs": (WHOLE, "11010119900307889X"),
    "shown differs": (WHOLE, "320106********9906"),
}
CONTACT_BITS = {"+8612400000009": 9, "+8612400000005": 5, "+8612400000001": 1}
CONTACTS = {
    "share/9": ("12400000009", "12400000009"),
    "share/5": ("12400000005", "12400000005"),
    "share/0": ("12400000001", "12400000001"),
    "same user": ("persona@example.com", "persona@example.org"),
    "alike": ("12455550001", "12455550002"),
    "none": ("12455550001", "12466660002"),
}


def holding(name, *pairs):
    return [({name: left}, {name: right}) for left, right in pairs]


def reached(*pairs):
    def said(text):
        return {"email" if "@" in text else "phone": text}

    return [(said(left), said(right)) for left, right in pairs]


def test_each_level_holds_for_identifiers_as_it_says(labels):
    assert tuple(IDENTIFIERS) == tuple(level.label for level in identifier_levels("resident_id"))
    pairs = holding("resident_id", *IDENTIFIERS.values())
    assert labels("resident_id", pairs) == list(IDENTIFIERS)


def test_the_order_of_two_identifiers_says_nothing(labels):
    turned = holding("resident_id", *((right, left) for left, right in IDENTIFIERS.values()))
    assert labels("resident_id", turned) == list(IDENTIFIERS)


def test_the_15_digits_given_out_until_1999_are_the_same_identifier(labels):
    pairs = holding("resident_id", ("320106800101990", WHOLE), ("320106800101***", WHOLE))
    assert labels("resident_id", pairs) == ["same", "shown agrees/8"]


def test_two_masks_agree_where_both_show_something_and_it_is_the_same(labels):
    pairs = holding(
        "resident_id",
        ("320106********9905", "32010619800101****"),
        ("320106********9905", "32010719800101****"),
        ("320106********9905", "******1980********"),
    )
    assert labels("resident_id", pairs) == ["shown agrees/4", "shown differs", "shown agrees/0"]


def test_a_mask_that_is_shorter_than_what_it_hides_is_compared_from_both_ends(labels):
    pairs = holding(
        "id_number",
        ("AB12****78", "AB12345678"),
        ("AB12*5678", "AB123435678"),
        ("AB12*78", "AB12345678"),
        ("AB12*79", "AB12345678"),
        ("AC12*78", "AB12345678"),
        ("AB*78", "AB12***5678"),
        ("AB1*", "AB12"),
    )
    expected = ["shown agrees/4", "shown agrees/8", "shown agrees/4", "shown differs"]
    expected += ["shown differs", "shown agrees/4", "shown agrees/0"]
    assert labels("id_number", pairs) == expected


@pytest.mark.parametrize("sign", "%_?.\\'")
def test_a_sign_that_a_pattern_would_read_is_only_a_sign(sign, labels):
    pairs = holding("id_number", (f"AB{sign}1234", "ABC1234"), (f"AB{sign}34567890", "AB1***7890"))
    assert labels("id_number", pairs) == ["one edit", "shown differs"]


def test_a_value_that_fails_its_check_is_compared_with_a_gap_as_without(labels):
    mistyped = "320106 19800101 9904"
    assert labels("resident_id", holding("resident_id", (mistyped, WHOLE))) == ["one edit"]


def test_each_level_holds_for_contact_values_as_it_says(labels):
    assert tuple(CONTACTS) == tuple(level.label for level in contact_levels("contact"))
    assert labels("contact", reached(*CONTACTS.values()), contact=CONTACT_BITS) == list(CONTACTS)


def test_the_order_of_two_contact_values_says_nothing(labels):
    turned = reached(*((right, left) for left, right in CONTACTS.values()))
    assert labels("contact", turned, contact=CONTACT_BITS) == list(CONTACTS)


def test_the_rarest_of_several_shared_values_decides(labels):
    several = {"phone": ["12400000001", "12400000009"]}
    assert labels("contact", [(several, several)], contact=CONTACT_BITS) == ["share/9"]


def test_phones_alone_share_no_user_of_an_address(labels):
    assert labels("contact", reached(("12455550001", "12466660002"))) == ["none"]
    assert labels("contact", reached(("12455550001", "persona@example.com"))) == ["none"]


def test_a_mistyped_address_is_alike(labels):
    pairs = reached(("persona.example@example.com", "persona.exampel@exmaple.com"))
    assert labels("contact", pairs) == ["alike"]
