"""Amounts of money and shares of ownership."""

import re
from decimal import Decimal

from veiltrace_privacy.normalise.damage import damage, keep_raw
from veiltrace_privacy.normalise.text import clean, to_simplified
from veiltrace_privacy.normalise.value import Flag, Normalised

_CURRENCY = re.compile(
    r"人民币|美元|美金|港元|港币|欧元|英镑|日元|元整?|圆整?|RMB|CNY|USD|HKD|EUR|GBP|CN¥|[¥$€£]",
    re.IGNORECASE,
)
_POWERS = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_NUMBER = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,7}|[0-9]{1,24})(\.[0-9]{1,12})?(百万|千万|万亿|千|万|亿)?"
)
_NEGATIVE = re.compile(r"\(([^()]*)\)")
_BRACKETS = str.maketrans("", "", "() ")
_SHARE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,20})?)(%?)")
_FRACTION = re.compile(r"([0-9]{1,12})/([0-9]{1,12})")


def parse_amount(text: str) -> Normalised:
    """Return the amount as a plain decimal number; the currency stands in its own property.

    Decimals stay as written, unless a unit such as 万 (ten thousand) is worked in.

    >>> parse_amount("1000万人民币").value, parse_amount("¥1,200.50").value
    ('10000000', '1200.50')
    >>> parse_amount("-").flag
    <Flag.UNPARSED: 'unparsed'>
    """
    written = clean(text)
    if flag := damage(written):
        return keep_raw(text, flag)
    bare = _CURRENCY.sub("", to_simplified(written)).strip()
    is_negative = _NEGATIVE.fullmatch(bare) is not None
    number = _NUMBER.fullmatch(bare.translate(_BRACKETS))
    if not number or (is_negative and number[1]):
        return keep_raw(text, Flag.UNPARSED)
    amount = Decimal(number[2].replace(",", "") + (number[3] or ""))
    power = _POWERS[number[4] or ""]
    plain = f"{amount.scaleb(power):f}"
    if power and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    sign = "-" if amount and (is_negative or number[1] == "-") else ""
    return Normalised(sign + plain)


def parse_share(text: str) -> float | None:
    """Return the share as a fraction of 1, or None where the text holds none.

    A bare number above 1 and up to 100 is a percentage.

    >>> parse_share("40.00％"), parse_share("0.4"), parse_share("40"), parse_share("1/4")
    (0.4, 0.4, 0.4, 0.25)
    """
    written = clean(text).replace(" ", "")
    if fraction := _FRACTION.fullmatch(written):
        part, whole = int(fraction[1]), int(fraction[2])
        return part / whole if part <= whole and whole else None
    share = _SHARE.fullmatch(written)
    if not share:
        return None
    number = float(share[1])
    if number > 100:
        return None
    return number / 100 if share[2] or number > 1 else number
