"""Whether the register a foreign-looking filing names is Companies House, in whatever spelling."""

import functools
import re

from veiltrace_privacy.normalise.text import clean

# What people write where a register is asked for. "UK Companies House", "The Registrar of
# Companies for England & Wales" and "Companies Act 2006" name nothing but the British register;
# one word more (Companies House Gibraltar, New South Wales) makes it another one.
_BRITAIN = (
    r"united kingdom|uk|great britain|gb|britain|england|wales|scotland|northern ireland|n ireland|"
    r"cardiff|edinburgh|belfast|london"
)
_REGISTER = (
    r"compan(?:y|ies) house|(?:companies |company )?(?:register|registry|registrar)"
    r"(?: of companies)?|companies act(?: (?:1985|2006))?|registered|incorporated"
)
_PHRASES = re.compile(rf"(?:(?:{_BRITAIN}|{_REGISTER}|and|of|for|in|at|the)(?: |$))+")
_BRITISH = re.compile(rf"\b(?:{_BRITAIN})\b")
_ITS_OWN_NAME = re.compile(r"\bcompan(?:y|ies) house\b")
_LETTERS_APART = re.compile(r"\b([a-z])[. ]{1,2}([a-z])\b\.?")
_MARKS = re.compile(r"[^a-z0-9]+")
_AMPERSAND = str.maketrans({"&": " and "})


@functools.lru_cache(maxsize=1 << 14)
def is_companies_house(country: str, place: str) -> bool:
    """Return whether a country and a place of registration name the British company register.

    Where the place says anything else than a company register in Britain, the answer is no: the
    number of a charity or of a firm in Jersey would be another company's number here.

    >>> is_companies_house("England & Wales", "Companies House")
    True
    >>> is_companies_house("U.K.", ""), is_companies_house("", "Companies House, Cardiff")
    (True, True)
    >>> is_companies_house("British Virgin Islands", "Registrar of Companies")
    False
    >>> is_companies_house("United Kingdom", "Charity Commission")
    False
    """
    land, register = _words(country), _words(place)
    if not all(_PHRASES.fullmatch(text) for text in (land, register) if text):
        return False
    named = f"{land} {register}"
    return bool(_BRITISH.search(named) or _ITS_OWN_NAME.search(register))


def _words(text: str) -> str:
    lower = clean(text).casefold().translate(_AMPERSAND)
    return _MARKS.sub(" ", _LETTERS_APART.sub(r"\1\2", lower)).strip()
