"""Dates as sources write them."""

import functools
import re
from datetime import date
from enum import StrEnum

from veiltrace_privacy.normalise.text import clean

_YEAR_FIRST = re.compile(
    r"([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?日?"
    r"(?:[T ]?[0-9]{1,2}:[0-9]{2}.*)?"
)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+|[0-9]{6}|T[0-9]{4,6}.*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}.*)?")
_MONTH_NAME = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3})[a-z]*\.?[- ]([0-9]{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAX_LENGTH = 40
_UNKNOWN_PARTS = re.compile(r"([0-9]{4}(?:[-/.]?[0-9]{2})??)(?:[-/.]?00){1,2}")
_YEAR = re.compile(r"([0-9]{4})年?")
_MONTH = re.compile(r"([0-9]{4})(?: ?[-/.年] ?([0-9]{1,2}) ?月?|([0-9]{2}))")


class DateOrder(StrEnum):
    """In which order a source writes day, month and year: what 03/04/2024 means.

    3 April under DMY, 4 March under MDY; under YMD it is not read at all.
    """

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


def parse_date(text: str, *, order: DateOrder = DateOrder.YMD) -> date | None:
    """Return the date, or None where the text holds none or the day never was.

    Args:
        text: year, month, day in digits, with or without time; or 23-MAR-2006.
        order: how a text is read that has its year last; one with its year first needs none.

    >>> parse_date("2024年1月5日"), parse_date("20240105"), parse_date("2023-02-29")
    (datetime.date(2024, 1, 5), datetime.date(2024, 1, 5), None)
    """
    return _read(text, order) if len(text) <= _MAX_LENGTH else None


@functools.lru_cache(maxsize=1 << 15)
def _read(text: str, order: DateOrder) -> date | None:
    written = clean(text)
    if found := _YEAR_FIRST.fullmatch(written) or _DIGITS.fullmatch(written):
        return _real_date(found[1], found[2], found[3])
    if order is not DateOrder.YMD and (found := _YEAR_LAST.fullmatch(written)):
        day, month = (1, 2) if order is DateOrder.DMY else (2, 1)
        return _real_date(found[3], found[month], found[day])
    found = _MONTH_NAME.fullmatch(written)
    if found and found[2].lower() in _MONTHS:
        return _real_date(found[3], _MONTHS.index(found[2].lower()) + 1, found[1])
    return None


def parse_partial_date(text: str, *, order: DateOrder = DateOrder.YMD) -> str | None:
    """Return "2024", "2024-01" or "2024-01-05", as much as the text says, else None.

    Month and day 00 mean not known.

    >>> parse_partial_date("1980年"), parse_partial_date("198005"), parse_partial_date("1980-05-00")
    ('1980', '1980-05', '1980-05')
    """
    if whole := parse_date(text, order=order):
        return whole.isoformat()
    written = clean(text)
    if unknown := _UNKNOWN_PARTS.fullmatch(written):
        written = unknown[1]
    if year := _YEAR.fullmatch(written):
        first = _real_date(year[1], 1, 1)
        return first.isoformat()[:4] if first else None
    if month := _MONTH.fullmatch(written):
        first = _real_date(month[1], month[2] or month[3], 1)
        return first.isoformat()[:7] if first else None
    return None


def _real_date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
