"""The names and abbreviations by which Chinese addresses begin, and which areas they may mean."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from veiltrace_privacy.normalise.area_table import Area, area_table
from veiltrace_privacy.normalise.text import to_simplified

_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|蒙古|朝鲜|土家|布依|哈尼|景颇|傈僳|塔吉克|锡伯|仡佬|仫佬|毛南|撒拉|裕固|保安"
    "|东乡|达斡尔|鄂温克|鄂伦春|布朗|普米|拉祜|独龙|纳西"
)
_PEOPLE = re.compile(f"(?:(?:{_PEOPLES})族?|[满回苗彝壮侗瑶白傣黎藏羌土畲佤水怒京各]族)+(?=自治)")
_PROVINCE_END = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)$")
_PREFECTURE_END = re.compile("(?:自治州|地区|盟|市)$")
_COUNTY_END = re.compile("(?:自治)?[市县旗]$")
_AUTONOMOUS = re.compile("自治[州县旗]$")
_MIN_STEM = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """An area that a name may mean; `is_short` where the name is an abbreviation of it."""

    area: Area
    is_short: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """What each name may mean, and how long the names are that begin with a character."""

    meanings: dict[str, tuple[Meaning, ...]]
    lengths: dict[str, tuple[int, ...]]


@functools.cache
def name_index() -> NameIndex:
    """Return the index over all names the lists have ever had, in simplified characters.

    >>> [meaning.area.code for meaning in name_index().meanings["朝阳区"]]
    ['110105', '220104']
    """
    found: dict[str, list[Meaning]] = {}
    lengths: dict[str, set[int]] = {}
    table = area_table()
    for versions in table.by_code.values():
        for area in versions:
            name = to_simplified(area.name)
            found.setdefault(name, []).append(Meaning(area, is_short=False))
            if area.last_listed == table.lists[-1]:
                for short in {*_abbreviations(area.code, name)} - {name}:
                    found.setdefault(short, []).append(Meaning(area, is_short=True))
    for name in found:
        lengths.setdefault(name[0], set()).add(len(name))
    return NameIndex(
        {name: tuple(meanings) for name, meanings in found.items()},
        {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()},
    )


def _abbreviations(code: str, name: str) -> Iterator[str]:
    """Yield 江苏, 南京, 恩施, 恩施州, 长阳县, 昆山 for areas of today, but never 鼓楼 for 鼓楼区.

    A district is told from streets and towns of its name by 区 alone.
    """
    bare = _PEOPLE.sub("", name)
    suffix = _AUTONOMOUS.search(bare)
    if code.endswith("0000"):
        stem = _PROVINCE_END.sub("", name)
    elif code.endswith("00"):
        stem = _PREFECTURE_END.sub("", bare)
    elif suffix or bare[-1] in "市县":
        stem = _COUNTY_END.sub("", bare)
    else:
        return
    if len(stem) >= _MIN_STEM:
        yield stem
        if suffix:
            yield stem + bare[-1]
