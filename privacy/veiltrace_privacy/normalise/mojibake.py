"""Text whose bytes were read in a wrong encoding before it came to us (mojibake).

What was read wrongly holds the right bytes only by luck, so nothing is repaired: the text is kept
and never matched. Honest text must never be taken for it, so that each sign found here is one that
no language writes: see the tests for what was tried.
"""

import re
from unicodedata import category

# The Latin letters and signs of the two encodings that accept any byte, and what else tells.
_SUSPECT = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2122\ufffd锟烫屯]")
_PLAIN_SIGNS = re.compile("\ufffd|锟斤拷|烫{3}|屯{3}")
_UNINITIALISED = re.compile("烫{2}|屯{2}")
# Windows-1252 is Latin-1 but for these bytes; where it has no character, C1 controls stand.
_TO_LATIN = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_UTF8 = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_END = re.compile("[\xc3-\xf4][\x80-\xbf]{0,2}$")
# Dots, quotes, bullet, dashes, trade mark, spaces and the like may follow a capital in honest text
# (NESTLÉ®, BLÅ–GUL), and after a small letter so may these letters (Tomáš).
_FOLLOWING = frozenset("\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0©ª«®°²³·¹º»\xad")
_FOLLOWING_SMALL = _FOLLOWING | frozenset("\x9a\x9c\x9e")  # š, œ, ž
_SELDOM_BUT_WRITTEN = frozenset("ƠơƯưȘșȚț")
_LATIN_LEADS = frozenset("ÂÃÄÅÈ")
_APOSTROPHE = "\x92"
_ENOUGH = 4
_HIGH_RUN = re.compile("[\x80-\xff]+")
_SHORTEST_GB_RUN = 4
_GB_COMMON = ("啊", "座")
_CASE_MIXED = re.compile("[ß-öø-ÿ][À-ÖØ-Þ]")


def is_mojibake(text: str) -> bool:
    """Return whether a text as the source wrote it was read in a wrong encoding.

    Recognised are UTF-8 and GBK read as Latin-1 or Windows-1252, replacement characters, and what
    becomes of them and of unset memory in GBK (锟斤拷, 烫烫烫).

    >>> is_mojibake("MÃ¼ller"), is_mojibake("ç¤ºä¾‹"), is_mojibake("Ê¾ÀýÃ³Ò×")
    (True, True, True)
    >>> is_mojibake("Müller"), is_mojibake("NESTLÉ®"), is_mojibake("示例贸易")
    (False, False, False)
    """
    if text.isascii() or not _SUSPECT.search(text):
        return False
    if _PLAIN_SIGNS.search(text) or _UNINITIALISED.fullmatch(text.strip()):
        return True
    latin = text.translate(_TO_LATIN)
    return max(latin) <= "\xff" and (_was_utf8(latin) or _was_gbk(latin))


def _was_utf8(latin: str) -> bool:
    """Return whether all that is not ASCII is UTF-8, and some of it can be nothing else."""
    found = list(_UTF8.finditer(latin))
    if not found or not _CUT_END.sub("", _UTF8.sub("", latin)).isascii():
        return False
    return sum(map(_weight, found)) >= _ENOUGH


def _weight(found: re.Match[str]) -> int:
    """Return how strongly one sequence speaks for UTF-8; `_ENOUGH` is proof, less than 0 against.

    A capital with a sign behind it is honest text unless it stands inside a word.
    """
    sequence, latin = found[0], found.string
    try:
        char = sequence.encode("latin-1").decode()
    except UnicodeDecodeError:
        return -len(latin)
    if not _is_written(char):
        return -len(latin)
    before, after = latin[: found.start()][-1:], latin[found.end() :][:1]
    if len(sequence) > 2:
        is_proof = not _FOLLOWING_SMALL.issuperset(sequence[1:]) or _is_glued(sequence, after)
        return _ENOUGH if is_proof else 2
    is_honest = sequence[1] in _FOLLOWING
    if sequence[0] in _LATIN_LEADS:
        is_proof = not is_honest or _is_inside_a_word(sequence, before, after)
        return _ENOUGH if is_proof else 0
    return 1 if is_honest else 2


def _is_glued(sequence: str, after: str) -> bool:
    return _APOSTROPHE not in sequence and after.isalpha()


def _is_inside_a_word(sequence: str, before: str, after: str) -> bool:
    """Return whether a capital with a sign behind it stands where honest text has a letter."""
    if before.islower():
        return True
    if sequence[0] == "Â":
        return not before.isupper() and (before + after).strip().isalnum()
    if sequence[0] == "Ã":
        return _is_glued(sequence, after) or not (before + after).strip()
    return _is_glued(sequence, after) and after.islower() and not before.isalpha()


def _is_written(char: str) -> bool:
    """Return whether a character is one that names and sentences are written with."""
    point = ord(char)
    is_rare_script = 0x700 <= point < 0x900 or 0x1680 <= point < 0x1700
    is_phonetic = 0x180 <= point < 0x300 and char not in _SELDOM_BUT_WRITTEN
    is_shown = char.isprintable() or char.isspace() or category(char) == "Cf"
    return is_shown and not is_phonetic and not is_rare_script


def _was_gbk(latin: str) -> bool:
    """Return whether all that is not ASCII comes in pairs that are common Chinese characters."""
    runs = _HIGH_RUN.findall(latin)
    try:
        chinese = "".join(run.encode("latin-1").decode("gb2312") for run in runs)
    except UnicodeDecodeError:
        return False
    common = sum(_is_common(char) for char in chinese)
    return 2 * common > len(chinese) and any(map(_is_no_word, runs))


def _is_common(char: str) -> bool:
    first, last = (edge.encode("gb2312") for edge in _GB_COMMON)
    return first <= char.encode("gb2312") <= last


def _is_no_word(run: str) -> bool:
    """Return whether no language writes these letters in a row: signs among them, or mixed case."""
    letters = sum(map(str.isalpha, run))
    is_mixed = 0 < letters < len(run) or _CASE_MIXED.search(run) is not None
    return len(run) >= _SHORTEST_GB_RUN and len(set(run)) > 2 and is_mixed
