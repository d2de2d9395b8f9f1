"""Registration marks of vehicles, vessels and aircraft."""

import re

from veiltrace_privacy.normalise.damage import compact, damage, keep_raw, unwrap
from veiltrace_privacy.normalise.text import clean, to_simplified
from veiltrace_privacy.normalise.value import Flag, Normalised

_DOTS = str.maketrans("", "", "·•・.‧∙")
_FORM = re.compile(r"[^\W_]{2,16}")
_MIN_LATIN = 2


def normalise_plate(text: str) -> Normalised:
    """Return the mark in capitals, without space, dots and hyphens, simplified.

    >>> normalise_plate("蘇A·d00002").value, normalise_plate("g-abcd").value
    ('苏AD00002', 'GABCD')
    """
    # Dots first, for • is no mask here: it parts the province from the rest.
    mark = unwrap(clean(text)).translate(_DOTS)
    if flag := damage(mark):
        return keep_raw(text, flag)
    mark = to_simplified(compact(mark))
    latin = sum(char.isascii() for char in mark)
    if not _FORM.fullmatch(mark) or latin < _MIN_LATIN:
        return keep_raw(text, Flag.UNPARSED)
    return keep_raw(text, Flag.MASKED) if "XXX" in mark else Normalised(mark)
