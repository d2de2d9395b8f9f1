"""What masks and spreadsheets do to a value: found here, so that nothing is guessed from it."""

import re

from veiltrace_privacy.normalise.value import Flag, Normalised

SPREADSHEET_DIGITS = 15
"""Digits a spreadsheet keeps of a number; the others become zeros."""

SYMBOL_MASK = re.compile("[*●○◯■□▇█×※∗⁎✱•∙]")
"""A sign that stands for one character left out."""
DIGIT_MASK = re.compile(r"[Xx]{2,}|[-._#?]{3,}")
"""Further signs of the same meaning, among digits."""
# In running text X is a letter (Exxon, Fund XX) and * may join two (E*TRADE); 某 stands for a
# name left out, as courts write it. • is no mask there but a middle dot.
_TEXT_MASK = re.compile(
    r"(?<![A-Za-z])\*|\*(?![A-Za-z])|[●○◯■□▇█※]|某"
    r"|(?<=[\u3400-\u9fff])(?:×|[Xx]{2})|(?:×|(?<![Xx])[Xx]{2,})(?=[\u3400-\u9fff])|××|^[Xx]{2,}$"
)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]\.[0-9]+[Ee]\+?[0-9]+|[+-]?[0-9][Ee]\+[0-9]+")
_FLOAT = re.compile(rf"([0-9]{{1,{SPREADSHEET_DIGITS}}})\.0+")
_LONG_FLOAT = re.compile(rf"[0-9]{{{SPREADSHEET_DIGITS + 1},}}\.0+")
_FORMULA = re.compile(r'="(.*)"')
_DASHES = str.maketrans("", "", " -‐‑‒–—―−ー")


def unwrap(text: str) -> str:
    """Return a cleaned identifier without what a spreadsheet put around it.

    >>> unwrap("'0012021"), unwrap('="0012021"'), unwrap("13800138000.0")
    ('0012021', '0012021', '13800138000')
    """
    if formula := _FORMULA.fullmatch(text):
        text = formula[1]
    text = text.lstrip("'’‘`").strip()
    number = _FLOAT.fullmatch(text)
    return number[1] if number else text


def compact(text: str) -> str:
    """Return an identifier in capitals without spaces and hyphens.

    >>> compact("ma9yyy99-9")
    'MA9YYY999'
    """
    return text.translate(_DASHES).upper()


def damage(identifier: str, *, digits: bool = False) -> Flag | None:
    """Return MASKED or ROUNDED where a cleaned identifier is not all there, else None.

    With `digits`, for identifiers made of digits, runs of X, dots and hyphens are masks too.

    >>> damage("124****0001"), damage("1.38001E+10"), damage("WVWZZZXXZ")
    (<Flag.MASKED: 'masked'>, <Flag.ROUNDED: 'excel_rounded'>, None)
    """
    if SYMBOL_MASK.search(identifier) or (digits and DIGIT_MASK.search(identifier)):
        return Flag.MASKED
    if _SCIENTIFIC.fullmatch(identifier) or _LONG_FLOAT.fullmatch(identifier):
        return Flag.ROUNDED
    return None


def is_masked_text(text: str) -> bool:
    """Return whether part of a cleaned name or address is left out on purpose.

    >>> is_masked_text("示例**"), is_masked_text("某某"), is_masked_text("Exxon Fund XX")
    (True, True, False)
    """
    if text.isascii() and "*" not in text:
        # All that is left of the pattern, asked without it: a name came to a third of the time.
        return len(text) > 1 and not text.strip("Xx")
    return _TEXT_MASK.search(text) is not None


def keep_raw(text: str, flag: Flag) -> Normalised:
    """Return a value that is not whole: the raw text, and why.

    >>> keep_raw(" 124****0001 ", Flag.MASKED).value
    '124****0001'
    """
    return Normalised(text.strip(), flag)
