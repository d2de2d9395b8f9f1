"""Postal addresses, folded so that two spellings of one address are one text."""

import re
from unicodedata import category

from veiltrace_privacy.normalise.damage import is_masked_text, keep_raw
from veiltrace_privacy.normalise.mojibake import is_mojibake
from veiltrace_privacy.normalise.text import clean, fold, has_content
from veiltrace_privacy.normalise.value import Flag, Normalised

_READ_TRADITIONAL = frozenset({"JP", "KR"})
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()} | {
    ord(apostrophe): "" for apostrophe in "'`"
}
_SEPARATOR = re.compile(r"[\W_]+")
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
# What may stand beside no space: ideographs, and marks, which are among the separators.
_CLOSE = re.compile(f"[{_IDEOGRAPHS}]|[^\\w\x00-\x7f]")


def normalise_address(text: str, country: str) -> Normalised:
    """Return the address without case, punctuation and, outside `country` JP and KR, tradition.

    Between Latin letters or digits one space stays (1-101 is not 1101); beside a Chinese
    character none does. Nothing is added, completed or placed in an area.

    >>> normalise_address("江蘇省 南京市鼓樓區示例路２號，1-101室", "CN").value
    '江苏省南京市鼓楼区示例路2号1 101室'
    >>> normalise_address("12, Example St.,  LONDON", "GB").value
    '12 example st london'
    """
    if text.isascii() and text.isprintable():
        written, address = text.strip(), _ascii_words(text.lower())
        return _judged(text, written, address)
    written = clean(text)
    folded = fold(written, simplify=country.upper() not in _READ_TRADITIONAL)
    address = _words(folded)
    if is_mojibake(text) or is_mojibake(written) or is_mojibake(address):
        return keep_raw(text, Flag.MOJIBAKE)
    return _judged(text, written, address)


def _judged(text: str, written: str, address: str) -> Normalised:
    """Return an address that is whole, or the text with what keeps it from being one."""
    # Both forms are asked, for folding hides some masks and placeholders (N/A) and bares others.
    if is_masked_text(written) or is_masked_text(address):
        return keep_raw(text, Flag.MASKED)
    says_something = has_content(written) and has_content(address)
    return Normalised(address) if says_something else keep_raw(text, Flag.UNPARSED)


def _words(folded: str) -> str:
    """Return folded text with its separators and apostrophes gone, and spaces where they belong.

    A function asked at each gap takes most of the time where its answer is always a space.
    """
    if folded.isascii():
        return _ascii_words(folded)
    bare = folded.translate(_APOSTROPHES)
    return clean(_SEPARATOR.sub(_gap if _CLOSE.search(bare) else " ", bare))


def _ascii_words(folded: str) -> str:
    return " ".join(folded.translate(_ASCII_GAPS).split())


def _gap(separator: re.Match[str]) -> str:
    """Return what stands for a run of characters that are neither letters nor digits."""
    run, text = separator[0], separator.string
    # Marks are part of a word: without its vowel signs a Hindi or Thai street is another one.
    marks = "" if run.isascii() else "".join(char for char in run if category(char)[0] == "M")
    if len(marks) == len(run):
        return marks
    before, after = text[max(separator.start() - 1, 0)], text[separator.end() : separator.end() + 1]
    return marks if _IDEOGRAPH.match(before) or _IDEOGRAPH.match(after) else marks + " "
