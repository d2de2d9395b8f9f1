"""Which administrative areas a Chinese address begins with, read from the front, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_privacy.normalise.area_name import Meaning, name_index
from veiltrace_privacy.normalise.area_table import Area, area_table
from veiltrace_privacy.normalise.text import clean, to_simplified

_GAP = r"[\s,;/|>·、:-]*"
_START = re.compile(f"(?:中华人民共和国|中国)?{_GAP}")
_BETWEEN = re.compile(f"{_GAP}(?:市辖区{_GAP})?")
# 南京 is no city in 南京东路, nor 南京市 in 南京市场.
_NAME_OF_ANOTHER_THING = re.compile(
    "[省市区县州盟旗场]|[东西南北中新老一二三四五六七八九十]{0,2}"
    "(?:[路街道巷弄里村镇乡桥站港]|大道|大街|胡同|小区|大厦|大楼|广场|花园|公寓|公园|宾馆|酒店|饭店"
    "|医院|大学|银行|商城|国际|人家)"
)
# Chongqing left Sichuan in 1997, Hainan left Guangdong in 1988: their places took other codes.
_LEFT_PROVINCE = {"50": "51", "46": "44"}
_DISTRICT = re.compile("(?<![地林治])区$")
_NOTHING_AROUND: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class PlacedAddress:
    """The areas an address begins with, and the rest of it.

    `candidates` are what the last name read may mean where that is not certain; no area is then
    taken from it. Areas that are not named follow from the code of the one that is.
    """

    province: Area | None
    city: Area | None
    county: Area | None
    rest: str
    candidates: tuple[Area, ...] = ()

    @property
    def code(self) -> str:
        """The code of the smallest area that is certain, else empty."""
        smallest = self.county or self.city or self.province
        return smallest.code if smallest else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One name read: all it may mean, and where the text goes on."""

    meanings: tuple[Meaning, ...]
    end: int


def place_address(text: str) -> PlacedAddress:
    """Return the areas that an address names at its beginning.

    Names of former areas count: where one place had several codes, the last one is meant. A name
    without the area around it counts where one place only ever had it, and an abbreviation
    only beside another name.

    >>> place_address("江苏南京市鼓樓區示例路2号").code
    '320106'
    >>> place_address("南京市白下区示例路2号").county
    Area(code='320103', name='白下区', first_listed=198012, last_listed=201210)
    >>> unclear = place_address("朝阳区望京街1号")
    >>> unclear.code, [area.code for area in unclear.candidates], unclear.rest
    ('', ['110105', '220104'], '望京街1号')
    """
    written = to_simplified(clean(text))
    steps = _steps(written)
    if not steps:
        return PlacedAddress(None, None, None, written)
    certain = [_places(step.meanings) for step in steps]
    if len(steps) == 1 and all(meaning.is_short for meaning in steps[0].meanings):
        return PlacedAddress(None, None, None, written, certain[0])
    rest = written[steps[-1].end :]
    if len(certain[-1]) == 1:
        return _placed(certain[-1][0], rest, ())
    around = next((areas[0] for areas in reversed(certain[:-1]) if len(areas) == 1), None)
    return _placed(around, rest, certain[-1])


def _steps(written: str) -> list[_Step]:
    """Return the names at the beginning of a text, each lying in the one before it."""
    steps: list[_Step] = []
    start = _end(_START, written, 0)
    around = _NOTHING_AROUND
    while around:
        step = _longest(written, start, around) or _past_repetition(written, start, around, steps)
        if step is None:
            break
        steps.append(step)
        start = step.end
        around = tuple({_prefix(meaning.area.code) for meaning in step.meanings} - {""})
    return steps


def _longest(written: str, start: int, around: tuple[str, ...]) -> _Step | None:
    """Return the longest name from `start` on of areas whose codes begin with one of `around`."""
    index = name_index()
    for length in index.lengths.get(written[start : start + 1], ()):
        end = start + length
        known = index.meanings.get(written[start:end])
        if known is None:
            continue
        is_other = _NAME_OF_ANOTHER_THING.match(written, end) is not None
        meanings = tuple(
            meaning
            for meaning in known
            if _may_follow(meaning, around)
            and not (is_other and (meaning.is_short or written[end] == "场"))
        )
        if meanings:
            return _Step(meanings, _end(_BETWEEN, written, end))
    return None


def _may_follow(meaning: Meaning, around: tuple[str, ...]) -> bool:
    """Return whether a name may stand behind that of the area whose codes begin with `around`."""
    inner = _prefix(meaning.area.code)
    if not inner:
        # A county's abbreviation is as often a street's or firm's name: 昆山花桥, 长安街.
        is_clear = around != _NOTHING_AROUND or not meaning.is_short
        return is_clear and meaning.area.code.startswith(around)
    return inner.startswith(around) and inner not in around


def _past_repetition(
    written: str, start: int, around: tuple[str, ...], steps: Sequence[_Step]
) -> _Step | None:
    """Return what follows where a name is written twice, as in 北京市北京市朝阳区."""
    for meaning in steps[-1].meanings if steps else ():
        if written.startswith(meaning.area.name, start):
            return _longest(
                written, _end(_BETWEEN, written, start + len(meaning.area.name)), around
            )
    return None


def _places(meanings: tuple[Meaning, ...]) -> tuple[Area, ...]:
    """Return the areas meant, without the earlier codes of a place that has a later one."""
    areas = tuple(dict.fromkeys(meaning.area for meaning in meanings))
    return tuple(area for area in areas if not any(_is_later_code(other, area) for other in areas))


def _is_later_code(one: Area, other: Area) -> bool:
    """Return whether `one` is the place that `other` is, of the same name, under a later code.

    No two cities or counties of a province may have one name, nor two districts of a city. The
    lists often give a place two codes for some years.
    """
    if (one.last_listed, one.first_listed) <= (other.last_listed, other.first_listed):
        return False
    now, was = one.code[:2], other.code[:2]
    is_one_city = one.code[:4] == other.code[:4] or not _DISTRICT.search(one.name)
    return _LEFT_PROVINCE.get(now) == was or (now == was and is_one_city)


def _placed(area: Area | None, rest: str, candidates: tuple[Area, ...]) -> PlacedAddress:
    """Return an address within an area and those around it."""
    if area is None:
        return PlacedAddress(None, None, None, rest, candidates)
    code, month = area.code, area.last_listed
    is_province, is_city = code.endswith("0000"), code.endswith("00")
    table = area_table()
    province = area if is_province else table.at(code[:2] + "0000", month)
    city = None if is_province else area if is_city else table.at(code[:4] + "00", month)
    return PlacedAddress(province, city, None if is_city else area, rest, candidates)


def _prefix(code: str) -> str:
    """Return with what the codes within an area begin: empty for a county, which has none."""
    return "" if not code.endswith("00") else code[:2] if code.endswith("0000") else code[:4]


def _end(pattern: re.Pattern[str], written: str, start: int) -> int:
    match = pattern.match(written, start)
    return match.end() if match else start
