"""Vehicle identification numbers (ISO 3779)."""

import re

from veiltrace_privacy.normalise.damage import compact, damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised

_FORM = re.compile("[0-9A-HJ-NPR-Z]{17}")
_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_VALUES = dict(zip(_ALPHABET, map(int, "012345678912345678123457923456789"), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK_DIGITS = "0123456789X"
_NORTH_AMERICA = "12345"


def normalise_vin(text: str) -> Normalised:
    """Return the number, 17 capitals and digits.

    The check digit counts for North American makers only (49 CFR 565): others may put any
    character in its place.

    >>> normalise_vin("1m8gdm9axkp042788").value
    '1M8GDM9AXKP042788'
    >>> normalise_vin("1M8GDM9A0KP042788").flag
    <Flag.CHECKSUM: 'checksum_failed'>
    """
    number = unwrap(clean(text))
    if flag := damage(number):
        return keep_raw(text, flag)
    number = compact(number)
    if not _FORM.fullmatch(number) or len(set(number)) == 1:
        return keep_raw(text, Flag.UNPARSED)
    if number[0] in _NORTH_AMERICA and number[8] != _check_digit(number):
        return keep_raw(text, Flag.CHECKSUM)
    return Normalised(number)


def _check_digit(number: str) -> str:
    total = sum(w * _VALUES[char] for w, char in zip(_WEIGHTS, number, strict=True))
    return _CHECK_DIGITS[total % 11]
