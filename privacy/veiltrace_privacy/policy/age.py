"""Ages from birth dates of which perhaps only the year is known."""

import re
from datetime import date

_DIGITS = re.compile(r"[0-9]{2,4}")
_OLDEST = 130


def least_age(birth_date: str, as_of: date) -> int | None:
    """Return the least age in whole years, or None where the text tells none.

    Args:
        birth_date: "2010", "2010-05" or "2010-05-17", as the normaliser writes it. A part that is
            missing is taken as late as can be, so that a possible minor counts as one.
        as_of: the day of the age.

    >>> least_age("2008", date(2026, 6, 30)), least_age("2008-06-30", date(2026, 6, 30))
    (17, 18)
    >>> least_age("unknown", date(2026, 6, 30)), least_age("2027", date(2026, 6, 30))
    (None, None)
    """
    year, *rest = birth_date.split("-")
    parts = (year, *rest, *("12", "31")[len(rest) :])
    if len(parts) != 3 or not all(_DIGITS.fullmatch(part) for part in parts):
        return None
    born, month, day = (int(part) for part in parts)
    age = as_of.year - born - ((as_of.month, as_of.day) < (month, day))
    # A birth within this year may lie ahead only because its parts are missing.
    if born == as_of.year:
        return 0
    return age if 0 <= age < _OLDEST else None
