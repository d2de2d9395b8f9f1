"""What a partner says about a pair it holds: channel, length of tenure, time of last contact."""

import re
from dataclasses import dataclass

from veiltrace_privacy.psi.errors import TableRefused

MAX_CLASSES = 16
"""A partner's labels, all told. Each is one table, whose size the registry sees."""

_WORD = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")
_NUMBER = re.compile(r"[0-9]{1,6}")
_TENURE = ((12, "under_1y"), (36, "1y_to_3y"))
_CONTACT = ((30, "within_30d"), (365, "within_1y"))


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """Words of the partner on one pair; a word is lower-case ASCII, at most 32 long.

    >>> Label("phone", "over_3y", "within_30d").channel
    'phone'
    """

    channel: str
    tenure_band: str
    contact_band: str

    def __post_init__(self) -> None:
        words = (self.channel, self.tenure_band, self.contact_band)
        if not all(_WORD.fullmatch(word) for word in words):
            raise TableRefused("a label has a word that is not lower-case letters, digits and _")


def tenure_band(months: str) -> str:
    """Return the band of a tenure in whole months; the empty text is "unknown".

    Raises:
        TableRefused: the text is no whole number.

    >>> [tenure_band(months) for months in ("", "11", "12", "36")]
    ['unknown', 'under_1y', '1y_to_3y', 'over_3y']
    """
    return _band(months, _TENURE, above="over_3y")


def contact_band(days: str) -> str:
    """Return the band of the whole days since the partner last saw the contact point in use.

    Raises:
        TableRefused: the text is no whole number.

    >>> [contact_band(days) for days in ("", "0", "30", "365")]
    ['unknown', 'within_30d', 'within_1y', 'over_1y']
    """
    return _band(days, _CONTACT, above="over_1y")


def _band(text: str, limits: tuple[tuple[int, str], ...], *, above: str) -> str:
    if not text.strip():
        return "unknown"
    if not _NUMBER.fullmatch(text.strip()):
        raise TableRefused("a tenure or contact column holds something else than whole numbers")
    number = int(text)
    return next((name for limit, name in limits if number < limit), above)
