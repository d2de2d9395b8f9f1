"""Bytes that come out of a compression, under limits against bombs and with errors of ours."""

import bz2
import gzip
import os
import zlib
from io import BufferedReader, RawIOBase
from typing import IO, BinaryIO, cast
from zipfile import BadZipFile

from veiltrace_connectors.errors import SourceUnavailable

MAX_RATIO = 200
"""Registers' tables shrink to a twentieth; a bomb of zeros shrinks to a thousandth and less."""
FREE_BYTES = 64 * 1024 * 1024
"""Up to here any ratio goes: a small file of one value over and over does no harm."""
MAX_BYTES = 256 * 1024 * 1024 * 1024
_FAILURES = (OSError, EOFError, zlib.error, BadZipFile, NotImplementedError, RuntimeError)
_FAILURES_OF_VALUES = (ValueError, OverflowError)


class Unpacked(RawIOBase):
    """The bytes of a packed stream; `size` is what it declares of itself, 0 where it does not."""

    def __init__(self, stream: IO[bytes], name: str, *, packed: int, size: int = 0) -> None:
        """Take the stream, what errors call it, and how many bytes it is packed in."""
        self._stream = stream
        self._name = name
        self._most = min(MAX_BYTES, max(FREE_BYTES, packed * MAX_RATIO))
        self.size = size

    def readable(self) -> bool:
        """Return True: nothing else can be done with it."""
        return True

    def seekable(self) -> bool:
        """Return whether the packed stream can go back, as a file on disk can."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Return the new place. Raises: SourceUnavailable: the stream breaks on the way there."""
        try:
            return self._stream.seek(offset, whence)
        except (*_FAILURES, *_FAILURES_OF_VALUES):
            raise self._broken() from None

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._stream.tell()

    def readinto(self, buffer: object) -> int:
        """Return how many bytes were put into the buffer, 0 at the end.

        Raises: SourceUnavailable: the stream breaks, or unpacks to more than the limits allow.
        """
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
            place = self._stream.tell()
        except (*_FAILURES, *_FAILURES_OF_VALUES):
            raise self._broken() from None
        if place > self._most:
            raise SourceUnavailable(
                f"{self._name} unpacks to more than {self._most} bytes, far more than its size "
                "lets expect; unpack it yourself and look at it before loading it"
            )
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Let go of the packed stream too."""
        self._stream.close()
        super().close()

    def _broken(self) -> SourceUnavailable:
        return SourceUnavailable(f"{self._name} is damaged or cut off; fetch or pack it again")


def unpacked(file: BinaryIO, name: str) -> BinaryIO:
    """Return the bytes of a gzip or bzip2 stream unpacked, any other stream as it is.

    >>> from io import BytesIO
    >>> unpacked(BytesIO(gzip.compress(b"name")), "firms.csv.gz").read()
    b'name'
    """
    head = file.read(3)
    file.seek(0)
    opened = gzip.open if head.startswith(b"\x1f\x8b") else bz2.open if head == b"BZh" else None
    if opened is None:
        return file
    packed = file.seek(0, os.SEEK_END)
    file.seek(0)
    return BufferedReader(_Closing(cast(IO[bytes], opened(file)), file, name, packed=packed))


class _Closing(Unpacked):
    """A stream whose library leaves the file under it open."""

    def __init__(self, stream: IO[bytes], file: BinaryIO, name: str, *, packed: int) -> None:
        super().__init__(stream, name, packed=packed)
        self._file = file

    def close(self) -> None:
        super().close()
        self._file.close()
