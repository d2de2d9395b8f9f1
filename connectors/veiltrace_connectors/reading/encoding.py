"""Which encoding a text file is in: its mark, strict UTF-8, the hint, or the likeliest.

The whole file is read, in pieces of whole lines, so that no row can fail to decode later on. A
file of which a hundredth of the lines does not decode is read all the same, without those.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.encoding_score import usual_characters
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.lines import MAX_RECORD_CHARS

_PIECE_BYTES = 1 << 20
# That of UTF-32 begins with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# cp950 is Big5 as Windows writes it: strict Big5 lacks characters common in firm names. What it
# lacks itself are Hong Kong's.
_GUESSES = ("gb18030", "cp950", "big5hkscs", "cp1252")
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
HINTS = (
    *("utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950"),
    *("cp1250", "cp1251", "cp1252", "iso-8859-1", "shift_jis", "euc_kr"),
)
"""The encodings a mapping may name."""

_UNKNOWN = "is not text in a known encoding; save it as UTF-8, or name its encoding in the mapping"
_SCORED_CHARS = 100_000
# A text has hardly a NUL; UTF-16 read as UTF-8 has many, all in every second byte.
_MAX_NUL_SHARE = 0.1
_MIN_WIDE_NULS, _WIDE_PARITY, _WIDE_SCORE = 0.01, 0.7, 0.7
MAX_BROKEN_SHARE = 0.01
"""Of the lines beyond ASCII, so many may not decode; and one of ten, in a short file."""
_SURELY_BROKEN = 1_000
_MIN_SCORE = 0.3
"""Of the characters beyond ASCII, so many must be usual ones; in names of rare ones 0.4 are."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding and how it was found. `has_broken_lines`: some lines do not decode under it.

    >>> print(Encoding("gb18030", "scored"), Encoding("utf-8"))
    gb18030 (scored) utf-8
    """

    name: str
    found_by: str = ""
    has_broken_lines: bool = False

    def __str__(self) -> str:
        name = self.name.removesuffix("-sig")
        return f"{name} ({self.found_by})" if self.found_by else name


@dataclass(slots=True)
class _Trial:
    """What is known so far of a file read under one encoding."""

    encoding: str
    beyond_lines: int = 0
    broken: int = 0
    beyond: int = 0
    usual: int = 0
    is_hopeless: bool = False

    @property
    def is_accepted(self) -> bool:
        few = max(MAX_BROKEN_SHARE * self.beyond_lines, self.beyond_lines >= 10)
        return self.broken <= few

    @property
    def score(self) -> tuple[float, int]:
        return (self.usual / self.beyond if self.beyond else 1.0), -self.broken

    def read(self, piece: bytes) -> None:
        try:
            self._count(piece.decode(self.encoding))
            # Which lines are beyond ASCII is looked at only in a piece of which one is broken.
            self.beyond_lines += 0 if piece.isascii() else piece.count(b"\n") or 1
        except UnicodeDecodeError:
            self._read_lines(piece)
        self.is_hopeless = self.broken > _SURELY_BROKEN and self.broken > self.beyond_lines / 2

    def _read_lines(self, piece: bytes) -> None:
        for line in piece.splitlines():
            if line.isascii():
                continue
            self.beyond_lines += 1
            try:
                self._count(line.decode(self.encoding))
            except UnicodeDecodeError:
                self.broken += 1

    def _count(self, text: str) -> None:
        if self.beyond < _SCORED_CHARS and self.encoding in _GUESSES and not text.isascii():
            usual, beyond = usual_characters(text, self.encoding)
            self.usual += usual
            self.beyond += beyond


def choose_encoding(file: DataFile, hint: str | None) -> Encoding:
    """Return the encoding under which the file decodes, but for a hundredth of its lines.

    Args:
        hint: the encoding that is tried after UTF-8, one of `HINTS`.

    Raises: SourceUnavailable: it decodes under none, cannot be read, or has an endless line.
    """
    with file.open() as opened:
        head = opened.read(_PIECE_BYTES)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return _marked(file, encoding)
    wide = _unmarked(head, hint)
    if wide and _decodes(file, wide):
        return Encoding(wide, "hint" if wide == hint else "unmarked")
    named = [hint] if hint and hint not in _WIDE else []
    for encoding, found_by in [("utf-8", ""), *((name, "hint") for name in named)]:
        (trial,) = _tried(file, [encoding])
        if head.count(0) > _MAX_NUL_SHARE * len(head):
            raise unavailable(file, _UNKNOWN)
        if trial.is_accepted:
            return Encoding(encoding, found_by, trial.broken > 0)
    tried = _tried(file, _GUESSES)
    found = [trial for trial in tried if trial.is_accepted and trial.score[0] >= _MIN_SCORE]
    if not found:
        raise unavailable(file, _UNKNOWN)
    best = max(found, key=lambda trial: trial.score)
    return Encoding(best.encoding, "scored", best.broken > 0)


def _marked(file: DataFile, encoding: str) -> Encoding:
    (trial,) = _tried(file, [] if encoding in _WIDE else [encoding]) or [_Trial(encoding)]
    if trial.is_accepted and (encoding not in _WIDE or _decodes(file, encoding)):
        return Encoding(encoding, "marked", trial.broken > 0)
    raise unavailable(file, f"is not whole {encoding} text; export it again")


def _tried(file: DataFile, encodings: Sequence[str]) -> list[_Trial]:
    """Return a trial of each encoding; one that is hopeless is not tried to the end."""
    trials = [_Trial(encoding) for encoding in encodings]
    for piece in _pieces(file):
        for trial in trials:
            if not trial.is_hopeless:
                trial.read(piece)
        if all(trial.is_hopeless for trial in trials):
            break
    return trials


def _pieces(file: DataFile) -> Iterator[bytes]:
    """Yield the file in pieces of whole lines: a line break is no part of any character."""
    kept: list[bytes] = []
    length = 0
    with file.open() as opened:
        while piece := opened.read(_PIECE_BYTES):
            end = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
            if end:
                yield b"".join((*kept, piece[:end]))
                kept, length = [], 0
            kept.append(piece[end:])
            length += len(piece) - end
            _check_line(file, length)
    if length:
        yield b"".join(kept)


def _check_line(file: DataFile, length: int) -> None:
    if length > MAX_RECORD_CHARS:
        # No need to read gigabytes, several times over, of what no reader will take.
        problem = f"has a line of more than {MAX_RECORD_CHARS} characters"
        raise unavailable(file, f"{problem}; check that it is a table, and its line breaks")


def _unmarked(head: bytes, hint: str | None) -> str:
    """Return which UTF-16 without a mark a file begins like, "" for none.

    Delimiters and line breaks are half zero there, and every table has them. So are some other
    characters, the other way round: 一 is U+4E00.
    """
    if hint in ("utf-16-le", "utf-16-be"):
        return hint
    nuls = head.count(0)
    if nuls < _MIN_WIDE_NULS * len(head) or not nuls:
        return ""
    odd = head[1::2].count(0)
    if max(odd, nuls - odd) < _WIDE_PARITY * nuls:
        return ""
    encoding = "utf-16-le" if odd > nuls - odd else "utf-16-be"
    usual, beyond = usual_characters(head.decode(encoding, errors="ignore"), encoding)
    return encoding if usual >= _WIDE_SCORE * beyond else ""


def _decodes(file: DataFile, encoding: str) -> bool:
    """Return whether a file is wholly text in an encoding of two or four bytes a character."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    line = 0
    try:
        with file.open() as opened:
            while piece := opened.read(_PIECE_BYTES):
                text = decoder.decode(piece)
                last_break = max(text.rfind("\n"), text.rfind("\r"))
                line = len(text) - last_break - 1 + (line if last_break < 0 else 0)
                _check_line(file, line)
                if text.count("\x00") > _MAX_NUL_SHARE * len(text):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
