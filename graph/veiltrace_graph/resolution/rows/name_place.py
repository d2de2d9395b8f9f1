"""The place in a company's name, in one spelling for Chinese and Latin letters.

Chinese firms bear their city or province in front, or in brackets behind the trade. Counties are
read with their ending only: 永康 and 泰和 are as often brands.
"""

import functools
import re
from collections.abc import Sequence

from veiltrace_privacy.normalise.area_name import Meaning, name_index
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.pinyin import pinyin_of
from veiltrace_privacy.normalise.text import to_simplified

_HAN = re.compile("[\u3400-\u9fff]")
_END = re.compile("(?<=..)(?:省|市|区|县|自治州|特别行政区)$")
# Where the English name is no pinyin.
_SPELLED = {
    "香港": "hongkong",
    "澳门": "macau",
    "陕西": "shaanxi",
    "内蒙古": "innermongolia",
    "西藏": "tibet",
}


def place_key(text: str) -> str:
    """Return a place's letters, those of its reading if it is in Chinese, without its kind.

    >>> place_key("南京市"), place_key("Frankfurt am Main"), place_key("香港")
    ('nanjing', 'frankfurtammain', 'hongkong')
    """
    if not _HAN.search(text):
        return "".join(plain_words(text))
    stem = _END.sub("", to_simplified(text))
    return _SPELLED.get(stem) or "".join(pinyin_of(stem))


def part_han_place(name: str) -> tuple[str, str]:
    """Return (place, rest) of a Chinese name in simplified characters; "" if none is in front.

    Of several places, such as province and city, the innermost is returned.

    >>> part_han_place("江苏南京示例贸易"), part_han_place("示例贸易")
    (('南京', '示例贸易'), ('', '示例贸易'))
    """
    place = ""
    around: tuple[str, ...] = ("",)
    while True:
        found = _longest_in_front(name, around)
        if not found:
            return place, name
        place, name = found, name.removeprefix(found)
        around = tuple(
            meaning.area.code.rstrip("0") for meaning in name_index().meanings[found] if meaning
        )


def part_latin_place(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return (place key, rest) of plain words that begin with a city or province of China.

    >>> part_latin_place(["nan", "jing", "example"]), part_latin_place(["fictional", "example"])
    (('nanjing', ('example',)), ('', ('fictional', 'example')))
    """
    for count in (2, 1):
        key = "".join(words[:count])
        if len(words) > count and key in _readings():
            return key, tuple(words[count:])
    return "", tuple(words)


def is_han_place(name: str) -> bool:
    """Return whether a text in simplified characters is the name of an area and nothing else.

    >>> is_han_place("南京"), is_han_place("示例")
    (True, False)
    """
    return name in name_index().meanings


def is_latin_place(key: str) -> bool:
    """Return whether letters are those of a Chinese city or province.

    >>> is_latin_place("nanjing"), is_latin_place("leeds")
    (True, False)
    """
    return key in _readings()


def _longest_in_front(name: str, around: Sequence[str]) -> str:
    index = name_index()
    for length in index.lengths.get(name[:1], ()):
        known = index.meanings.get(name[:length], ())
        if any(_counts(m) and m.area.code.startswith(tuple(around)) for m in known):
            return name[:length]
    return ""


def _counts(meaning: Meaning) -> bool:
    return not meaning.is_short or meaning.area.code.endswith("00")


@functools.cache
def _readings() -> frozenset[str]:
    return frozenset(
        place_key(name)
        for name, meanings in name_index().meanings.items()
        if any(meaning.area.code.endswith("00") for meaning in meanings)
    )
