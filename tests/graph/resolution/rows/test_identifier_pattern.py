"""What an identifier shows of itself, and which of several is compared."""

import pytest

from veiltrace_graph.model import PropertyValue
from veiltrace_graph.resolution.rows.identifier_pattern import identifier_pattern
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.normalise.value import Flag

WHOLE = "320106198001019905"


def pattern(name, *texts):
    read = [(text, normalise_property(name, text, country="CN")) for text in texts]
    values = [PropertyValue(name, r.value, r.flag) for _, r in read]
    return identifier_pattern(values, name)


@pytest.mark.parametrize("sign", ["*", "●", "○", "■", "×", "＊", "x", "X"])
def test_each_sign_that_masks_use_hides_one_character(sign):
    assert pattern("resident_id", f"320106{sign * 8}9905") == "320106________9905"


def test_a_check_digit_x_at_the_end_is_shown_and_hides_nothing():
    assert pattern("resident_id", "320106********990x") == "320106________990X"


def test_a_masked_id_of_15_digits_shows_what_the_18_digits_would():
    old, new = pattern("resident_id", "320106800101***"), pattern("resident_id", WHOLE)
    assert old == "320106__800101____"
    assert len(old) == len(new)
    assert all(shown in ("_", whole) for shown, whole in zip(old, new, strict=True))


def test_an_id_of_15_digits_is_the_one_of_18_it_became():
    assert pattern("resident_id", "320106800101990") == pattern("resident_id", WHOLE) == WHOLE


def test_the_whole_value_is_compared_before_a_masked_one_and_that_before_one_that_fails_its_check():
    masked, failed = "320106********9905", "320106198001019904"
    assert pattern("resident_id", failed, masked, WHOLE) == WHOLE
    assert pattern("resident_id", failed, masked) == "320106________9905"
    assert pattern("resident_id", failed) == failed


def test_a_value_that_fails_its_check_is_compared_without_the_gaps_it_came_with():
    failed = PropertyValue("resident_id", "320106 19800101 990x", Flag.CHECKSUM)
    assert identifier_pattern([failed], "resident_id") == "32010619800101990X"


def test_a_whole_number_hides_nothing_whatever_its_letters():
    assert pattern("id_number", "EXX1234") == "EXX1234"
    assert "_" not in pattern("id_number", "AB_12%34")


def test_which_value_is_compared_does_not_depend_on_their_order():
    texts = ["AB1234", "AA1234", "AB12**"]
    assert pattern("id_number", *texts) == pattern("id_number", *reversed(texts)) == "AA1234"


def test_a_value_that_shows_nothing_is_no_value():
    assert pattern("id_number", "******") is None


@pytest.mark.parametrize("flag", [Flag.ROUNDED, Flag.UNPARSED, Flag.MOJIBAKE])
def test_a_damaged_value_of_which_nobody_knows_what_it_was_is_no_value(flag):
    assert identifier_pattern([PropertyValue("id_number", "1.23E+10", flag)], "id_number") is None


def test_other_properties_are_not_looked_at():
    assert identifier_pattern([PropertyValue("phone", "+8612400000001")], "id_number") is None
