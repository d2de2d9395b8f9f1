"""Which encoding a text file is in: its byte order mark, strict UTF-8, the hint, or the likeliest.

The whole file is read once, in pieces, so that no row can fail to decode later on.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.lines import MAX_RECORD_CHARS

_PIECE_BYTES = 1 << 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# cp950 is Big5 as Windows writes it: strict Big5 lacks characters common in firm names.
_GUESSES = ("gb18030", "cp950", "cp1252")
HINTS = (
    *("utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950"),
    *("cp1250", "cp1251", "cp1252", "iso-8859-1", "shift_jis", "euc_kr"),
)
"""The encodings a mapping may name."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LONE_LATIN = re.compile(
    r"(?<![^\x00-\x7f])[\u00a0-\u017f\u2010-\u203a\u20ac\u2122](?![^\x00-\x7f])"
)
_SCORED_CHARS = 100_000
# A text has hardly a NUL; UTF-16 read as UTF-8 has one in every second byte.
_MAX_NUL_SHARE = 0.1


def choose_encoding(file: DataFile, hint: str | None) -> str:
    """Return the Python name of the encoding under which the whole file decodes.

    Raises: SourceUnavailable: it decodes under none, cannot be read, or has an endless line.
    """
    with file.open() as opened:
        head = opened.read(3)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            if _score(file, encoding) is None:
                raise unavailable(file, f"is not whole {encoding} text; export it again")
            return encoding
    for encoding in ("utf-8", *([hint] if hint else [])):
        if _score(file, encoding) is not None:
            return encoding
    scores = {encoding: _score(file, encoding) for encoding in _GUESSES}
    found = {encoding: score for encoding, score in scores.items() if score is not None}
    if not found:
        raise unavailable(file, "is not text in a known encoding; save it as UTF-8")
    return max(found, key=lambda encoding: found[encoding])


def _score(file: DataFile, encoding: str) -> float | None:
    """Return how usual the text looks under an encoding, from 0 to 1; None if it fails."""
    size = beyond = usual = nuls = 0
    count = _lone_latin if encoding == "cp1252" else _common_cjk
    try:
        for text in _pieces(file, encoding):
            size += len(text)
            nuls += text.count("\x00")
            if beyond < _SCORED_CHARS and encoding in _GUESSES and not text.isascii():
                beyond += len(_BEYOND_ASCII.findall(text))
                usual += count(text)
    except UnicodeError:
        return None
    if nuls > _MAX_NUL_SHARE * size:
        return None
    return usual / beyond if beyond else 1.0


def _pieces(file: DataFile, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    line = 0
    with file.open() as opened:
        while piece := opened.read(_PIECE_BYTES):
            text = decoder.decode(piece)
            last_break = max(text.rfind("\n"), text.rfind("\r"))
            line = len(text) - last_break - 1 + (line if last_break < 0 else 0)
            if line > MAX_RECORD_CHARS:
                # No need to read gigabytes, several times over, of what no reader will take.
                problem = f"has a line of more than {MAX_RECORD_CHARS} characters"
                raise unavailable(file, f"{problem}; check that it is a table, and its line breaks")
            yield text
        yield decoder.decode(b"", final=True)


def _lone_latin(text: str) -> int:
    # Latin text has its accents one at a time; Chinese bytes read as Latin come in runs.
    return len(_LONE_LATIN.findall(text))


def _common_cjk(text: str) -> int:
    common = common_cjk()
    return sum(character in common for character in _BEYOND_ASCII.findall(text))


@cache
def common_cjk() -> frozenset[str]:
    """Return the everyday Chinese characters and punctuation, simplified and traditional.

    Those of GB 2312 level 1 and of Big5 level 1; text decoded wrongly has about half its
    characters elsewhere.

    >>> "示" in common_cjk(), "陳" in common_cjk(), "閠" in common_cjk()
    (True, True, False)
    """
    gb_rows = (0xA1, 0xA3, *range(0xB0, 0xD8))
    codes = [bytes((row, cell)) for row in gb_rows for cell in range(0xA1, 0xFF)]
    simplified = b"".join(codes).decode("gb2312", errors="ignore")
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    codes = [bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in cells]
    return frozenset(simplified + b"".join(codes).decode("big5", errors="ignore"))
