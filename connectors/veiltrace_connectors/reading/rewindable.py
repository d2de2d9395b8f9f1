"""Packed bytes in any order, for formats whose directory stands at their end."""

import io
from collections.abc import Callable
from typing import BinaryIO

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.limits import MAX_HELD_BYTES, MAX_REWINDS

_SKIP_BYTES = 1 << 20


def in_any_order(reopen: Callable[[], BinaryIO], name: str) -> BinaryIO:
    """Return what `reopen` gives, seekable: held in memory if small, else unpacked anew to go back.

    Raises: SourceUnavailable: it cannot be read.
    """
    with reopen() as file:
        data = file.read(MAX_HELD_BYTES + 1)
    if len(data) <= MAX_HELD_BYTES:
        return io.BytesIO(data)
    del data
    return io.BufferedReader(RewindableStream(reopen, name), _SKIP_BYTES)


class RewindableStream(io.RawIOBase):
    """A stream that goes back by opening what it reads anew, `MAX_REWINDS` times at most."""

    def __init__(self, reopen: Callable[[], BinaryIO], name: str) -> None:
        self._reopen = reopen
        self._name = name
        self._file = reopen()
        self._position = 0
        self._wanted = 0
        self._size: int | None = None
        self._rewinds = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read from."""
        return self._wanted

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set where the next byte is read from; nothing is read but to find the end."""
        if whence == io.SEEK_CUR:
            offset += self._wanted
        elif whence == io.SEEK_END:
            offset += self._end()
        self._wanted = max(offset, 0)
        return self._wanted

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raises: SourceUnavailable: it cannot be read, or was too often."""
        if self._wanted < self._position:
            self._rewind()
        self._skip_to(self._wanted)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        self._wanted += len(data)
        return len(data)

    def close(self) -> None:
        """Close what is read."""
        if not self.closed:
            super().close()
            self._file.close()

    def _end(self) -> int:
        if self._size is None:
            self._skip_to(None)
            self._size = self._position
        return self._size

    def _rewind(self) -> None:
        self._rewinds += 1
        if self._rewinds > MAX_REWINDS:
            problem = "is too large to be read inside an archive"
            raise SourceUnavailable(
                f"{self._name} {problem}; unpack it yourself and load what is in it"
            )
        self._file.close()
        self._file = self._reopen()
        self._position = 0

    def _skip_to(self, position: int | None) -> None:
        while position is None or self._position < position:
            wanted = _SKIP_BYTES if position is None else position - self._position
            skipped = len(self._file.read(min(wanted, _SKIP_BYTES)))
            if not skipped:
                return
            self._position += skipped
