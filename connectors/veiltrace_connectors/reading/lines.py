"""The lines of a text file, one at a time, with a limit on how long a record may be."""

import re
from collections.abc import Iterator
from typing import TextIO

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_graph.model import Rejected

MAX_RECORD_CHARS = 16 * 1024 * 1024
"""A record longer than this is no record: a line break or a closing quote is missing."""


_ESCAPED = re.compile("[\udc80-\udcff]")


class Lines(Iterator[str]):
    """The lines of one opened file, with their line ends; NUL characters are left out.

    `record` holds the lines taken since `begin_record`, as they stand in the file. The limit
    counts over these, because one quoted CSV record can run over many lines.
    """

    def __init__(self, opened: TextIO, file: DataFile, *, has_broken_lines: bool = False) -> None:
        """Read from a text file opened with newline="".

        Some lines may hold bytes that do not decode; they stand escaped as lone surrogates.
        """
        self._opened = opened
        self._file = file
        self._number = 0
        self._room = MAX_RECORD_CHARS
        self._has_broken_lines = has_broken_lines
        self._is_broken = False
        self.record: list[str] = []

    def begin_record(self) -> None:
        """Forget the lines of the record before."""
        self._room = MAX_RECORD_CHARS
        self._is_broken = False
        self.record.clear()

    @property
    def is_broken(self) -> bool:
        """Whether bytes of the record do not decode."""
        return self._is_broken

    def rejected(self, position: int, reason: str) -> Rejected:
        """Return the record as rejected; one with bytes that do not decode is "bad_encoding"."""
        raw = "".join(self.record)
        if self._is_broken:
            return Rejected(position, "bad_encoding", "", _ESCAPED.sub(_shown, raw))
        return Rejected(position, reason, "", raw)

    def __next__(self) -> str:
        """Return the next line.

        Raises: SourceUnavailable: the record is longer than the limit, or the file changed.
        """
        self._number += 1
        try:
            line = self._opened.readline(self._room + 1)
        except UnicodeError:
            where = f"cannot be read at line {self._number}"
            raise unavailable(self._file, f"{where}; it changed while being read") from None
        if not line:
            raise StopIteration
        self._room -= len(line)
        if self._room < 0:
            where = f"has a record of more than {MAX_RECORD_CHARS} characters at line"
            advice = "mend its line breaks or quotes"
            raise unavailable(self._file, f"{where} {self._number}; {advice}")
        if "\x00" in line:
            line = line.replace("\x00", "")
        if self._has_broken_lines and not line.isascii() and _ESCAPED.search(line):
            self._is_broken = True
        self.record.append(line)
        return line


def _shown(escaped: re.Match[str]) -> str:
    return f"\\x{ord(escaped[0]) - 0xDC00:02x}"
