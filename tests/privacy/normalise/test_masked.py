import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.comparison import Comparison
from veiltrace_privacy.normalise.masked import MaskedComparison, compare_masked

RESIDENT_ID, PHONE, CARD = "320106198001019905", "+8612400001234", "6200000000000000005"
AGREES, CONFLICTS = Comparison.AGREES, Comparison.CONFLICTS
CANNOT_TELL = Comparison.CANNOT_TELL
KINDS = ["resident_id", "uscc", "account_number", "vin", "plate", "id_number", "name"]
SHOWN = "0123456789ABCDEFGHJKLMNPRSTUVWYZ示例甲乙"
VALUES = st.text(SHOWN, min_size=2, max_size=24)


@pytest.mark.parametrize(
    ("kind", "masked", "whole", "known"),
    [
        ("resident_id", "3201**********9905", RESIDENT_ID, 8),
        ("resident_id", "320106********9905", RESIDENT_ID, 10),
        ("resident_id", "3201061980****9905", RESIDENT_ID, 14),
        ("resident_id", "３２０１０６＊＊＊＊＊＊＊＊９９０５", RESIDENT_ID, 10),
        ("resident_id", "320106XXXXXXXX9905", RESIDENT_ID, 10),
        ("resident_id", "3201****9905", RESIDENT_ID, 8),
        ("resident_id", "320106******990", RESIDENT_ID, 9),
        ("resident_id", "**************990X", "32010619800101990X", 4),
        ("phone", "124****1234", PHONE, 7),
        ("phone", "124-****-1234", PHONE, 7),
        ("phone", "124----1234", PHONE, 7),
        ("phone", "+86 124xxxx1234", PHONE, 7),
        ("phone", "0086124●●●●1234", PHONE, 7),
        ("phone", "86124****1234", PHONE, 7),
        ("phone", "124**1234", PHONE, 7),
        ("phone", "****1234", PHONE, 4),
        ("phone", "(025)8359****", "+862583591234", 6),
        ("phone", "+44 20 7946 ****", "+442079460018", 6),
        ("account_number", "尾号0005", CARD, 4),
        ("account_number", "示例银行尾号为0005", CARD, 4),
        ("account_number", "6200****0005", CARD, 8),
        ("account_number", "6200 **** **** **** 005", CARD, 7),
        ("name", "张*", "张三", 1),
        ("name", "张某", "张三", 1),
        ("name", "张某某", "张三", 1),
        ("name", "张某甲", "张三", 1),
        ("name", "张**", "張三豐", 1),
        ("name", "*三", "张三", 1),
        ("name", "Ann* Ex*", "Anna Example", 5),
        ("plate", "苏A**001", "苏A00001", 5),
        ("plate", "蘇A·***02", "苏AD0002", 4),
        ("plate", "苏AXXX01", "苏A00001", 4),
        ("uscc", "91320106********9D", "91320106MA9YYY999D", 10),
        ("email", "t***@example.com", "test@example.com", 13),
    ],
)
def test_a_masked_value_agrees_with_the_whole_one_in_what_it_shows(
    kind: str, masked: str, whole: str, known: int
) -> None:
    compared = compare_masked(kind, masked, whole)
    assert (compared.outcome, compared.known) == (AGREES, known)


