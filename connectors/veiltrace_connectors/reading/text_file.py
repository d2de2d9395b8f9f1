"""A text file of records: its encoding, its lines, and how far it has been read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.encoding import choose_encoding
from veiltrace_connectors.reading.file_check import check_file
from veiltrace_connectors.reading.lines import Lines


class TextFile:
    """One text file whose encoding is settled."""

    def __init__(self, file: DataFile, table_format: str, encoding_hint: str | None) -> None:
        """Settle the encoding.

        Raises: SourceUnavailable: the file cannot be read as text.
        """
        self._file = file
        self._size = check_file(file, table_format)
        self._done = 0
        self._open: BinaryIO | None = None
        self._encoding = choose_encoding(file, encoding_hint)
        self.encoding = str(self._encoding)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        done = self._done if self._open is None else self._open.tell()
        return done, self._size

    @contextmanager
    def lines(self) -> Iterator[Lines]:
        """Give the lines from the first on; the file closes with the block."""
        opened = self._file.open()
        chosen = self._encoding
        errors = "surrogateescape" if chosen.has_broken_lines else "strict"
        with TextIOWrapper(opened, encoding=chosen.name, errors=errors, newline="") as text:
            self._open = opened
            try:
                yield Lines(text, self._file, has_broken_lines=chosen.has_broken_lines)
            finally:
                self._done = self._open.tell()
                self._open = None
