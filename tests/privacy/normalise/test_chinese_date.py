import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.normalise.chinese_date import with_western_digits


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("一九八〇年十二月三十一日", "1980年12月31日"),
        ("二零零六年十月廿三日", "2006年10月23日"),
        ("民国元年元月一日", "1912年1月1日"),
        ("中华民国 99 年", "2010 年"),
        ("民國一百零五年", "2016年"),
        ("2024年一月5日", "2024年1月5日"),
        ("十十年", "十十年"),
        ("二四年一月", "二四年1月"),
        ("示例三路", "示例三路"),
    ],
)
def test_numerals_before_year_month_and_day_become_digits(text: str, western: str) -> None:
    assert with_western_digits(text) == western


@given(st.text("〇○零一二三四五六七八九十廿卅百元年月日号民国中华0123456789 "))
def test_a_date_once_rewritten_has_nothing_left_to_rewrite(text: str) -> None:
    once = with_western_digits(text)
    assert "民国" in once or with_western_digits(once) == once
