import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.damage import damage, is_masked_text, unwrap
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize("text", ["124****0001", "3201●●●●9905", "124xxxx0001", "124----0001"])
def test_a_masked_number_is_seen_as_masked(text: str) -> None:
    assert damage(text, digits=True) is Flag.MASKED


@pytest.mark.parametrize(
    "text", ["1.38001E+10", "1.38001e+10", "1.9143100000101E18", "5E+17", "320106198001019900.0"]
)
def test_a_number_a_spreadsheet_rounded_is_seen_as_rounded(text: str) -> None:
    assert damage(unwrap(text), digits=True) is Flag.ROUNDED


@pytest.mark.parametrize("text", ["1E10", "12E45", "XX12", "WVWZZZXXZ", "32010619800101990X", "-"])
def test_a_letter_in_a_code_is_no_damage(text: str) -> None:
    assert damage(text) is None


@pytest.mark.parametrize(
    "text",
    ["示例**", "*例甲", "某某", "示例某", "示例××", "示例XX", "XX科技有限公司", "J*** S***", "XXX"],
)
def test_a_name_with_a_part_left_out_is_masked(text: str) -> None:
    assert is_masked_text(text)


@pytest.mark.parametrize("text", ["E*TRADE LLC", "Exxon", "Fund XX LP", "买买提•示例", "A × B Ltd"])
def test_a_name_that_holds_such_signs_of_its_own_is_not_masked(text: str) -> None:
    assert not is_masked_text(text)


def test_what_a_spreadsheet_puts_around_a_number_is_taken_off() -> None:
    assert [unwrap(text) for text in ["'0012021", "’0012021", '="0012021"', "0012021.0"]] == [
        "0012021"
    ] * 4


@given(st.text(st.sampled_from("aXx* \t×-"), max_size=8))
def test_plain_letters_are_asked_for_masks_as_any_others_are(text: str) -> None:
    # Behind a letter of another script no short cut is taken; it starts no mask and ends none.
    only_x = len(text) > 1 and set(text) <= {"X", "x"}
    assert is_masked_text(text) == (is_masked_text(f"é{text}") or only_x)
