"""Which company register a source names in words, as org-id.guide's code.

British filings spell Companies House in hundreds of ways ("UK Register of Companies", "England &
Wales", "Registrar of Companies, Cardiff"). Only a name all of whose words are known here is read:
a wrong register would make two firms one, so "Companies House, Gibraltar" stays unknown.
"""

import re

from veiltrace_privacy.normalise.text import fold

_WORD = re.compile(r"[^\W_]+")
_REGISTER = (
    "companies company house register registered registrar registrars registry registration office"
    " number corporate"
)
_FILLING = "the of for in and at a"
_BRITISH = (
    "uk gb unitedkingdom greatbritain britain british england english wales welsh scotland scottish"
    " northernireland nireland cardiff edinburgh belfast"
)
_REGISTER_WORDS, _FILLING_WORDS, _BRITISH_WORDS = (
    frozenset(words.split()) for words in (_REGISTER, _FILLING, _BRITISH)
)
# Names of several words are one, for Ireland alone is another country.
_UNITED = re.compile(r"\b(?:(?:northern|n) ireland|united kingdom|great britain)\b")
_UNAMBIGUOUS = "companies house"
_ABBREVIATIONS = re.compile(r"\b([a-z])\.(?=[a-z])")
_COMPANIES_HOUSE = "GB-COH"


def register_code(register: str, country: str = "") -> str:
    """Return the code of the register a source names, or empty where it cannot be told.

    Args:
        register: the name as written, in English.
        country: the country as written, if the source says one; it must not contradict, and tells
            whose register a name such as "Registrar of Companies" means.

    >>> register_code("UK Register of Companies"), register_code("England & Wales")
    ('GB-COH', 'GB-COH')
    >>> register_code("Registrar of Companies", "Scotland"), register_code("Registrar of Companies")
    ('GB-COH', '')
    >>> register_code("Companies House", "Jersey"), register_code("Charity Commission", "England")
    ('', '')
    """
    named, stated = _words(register), _words(country)
    if not named or not stated <= _BRITISH_WORDS:
        return ""
    if not named <= _BRITISH_WORDS | _REGISTER_WORDS:
        return ""
    is_british = bool(named & _BRITISH_WORDS or stated) or _is_companies_house(register)
    return _COMPANIES_HOUSE if is_british else ""


def _words(text: str) -> frozenset[str]:
    """Return the words that say something, the names of countries as one word each."""
    folded = _ABBREVIATIONS.sub(r"\1", fold(text))
    spaced = " ".join(_WORD.findall(folded))
    united = _UNITED.sub(lambda name: name[0].replace(" ", ""), spaced)
    return frozenset(united.split()) - _FILLING_WORDS


def _is_companies_house(register: str) -> bool:
    return _UNAMBIGUOUS in " ".join(_WORD.findall(fold(register)))
