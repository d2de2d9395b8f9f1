"""A text file of records: its encoding, its lines, and how far it has been read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import cast

from veiltrace_connectors.reading.encoding import choose_encoding
from veiltrace_connectors.reading.file_check import check_file, unavailable
from veiltrace_connectors.reading.lines import Lines


class TextFile:
    """One text file whose encoding is settled."""

    def __init__(self, path: Path, table_format: str, encoding_hint: str | None) -> None:
        """Settle the encoding.

        Raises: SourceUnavailable: the file cannot be read as text.
        """
        self.path = path
        self._size = check_file(path, table_format)
        self._done = 0
        self._open: BufferedReader | None = None
        self.encoding = choose_encoding(path, encoding_hint)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        done = self._done if self._open is None else self._open.tell()
        return done, self._size

    @contextmanager
    def lines(self) -> Iterator[Lines]:
        """Give the lines from the first on; the file closes with the block."""
        try:
            file = self.path.open(encoding=self.encoding, newline="")
        except OSError:
            raise unavailable(self.path, "cannot be opened again; was it moved?") from None
        with file:
            self._open = cast(BufferedReader, file.buffer)
            try:
                yield Lines(file, self.path)
            finally:
                self._done = self._open.tell()
                self._open = None
