"""An identifier as far as it is shown: `_` stands for each hidden character."""

from collections.abc import Iterable

from veiltrace_graph.model import PropertyValue
from veiltrace_privacy.normalise.masked import shown_slots
from veiltrace_privacy.normalise.pattern import HIDDEN
from veiltrace_privacy.normalise.value import Flag

HIDDEN_CHARACTER = "_"
_WHOLE = (Flag.OK, Flag.DERIVED)
_COMPARED = (*_WHOLE, Flag.MASKED, Flag.CHECKSUM)


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
    slots = best.value if best.flag in _WHOLE else shown_slots(name, best.value)
    pattern = slots.replace(HIDDEN_CHARACTER, "").replace(HIDDEN, HIDDEN_CHARACTER)
    return pattern if pattern.strip(HIDDEN_CHARACTER) else None
