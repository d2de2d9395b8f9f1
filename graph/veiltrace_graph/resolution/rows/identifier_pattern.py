"""An identifier as far as it is shown: `_` stands for each hidden character."""

from collections.abc import Iterable

from veiltrace_graph.model import PropertyValue
from veiltrace_privacy.normalise.damage import compact
from veiltrace_privacy.normalise.pattern import HIDDEN
from veiltrace_privacy.normalise.value import Flag

HIDDEN_CHARACTER = "_"
_SIGNS = str.maketrans(dict.fromkeys("*＊•●#?xX", HIDDEN_CHARACTER) | {HIDDEN: HIDDEN_CHARACTER})
_COMPARED = (Flag.OK, Flag.DERIVED, Flag.MASKED, Flag.CHECKSUM)
_OLD_LENGTH, _AREA = 15, 6


def identifier_pattern(values: Iterable[PropertyValue], name: str) -> str | None:
    """Return the best value of a property as a pattern, whole ones first; None without one.

    Values that a spreadsheet rounded or that could not be read say nothing of what they were.

    >>> identifier_pattern([PropertyValue("id_number", "AB12**78", Flag.MASKED)], "id_number")
    'AB12__78'
    >>> identifier_pattern([PropertyValue("vin", "1.9E+18", Flag.ROUNDED)], "vin") is None
    True
    """
    found = [v for v in values if v.name == name and v.flag in _COMPARED]
    if not found:
        return None
    best = min(found, key=lambda v: (_COMPARED.index(v.flag), v.value))
    if best.flag is not Flag.MASKED:
        return best.value.replace(HIDDEN_CHARACTER, "")
    shown = compact(best.value).translate(_SIGNS)
    if name == "resident_id" and len(shown) == _OLD_LENGTH:
        shown = f"{shown[:_AREA]}__{shown[_AREA:]}_"
    return shown if shown.strip(HIDDEN_CHARACTER) else None


def shown_length(pattern: str | None) -> int:
    """Return how many characters a pattern shows.

    >>> shown_length("AB12__78"), shown_length(None)
    (6, 0)
    """
    return len(pattern.replace(HIDDEN_CHARACTER, "")) if pattern else 0
