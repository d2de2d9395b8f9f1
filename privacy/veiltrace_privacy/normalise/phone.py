"""Phone numbers, to E.164 where they can be read."""

import functools
import re

import phonenumbers

from veiltrace_privacy.normalise.damage import damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

# NOTE: phonenumbers takes 124 00 001234, read in China, for a call abroad through carrier 12400
# (country 1), and does so with 17957 00 4843. Eleven digits from 12 to 19 are a mobile: they
# never reach it without +86.
_CN_MOBILE = re.compile(r"(?:(?:\+|00)?86)?0?(1[2-9][0-9]{9})")
_CN_NATIONAL_DIGITS = 10
_PUNCTUATION = str.maketrans("", "", " ()-.‐‑‒–—―−ー")
_EXTENSION = re.compile(
    r"[-, ]*(?:转|轉|分机|分機|extension|ext\.?|x|#)[:. ]*[0-9]{1,6}$", re.IGNORECASE
)
_CN_EXTENSION = re.compile(r"(\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8})-[0-9]{1,6}")
_MAX_LENGTH = 64
_DIALLED = re.compile(r"\+?[0-9]{5,20}")


def normalise_phone(text: str, region: str) -> Normalised:
    """Return the number in E.164, read as dialled in `region` (ISO 3166, such as "CN").

    A number of unknown prefix but possible length is whole, since prefixes are opened faster than
    libphonenumber's tables change. A number without its area code is not: it is one line in every
    city. An extension is dropped, for E.164 names the line; two numbers in one text stay unparsed.

    >>> normalise_phone("（025）8359-1234转8001", "CN").value
    '+862583591234'
    >>> normalise_phone("0086 124 0000 0001", "GB").value
    '+8612400000001'
    >>> normalise_phone("124****0001", "CN")
    Normalised(value='124****0001', flag=<Flag.MASKED: 'masked'>)
    """
    region = region.upper()
    if region == "CN" and (mobile := _CN_MOBILE.fullmatch(text)):
        return Normalised("+86" + mobile[1])
    number = unwrap(clean(text))
    if flag := damage(number, digits=True):
        return keep_raw(text, flag)
    line = _line(number, region) if len(number) <= _MAX_LENGTH else ""
    e164 = _e164(line, region) if _DIALLED.fullmatch(line) else ""
    return Normalised(e164) if e164 else keep_raw(text, Flag.UNPARSED)


def _line(number: str, region: str) -> str:
    """Return the dialled digits of a cleaned number, without its extension."""
    if region == "CN" and (switchboard := _CN_EXTENSION.fullmatch(number)):
        number = switchboard[1]
    number = _EXTENSION.sub("", number).translate(_PUNCTUATION)
    return "+" + number[2:] if number.startswith("00") else number


@functools.lru_cache(maxsize=1 << 16)
def _e164(number: str, region: str) -> str:
    """Return E.164, or nothing where the digits cannot be one line's number."""
    if len(set(number.lstrip("+"))) == 1:
        return ""
    if region == "CN" and (mobile := _CN_MOBILE.fullmatch(number)):
        return "+86" + mobile[1]
    try:
        parsed = phonenumbers.parse(number, None if number[0] == "+" else region)
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    is_short = len(str(parsed.national_number)) < _CN_NATIONAL_DIGITS
    if parsed.country_code == 86 and is_short and not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
