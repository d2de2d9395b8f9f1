import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from veiltrace_privacy.normalise.pinyin import pinyin_of, pinyin_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("xiaoming", ("xiao", "ming")),
        ("xian", ("xian",)),
        ("xi'an", ("xi", "an")),
        ("fangan", ("fan", "gan")),
        ("fang'an", ("fang", "an")),
        ("tiananmen", ("tian", "an", "men")),
        ("ouyang", ("ou", "yang")),
        ("wáng", ("wang",)),
        ("lyu", ("lv",)),
        ("lü", ("lv",)),
        ("lǚ", ("lv",)),
        ("lvqiang", ("lv", "qiang")),
        ("zhuangzhuang", ("zhuang", "zhuang")),
        ("smith", ()),
        ("müller", ()),
        ("xiaomingx", ()),
        ("x", ()),
        ("", ()),
        ("'", ()),
        ("xi'", ()),
        ("ma" * 13, ()),
    ],
)
def test_a_word_is_syllables_or_no_pinyin(word: str, syllables: tuple[str, ...]) -> None:
    assert pinyin_syllables(word) == syllables


def test_the_usual_reading_of_common_characters_is_made_of_syllables() -> None:
    common = [chr(point) for point in PINYIN_DICT if 0x4E00 <= point < 0x9FA6]
    odd = [char for char in common if not pinyin_syllables(pinyin_of(char)[0])]
    # 嗯, 呣 and the like: sounds, and no part of a name.
    assert len(odd) < 20


@given(st.text())
def test_any_word_is_read_at_once(word: str) -> None:
    assert "".join(pinyin_syllables(word)).isascii()


def test_the_worst_word_takes_no_time() -> None:
    started = time.process_time()
    for end in range(100, 120):
        assert pinyin_syllables("an" * 11 + "a" + chr(end)) is not None
    assert time.process_time() - started < 1
