"""China's administrative areas and their codes (GB/T 2260) in the lists from 1980 to 2019."""

import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from importlib import resources

_FILE = "data/gb2260_history.tsv"
# Rows that head a part of a list and are no place, and a slip: that of 1987 has 安徽省 as 339007.
_NO_PLACE = re.compile(r"\d+\t(?:.*市辖区|县|市|.*直辖.*)\t.*|339007\t安徽省\t.*")


@dataclass(frozen=True, slots=True)
class Area:
    """A province, prefecture or county under one code and name.

    `first_listed` and `last_listed` are months such as 201210: the first and the last list that
    has it. Its true beginning and end lie between these lists and their neighbours.
    """

    code: str
    name: str
    first_listed: int
    last_listed: int


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The areas by code, each code's oldest first, and the months of the lists."""

    by_code: dict[str, tuple[Area, ...]]
    lists: tuple[int, ...]

    def at(self, code: str, month: int) -> Area | None:
        """Return what the code stood for in a month or, where no list says, next to it.

        >>> area_table().at("320114", 198212).name, area_table().at("320114", 199912).name
        ('雨花区', '雨花台区')
        """
        versions = self.by_code.get(code)
        if not versions:
            return None
        begun = [area for area in versions if area.first_listed <= month]
        return begun[-1] if begun else versions[0]

    def list_before(self, month: int) -> int:
        """Return the month of the last list older than a month's, 0 where there is none."""
        place = bisect_left(self.lists, month)
        return self.lists[place - 1] if place else 0

    def list_after(self, month: int) -> int | None:
        """Return the month of the first list newer than a month's."""
        place = bisect_right(self.lists, month)
        return self.lists[place] if place < len(self.lists) else None


@functools.cache
def area_table() -> AreaTable:
    """Return the table, read on first use from the package's own file.

    Source: see `data/ORIGIN.md`.

    >>> area_table().by_code["320103"]
    (Area(code='320103', name='白下区', first_listed=198012, last_listed=201210),)
    """
    text = resources.files(__package__).joinpath(_FILE).read_text("utf-8")
    by_code: dict[str, list[Area]] = {}
    lists: set[int] = set()
    for line in text.splitlines()[1:]:
        code, name, first, last = line.split("\t")
        lists.update((int(first), int(last)))
        if not _NO_PLACE.fullmatch(line):
            by_code.setdefault(code, []).append(Area(code, name, int(first), int(last)))
    versions = {
        code: tuple(sorted(areas, key=lambda area: area.first_listed))
        for code, areas in by_code.items()
    }
    return AreaTable(versions, tuple(sorted(lists)))
