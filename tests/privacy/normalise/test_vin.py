import pytest

from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.normalise.vin import normalise_vin


@pytest.mark.parametrize("text", ["1M8GDM9AXKP042788", "1m8gdm9axkp042788", " 1M8GD M9AX-KP042788"])
def test_every_spelling_gives_one_value(text: str) -> None:
    assert normalise_vin(text).value == "1M8GDM9AXKP042788"


def test_the_check_digit_counts_in_north_america_only() -> None:
    assert normalise_vin("1M8GDM9A0KP042788").flag is Flag.CHECKSUM
    assert normalise_vin("LZZZZZZZ0AA000001").flag is Flag.OK


@pytest.mark.parametrize(
    "text", ["", "LZZZZZZZ0AA00000", "LZZZZZZZ0AA00000O", "00000000000000000", "-"]
)
def test_what_has_another_form_stays_unread(text: str) -> None:
    assert normalise_vin(text).flag is Flag.UNPARSED


def test_a_masked_number_is_kept_and_never_matched() -> None:
    assert normalise_vin("LZZZZZZZ*********").flag is Flag.MASKED
