"""What the area code of a resident ID says: weak evidence, never a reason to doubt the number.

The code is that of the year the number was given out, not of the birth. Numbers exist since 1984,
so it was given to most of the living long after they were born, and often elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum

from veiltrace_privacy.normalise.area_table import Area, AreaTable, area_table
from veiltrace_privacy.normalise.resident_id import birth_date_of

# Residence permits of people from Hong Kong, Macao and Taiwan have these in the area's place,
# Taiwan another one than in the standard's lists.
_PERMITS = {"810000": "810000", "820000": "820000", "830000": "710000"}
_FOREIGN_PERMIT = "9"


class AreaAtBirth(StrEnum):
    """Whether the lists have the code in the month its holder was born.

    UNKNOWN: no list says so, as before 1980. ANOTHER_TIME: only earlier or later lists have it.
    UNLISTED: none has. PERMIT: the number is a residence permit's, with no code of an area.
    """

    LISTED = "listed"
    UNKNOWN = "unknown"
    ANOTHER_TIME = "another_time"
    UNLISTED = "unlisted"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class ResidentArea:
    """The areas that a resident ID's code has stood for, oldest first, and where they lie."""

    code: str
    areas: tuple[Area, ...]
    province: Area | None
    at_birth: AreaAtBirth


def area_of_resident_id(resident_id: str) -> ResidentArea:
    """Return what the area code of a whole, normalised resident ID says.

    Raises:
        NotAResidentId: the text has another form, or no such birth date exists.

    >>> area = area_of_resident_id("320106198001019905")
    >>> [known.name for known in area.areas], area.province.name, area.at_birth.value
    (['鼓楼区'], '江苏省', 'unknown')
    """
    born = birth_date_of(resident_id)
    code, month, table = resident_id[:6], born.year * 100 + born.month, area_table()
    # Foreigners' numbers name the office's province behind the 9, then the nationality.
    is_foreign = code.startswith(_FOREIGN_PERMIT)
    place = code[1:3] + "0000" if is_foreign else _PERMITS.get(code, code)
    province = table.at(place[:2] + "0000", month)
    if code in _PERMITS or (is_foreign and province):
        return ResidentArea(code, (), province, AreaAtBirth.PERMIT)
    areas = table.by_code.get(code, ())
    return ResidentArea(code, areas, province, _at_birth(areas, month, table))


def _at_birth(areas: tuple[Area, ...], month: int, table: AreaTable) -> AreaAtBirth:
    if not areas:
        return AreaAtBirth.UNLISTED
    if any(area.first_listed <= month <= area.last_listed for area in areas):
        return AreaAtBirth.LISTED
    first, last = areas[0].first_listed, max(area.last_listed for area in areas)
    begins = table.list_before(first) if month >= table.lists[0] else 0
    ends = table.list_after(last)
    may_be = begins < month and (ends is None or month < ends)
    return AreaAtBirth.UNKNOWN if may_be else AreaAtBirth.ANOTHER_TIME
