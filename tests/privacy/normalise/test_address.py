import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.address import normalise_address
from veiltrace_privacy.normalise.value import Flag


@pytest.mark.parametrize(
    "text",
    [
        "江蘇省南京市鼓樓區示例路２號",
        "江苏省 南京市，鼓楼区 示例路2号",
        "江苏省、南京市鼓楼区示例路2号。",
    ],
)
def test_spellings_of_one_chinese_address_give_one_value(text: str) -> None:
    assert normalise_address(text, "CN").value == "江苏省南京市鼓楼区示例路2号"


def test_spellings_of_one_latin_address_give_one_value() -> None:
    texts = ["12 St. John's Road, LONDON", "12, st johns road   london"]
    assert len({normalise_address(text, "GB").value for text in texts}) == 1


def test_house_and_flat_number_do_not_run_together() -> None:
    assert normalise_address("示例路1-101", "CN") != normalise_address("示例路11-01", "CN")
    assert normalise_address("示例路1-101", "CN") == normalise_address("示例路1 101", "CN")


def test_japanese_addresses_keep_their_characters() -> None:
    assert normalise_address("東京都示例區1-2", "jp").value == "東京都示例區1 2"


def test_words_with_vowel_signs_stay_whole() -> None:
    assert normalise_address("दिल्ली, 12", "IN").value == "दिल्ली 12"


def test_a_masked_or_empty_address_is_not_whole() -> None:
    assert normalise_address("南京市**路1号", "CN").flag is Flag.MASKED
    assert normalise_address("南京市某小区", "CN").flag is Flag.MASKED
    assert normalise_address(":XX", "CN").flag is Flag.MASKED
    assert normalise_address("N/A", "CN").flag is Flag.UNPARSED
    assert normalise_address("-", "CN").flag is Flag.UNPARSED


@given(st.text(), st.sampled_from(["CN", "JP", "GB", ""]))
def test_a_normalised_address_changes_no_more(text: str, country: str) -> None:
    once = normalise_address(text, country)
    assert not once.is_whole or normalise_address(once.value, country) == once


@given(
    st.text(
        st.sampled_from("aZ09 '`-,._/*xX#\t\x1fß\u0301éñ’\u2010\u200b路号、０Ｚ\u0e31\u0915\u093f")
    )
)
def test_the_short_way_for_latin_text_gives_what_asking_at_each_gap_gives(text: str) -> None:
    # An ideograph far from everything else makes the whole text take the long way.
    long_way = normalise_address(f"{text} 1 路", "CN")
    short = normalise_address(text, "CN")
    if short.is_whole and long_way.is_whole:
        assert long_way.value == normalise_address(f"{short.value} 1 路", "CN").value


@given(text=st.text(st.characters(codec="ascii"), max_size=40).map(str.strip))
def test_the_short_way_of_plain_text_ends_where_the_long_one_does(text: str) -> None:
    # A mark that cleaning takes out sends the text the long way.
    short, long = normalise_address(text, "GB"), normalise_address(f"{text}\u200b", "GB")
    assert (short.value, short.flag) == (long.value.removesuffix("\u200b"), long.flag)
