"""Amounts of money and shares of ownership."""

import re
from decimal import Decimal

from veiltrace_privacy.normalise.damage import damage, keep_raw
from veiltrace_privacy.normalise.text import clean, to_simplified
from veiltrace_privacy.normalise.value import Flag, Normalised

_CURRENCY = re.compile(
    r"人民币|美元|美金|港元|港币|欧元|英镑|日元|澳元|加元|新加坡元|新台币|瑞士法郎|卢布|元整?|圆整?"
    r"|RMB|CNY|USD|HKD|EUR|GBP|JPY|TWD|SGD|AUD|CAD|CHF|RUB|CN¥|(?:US|HK|NT|S|A|C)\$|[¥$€£]",
    re.IGNORECASE,
)
_POWERS = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_NUMBER = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,7}|[0-9]{1,24})(\.[0-9]{1,12})?(百万|千万|万亿|千|万|亿)?"
)
_NEGATIVE = re.compile(r"\(([^()]*)\)")
_BRACKETS = str.maketrans("", "", "()")
# Between digits a space parts thousands only, for 12 34 are two numbers.
_LOOSE_SPACE = re.compile(r"(?<![0-9]) +| +(?![0-9])|(?<=[0-9]) (?=[0-9]{3}(?:[^0-9]|$))")
# Where the comma parts decimals, 1.234 is a thousand and 1,234 little more than one.
_COUNTRIES = (
    "AR AT BE BG BR CL CO CZ DE DK EE ES FI FR GR HR HU ID IT LT LU LV NL NO PL PT RO RU SE SI SK"
    " TR UA VN"
)
_DECIMAL_COMMA = frozenset(_COUNTRIES.split())
_DOUBTFUL = re.compile("0*[1-9][0-9]{0,2}[.,][0-9]{3}")
_SHARE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,20})?)(%?)")
_FRACTION = re.compile(r"([0-9]{1,12})/([0-9]{1,12})")


def parse_amount(text: str, country: str = "") -> Normalised:
    """Return the amount as a plain decimal number; the currency stands in its own property.

    Decimals stay as written, unless a unit such as 万 (ten thousand) is worked in. Separators of
    thousands that are not three digits apart or are points stay unread, as does what means one
    thing in `country` (ISO 3166) and another elsewhere.

    >>> parse_amount("1000万人民币").value, parse_amount("¥1,200.50").value
    ('10000000', '1200.50')
    >>> parse_amount("1.234", "DE").flag, parse_amount("-").flag
    (<Flag.UNPARSED: 'unparsed'>, <Flag.UNPARSED: 'unparsed'>)
    """
    written = clean(text)
    if flag := damage(written):
        return keep_raw(text, flag)
    bare = _CURRENCY.sub("", to_simplified(written)).strip()
    is_negative = _NEGATIVE.fullmatch(bare) is not None
    number = _NUMBER.fullmatch(_LOOSE_SPACE.sub("", bare.translate(_BRACKETS)))
    if not number or (is_negative and number[1]):
        return keep_raw(text, Flag.UNPARSED)
    written_number = number[2] + (number[3] or "")
    amount = Decimal(written_number.replace(",", ""))
    power = _POWERS[number[4] or ""]
    plain = f"{amount.scaleb(power):f}"
    if power and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if country.upper() in _DECIMAL_COMMA and (
        _DOUBTFUL.fullmatch(written_number) or _DOUBTFUL.fullmatch(plain)
    ):
        return keep_raw(text, Flag.UNPARSED)
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