@pytest.mark.parametrize(
    ("kind", "masked", "whole"),
    [
        ("resident_id", "3201**********9906", RESIDENT_ID),
        ("resident_id", "320106********9916", RESIDENT_ID),
        ("resident_id", "320107******990", RESIDENT_ID),
        ("phone", "125****1234", PHONE),
        ("phone", "124****1235", PHONE),
        ("phone", "+44 124****1234", PHONE),
        ("phone", "****1235", PHONE),
        ("account_number", "尾号0006", CARD),
        ("name", "李*", "张三"),
        ("name", "张某", "李三"),
        ("plate", "苏B**001", "苏A00001"),
        ("plate", "苏AD**01", "苏A00001"),
    ],
)
def test_a_character_that_is_shown_and_differs_is_a_conflict(
    kind: str, masked: str, whole: str
) -> None:
    assert compare_masked(kind, masked, whole).outcome is CONFLICTS


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("resident_id", "XXXXXXXXXX****XXXX", RESIDENT_ID),
        ("resident_id", "******************", RESIDENT_ID),
        ("name", "某某", "张三"),
        ("name", "**", "张三"),
        ("phone", "138********", "********138"),
        ("account_number", "6200****", "尾号0005"),
        ("phone", "", PHONE),
        ("phone", "-", PHONE),
        ("name", "张" * 1000, "张*"),
    ],
)
def test_values_that_show_nothing_in_common_tell_nothing(kind: str, one: str, other: str) -> None:
    compared = compare_masked(kind, one, other)
    assert (compared.outcome, compared.known) == (CANNOT_TELL, 0)


@pytest.mark.parametrize(
    ("kind", "one", "other", "outcome", "known"),
    [
        ("resident_id", "3201**********9905", "320106********99**", AGREES, 6),
        ("resident_id", "3201**********9905", "320106********9916", CONFLICTS, 0),
        ("phone", "138****1234", "+86138****1234", AGREES, 7),
        ("phone", "138****1234", "****1234", AGREES, 4),
        ("account_number", "尾号0005", "6200****0005", AGREES, 4),
        ("name", "张*", "张某某", AGREES, 1),
        ("name", "张*", "*明", CANNOT_TELL, 0),
    ],
)
def test_two_masked_values_are_compared_where_both_show(
    kind: str, one: str, other: str, outcome: Comparison, known: int
) -> None:
    compared = compare_masked(kind, one, other)
    assert (compared.outcome, compared.known) == (outcome, known)


@given(st.sampled_from(KINDS), VALUES, st.data())
def test_a_mask_made_of_a_value_always_agrees_with_it(
    kind: str, value: str, data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(value) - 1), max_size=len(value) - 1))
    masked = "".join("*" if place in hidden else char for place, char in enumerate(value))
    compared = compare_masked(kind, masked, value)
    assert compared == MaskedComparison(AGREES, compared.known, compared.length)
    if len(value) != 15:
        assert compared.known == len(value) - len(hidden)


@given(st.sampled_from(KINDS), VALUES, st.data())
def test_a_changed_character_that_is_shown_always_conflicts(
    kind: str, value: str, data: st.DataObject
) -> None:
    changed = data.draw(st.integers(0, len(value) - 1))
    hidden = data.draw(st.sets(st.integers(0, len(value) - 1).filter(lambda n: n != changed)))
    other = data.draw(st.sampled_from([char for char in SHOWN if char != value[changed]]))
    masked = "".join(
        "*" if place in hidden else other if place == changed else char
        for place, char in enumerate(value)
    )
    assert compare_masked(kind, masked, value).outcome is CONFLICTS


@given(st.sampled_from(KINDS), VALUES, st.integers(1, 23), st.integers(1, 23))
def test_a_mask_of_another_length_agrees_with_what_it_was_made_of(
    kind: str, value: str, start: int, length: int
) -> None:
    start = min(start, len(value) - 1)
    masked = f"{value[:start]}*{value[start + length :]}"
    # Fifteen characters of a resident ID are read as the form given out until 1999.
    if kind != "resident_id" or 15 not in (len(value), len(masked)):
        assert compare_masked(kind, masked, value).outcome is AGREES


MASKED = st.text("0123456789X*某甲示例+ -A", max_size=20)


@given(st.sampled_from([*KINDS, "phone", "email"]), MASKED | st.text(), MASKED | st.text())
def test_the_order_of_two_values_does_not_matter_and_no_text_raises(
    kind: str, one: str, other: str
) -> None:
    compared = compare_masked(kind, one, other)
    assert compared == compare_masked(kind, other, one)
    assert 0 <= compared.share <= 1
    assert (compared.outcome is AGREES) == (compared.known > 0)
