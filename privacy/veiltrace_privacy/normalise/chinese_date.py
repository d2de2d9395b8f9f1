"""Dates in Chinese numerals and in years of the Republic, rewritten in western digits and years."""

import re

_DIGIT = "一二三四五六七八九"
_YEAR = re.compile(f"[〇○零{_DIGIT}]{{4}}(?= ?年)")
_NUMBER = re.compile(f"[〇○零{_DIGIT}十廿卅百元]{{1,6}}(?= ?[年月日号號])")
_FORM = re.compile(f"(?:([{_DIGIT}]?)百)?[〇○零]?(?:([一二三]?)十|([廿卅]))?([{_DIGIT}]?)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_REPUBLIC = re.compile("(?:中[华華])?民[国國] ?([0-9]{1,3})(?= ?年)")
_YEAR_BEFORE_REPUBLIC = 1911


def with_western_digits(text: str) -> str:
    """Return a cleaned date with its numerals as digits and its year counted from Christ.

    What is no such number stays as it is.

    >>> with_western_digits("二〇二四年一月十五日"), with_western_digits("民國113年1月5日")
    ('2024年1月15日', '2024年1月5日')
    """
    text = _YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    text = _NUMBER.sub(lambda number: _in_digits(number[0]), text)
    return _REPUBLIC.sub(lambda year: str(int(year[1]) + _YEAR_BEFORE_REPUBLIC), text)


def _in_digits(numeral: str) -> str:
    """Return a number below 1,000 in digits; 元 is the first year of a reign or month of a year."""
    if numeral == "元":
        return "1"
    form = _FORM.fullmatch(numeral)
    if form is None:
        return numeral
    hundreds, tens, short_tens, ones = (part or "" for part in form.groups())
    total = int(ones.translate(_DIGITS) or 0)
    if "百" in numeral:
        total += 100 * int(hundreds.translate(_DIGITS) or 1)
    if "十" in numeral:
        total += 10 * int(tens.translate(_DIGITS) or 1)
    return str(total + {"廿": 20, "卅": 30}.get(short_tens, 0))
