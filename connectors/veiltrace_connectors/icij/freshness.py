"""Until when a leak knows the world: its rows must not look as new as the file they come in."""

import re
from datetime import date

_YEAR = re.compile(r"\b(19[0-9]{2}|20[0-9]{2})\b")
# As ICIJ says in `valid_until`, which the edges of the newest edition no longer have.
_CURRENT_THROUGH = {
    "offshore leaks": 2010,
    "panama papers": 2015,
    "bahamas leaks": 2016,
    "paradise papers - appleby": 2014,
}


def seen_on(valid_until: str, leak: str, refreshed_on: date) -> date:
    """Return the last day a row can have been seen to hold, never later than the file's date.

    >>> seen_on("The Panama Papers data is current through 2015", "", date(2026, 5, 1))
    datetime.date(2015, 12, 31)
    >>> seen_on("", "Test Papers", date(2026, 5, 1))
    datetime.date(2026, 5, 1)
    """
    years = _YEAR.findall(valid_until)
    year = int(years[-1]) if years else _CURRENT_THROUGH.get(leak.strip().lower())
    return refreshed_on if year is None else min(date(year, 12, 31), refreshed_on)
