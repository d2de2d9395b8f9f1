import pytest

from veiltrace_privacy.normalise.plate import normalise_plate
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    "text", ["苏A·00001", "蘇A 00001", "苏a•00001", "苏Ａ－００００１", "苏A00001"]
)
def test_every_spelling_of_a_chinese_plate_gives_one_value(text: str) -> None:
    assert normalise_plate(text).value == "苏A00001"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("苏A·D00002", "苏AD00002"),
        ("苏A00002D", "苏A00002D"),
        ("苏A·0001挂", "苏A0001挂"),
        ("蘇A0001學", "苏A0001学"),
        ("苏A·0001警", "苏A0001警"),
        ("粤Z·0001港", "粤Z0001港"),
        ("粵Ｚ0001澳", "粤Z0001澳"),
        ("苏A·0001应急", "苏A0001应急"),
        ("使000·001", "使000001"),
        ("沪A00001领", "沪A00001领"),
        ("WJ·苏00001", "WJ苏00001"),
    ],
)
def test_new_energy_and_special_plates_keep_what_makes_them_so(text: str, mark: str) -> None:
    assert normalise_plate(text).value == mark
    assert normalise_plate(mark).value == mark


def test_a_new_energy_plate_is_one_longer_and_another_than_the_ordinary_one() -> None:
    assert normalise_plate("苏AD00002") != normalise_plate("苏A00002")


def test_marks_of_other_kinds_are_read_too() -> None:
    assert normalise_plate("苏A D00002").value == "苏AD00002"
    assert normalise_plate("G-ABCD").value == "GABCD"
    assert normalise_plate("N123EX").value == "N123EX"


@pytest.mark.parametrize("text", ["苏A**001", "苏AXXX01"])
def test_a_masked_mark_is_kept_and_never_matched(text: str) -> None:
    assert normalise_plate(text).flag is Flag.MASKED


@pytest.mark.parametrize("text", ["", "-", "无牌", "苏A00001、苏A00002"])
def test_what_is_no_single_mark_stays_unread(text: str) -> None:
    assert normalise_plate(text).flag is Flag.UNPARSED
