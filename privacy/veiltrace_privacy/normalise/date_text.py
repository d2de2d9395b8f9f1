"""Dates as sources write them."""

import functools
import re
from datetime import date, timedelta
from enum import StrEnum

from veiltrace_privacy.normalise.chinese_date import with_western_digits
from veiltrace_privacy.normalise.text import clean, fold

OPEN_END = ".."
"""An end that a source says will not come (ISO 8601-2, "open end of a time interval")."""

_ZONE = r"(?: ?(?:Z|[A-Z]{3,4}|[+-][0-9]{2}(?::?[0-9]{2})?)(?:\[[\w/+-]{1,40}\])?)?"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,12})?)?(?: ?[AaPp]\.?[Mm]\.?)?"
_TIME = (
    rf"(?:[T ]{{0,2}}(?:[上下]午 ?)?{_CLOCK}{_ZONE}"
    r"| ?[0-9]{1,2}[时時点點][0-9分秒]*|Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEAR_FIRST = re.compile(
    r"([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?[日号號]?[起止]?" + _TIME
)
_DIGITS = re.compile(
    rf"([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:\.0+|[0-9]{{6}}|T[0-9]{{4,6}}{_ZONE})?"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})" + _TIME)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]{1,20})?")
_WORD = r"([A-Za-z]{3,9})\.?"
_NAMED_MONTHS = (
    (re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[-/ ]{_WORD},?[-/ ]([0-9]{{4}}){_TIME}"), "dmy"),
    (re.compile(rf"{_WORD} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_TIME}"), "mdy"),
    (re.compile(rf"([0-9]{{4}})[-/ ]{_WORD}[-/ ]([0-9]{{1,2}}){_TIME}"), "ymd"),
)
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name: number for number, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
_MAX_LENGTH = 40
_UNKNOWN_PARTS = re.compile(r"([0-9]{4}(?:[-/.]?[0-9]{2})??)(?:[-/.]?00){1,2}")
_YEAR = re.compile(r"([0-9]{4})年?")
_MONTH = re.compile(r"([0-9]{4})(?: ?[-/.年] ?([0-9]{1,2}) ?月?|([0-9]{2}))")
_NAMED_MONTH = re.compile(rf"{_WORD},?[-/ ]([0-9]{{4}})")
# Day 0 of a spreadsheet's calendar for days after its 29 February 1900, which never was.
_SERIAL_ZERO = date(1899, 12, 30)
_OPEN_ENDS = frozenset(
    {
        *(OPEN_END, "无固定期限", "无固定期", "无期限", "无限期", "不约定期限", "长期", "长期有效"),
        *("永久", "永久有效", "永续经营", "至今", "9999-12-31", "9999/12/31", "99991231"),
        *("9999年12月31日", "indefinite", "indefinitely", "perpetual", "permanent"),
        *("no expiry", "present", "ongoing"),
    }
)


class DateOrder(StrEnum):
    """In which order a source writes day, month and year: what 03/04/2024 means.

    3 April under DMY, 4 March under MDY; under YMD it is not read at all. EXCEL is YMD, and five
    digits are a day of a spreadsheet's calendar.
    """

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"
    EXCEL = "excel"


def parse_date(text: str, *, order: DateOrder = DateOrder.YMD) -> date | None:
    """Return the date, or None where the text holds none or the day never was.

    The day is that of the text: a time of day and its zone do not move it. Years have four digits.

    Args:
        text: year, month, day in digits, 23-MAR-2006, May 12, 2006, 二〇二四年一月五日, 民国113年….
        order: how a text is read that has its year last; one with its year first needs none.

    >>> parse_date("2024年1月5日"), parse_date("20240105"), parse_date("2023-02-29")
    (datetime.date(2024, 1, 5), datetime.date(2024, 1, 5), None)
    >>> parse_date("03/04/2024", order=DateOrder.MDY)
    datetime.date(2024, 3, 4)
    """
    return _read(text, order) if len(text) <= _MAX_LENGTH else None


@functools.lru_cache(maxsize=1 << 15)
def _read(text: str, order: DateOrder) -> date | None:
    written = _written(text)
    if found := _YEAR_FIRST.fullmatch(written) or _DIGITS.fullmatch(written):
        return _real_date(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(written):
        if order is DateOrder.DMY:
            return _real_date(found[3], found[2], found[1])
        return _real_date(found[3], found[1], found[2]) if order is DateOrder.MDY else None
    if order is DateOrder.EXCEL and (found := _SERIAL.fullmatch(written)):
        return _SERIAL_ZERO + timedelta(int(found[1]))
    return _with_named_month(written)


def _with_named_month(written: str) -> date | None:
    for form, order in _NAMED_MONTHS:
        if found := form.fullmatch(written):
            part = dict(zip(order, found.groups(), strict=True))
            return _real_date(part["y"], _MONTHS.get(part["m"].lower(), 0), part["d"])
    return None


def parse_partial_date(text: str, *, order: DateOrder = DateOrder.YMD) -> str | None:
    """Return "2024", "2024-01" or "2024-01-05", as much as the text says, else None.

    Month and day 00 mean not known.

    >>> parse_partial_date("1980年"), parse_partial_date("198005"), parse_partial_date("1980-05-00")
    ('1980', '1980-05', '1980-05')
    """
    if whole := parse_date(text, order=order):
        return whole.isoformat()
    if len(text) > _MAX_LENGTH:
        return None
    written = _written(text)
    if unknown := _UNKNOWN_PARTS.fullmatch(written):
        written = unknown[1]
    if year := _YEAR.fullmatch(written):
        first = _real_date(year[1], 1, 1)
        return first.isoformat()[:4] if first else None
    if month := _MONTH.fullmatch(written):
        first = _real_date(month[1], month[2] or month[3], 1)
    elif month := _NAMED_MONTH.fullmatch(written):
        first = _real_date(month[2], _MONTHS.get(month[1].lower(), 0), 1)
    else:
        return None
    return first.isoformat()[:7] if first else None


def is_open_end(text: str) -> bool:
    """Return whether the text says that there is no end, which is no damage.

    >>> is_open_end("無固定期限"), is_open_end("长期"), is_open_end("-")
    (True, True, False)
    """
    return len(text) <= _MAX_LENGTH and fold(text) in _OPEN_ENDS


def _written(text: str) -> str:
    written = clean(text)
    return written if written.isascii() else with_western_digits(written)


def _real_date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
