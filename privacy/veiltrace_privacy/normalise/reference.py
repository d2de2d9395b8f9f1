"""Numbers an office or firm gives out in a form of its own: cases, policies, titles, documents."""

import re

from veiltrace_privacy.normalise.damage import damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean, to_simplified
from veiltrace_privacy.normalise.value import Flag, Normalised

_BRACKETS = str.maketrans("〔〕【】[]{}", "()()()()")

# What comes out as it goes in: capitals, digits, hyphens and slashes, a digit other than 0 in it.
_PLAIN = re.compile("(?=[A-Z0/-]{0,64}[1-9])[A-Z0-9/-]{1,64}")


def normalise_reference(text: str) -> Normalised:
    """Return the number in capitals, simplified, without spaces, with round brackets only.

    Hyphens, points and slashes stay: 2024-11 is not 202411.

    >>> normalise_reference("〔2023〕蘇0106民初99901號").value
    '(2023)苏0106民初99901号'
    >>> normalise_reference("3201**********9905").flag
    <Flag.MASKED: 'masked'>
    """
    if _PLAIN.fullmatch(text) and "XXX" not in text:
        return Normalised(text)
    number = unwrap(clean(text))
    if flag := damage(number):
        return keep_raw(text, flag)
    number = to_simplified(number).upper().replace(" ", "").translate(_BRACKETS)
    if not any(char.isdigit() and char != "0" for char in number):
        return keep_raw(text, Flag.UNPARSED)
    return keep_raw(text, Flag.MASKED) if "XXX" in number else Normalised(clean(number))
