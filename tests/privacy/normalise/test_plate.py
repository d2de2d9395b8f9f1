import pytest

from veiltrace_privacy.normalise.plate import normalise_plate
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    "text", ["苏A·00001", "蘇A 00001", "苏a•00001", "苏Ａ－００００１", "苏A00001"]
)
def test_every_spelling_of_a_chinese_plate_gives_one_value(text: str) -> None:
    assert normalise_plate(text).value == "苏A00001"


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
