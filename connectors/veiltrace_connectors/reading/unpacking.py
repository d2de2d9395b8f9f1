"""Streams of gzip and bzip2, unpacked as they are read."""

import bz2
import io
import zlib
from enum import Enum
from typing import BinaryIO

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.byte_stream import BUFFER_BYTES
from veiltrace_connectors.reading.limits import MAX_DEPTH, check_growth

_HEAD_BYTES = 16
_PIECE_BYTES = 1 << 16
# "BZh" alone could begin a text; the mark of the first block, or of the end, follows in a file.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


class Packing(Enum):
    """How a stream is packed."""

    GZIP = "gzip"
    BZIP2 = "bzip2"


def packing_of(head: bytes) -> Packing | None:
    """Return how a stream that begins so is packed, None for one that is not.

    >>> packing_of(b"BZh91AY&SY..."), packing_of(b"BZh,name")
    (<Packing.BZIP2: 'bzip2'>, None)
    """
    if head.startswith(b"\x1f\x8b\x08"):
        return Packing.GZIP
    return Packing.BZIP2 if head[:3] == b"BZh" and head[4:10] in _BZIP2_BLOCKS else None


def unpacked(stream: io.RawIOBase, name: str) -> "io.BufferedReader[io.RawIOBase]":
    """Return the stream without its packing, whatever layers of gzip and bzip2 it has.

    Raises: SourceUnavailable: there are more layers than `MAX_DEPTH`, or it cannot be read.
    """
    file: io.BufferedReader[io.RawIOBase] = io.BufferedReader(stream, BUFFER_BYTES)
    try:
        for _ in range(MAX_DEPTH):
            packing = packing_of(file.peek(_HEAD_BYTES)[:_HEAD_BYTES])
            if packing is None:
                return file
            file = io.BufferedReader(UnpackedStream(file, packing, name), BUFFER_BYTES)
        raise SourceUnavailable(f"{name} is packed {MAX_DEPTH} times over; unpack it yourself")
    except BaseException:
        file.close()
        raise


class UnpackedStream(io.RawIOBase):
    """The content of a gzip or bzip2 stream; several streams in a row are one content."""

    def __init__(self, packed: BinaryIO, packing: Packing, name: str) -> None:
        self._packed = packed
        self._packing = packing
        self._name = name
        self._inner = _decompressor(packing)
        self._pending = b""
        self._taken = 0
        self._position = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return how many unpacked bytes have been read."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Give unpacked bytes, none at the end.

        Raises: SourceUnavailable: damaged, cut off, followed by something else, or a bomb.
        """
        try:
            data = self._some(len(buffer))
        except (OSError, EOFError, ValueError, zlib.error):
            raise self._damaged() from None
        buffer[: len(data)] = data
        self._position += len(data)
        check_growth(self._name, packed=self._taken, unpacked=self._position)
        return len(data)

    def close(self) -> None:
        """Close the packed stream as well."""
        if not self.closed:
            super().close()
            self._packed.close()

    def _some(self, size: int) -> bytes:
        while True:
            if self._inner.eof and not self._begin_next():
                return b""
            wants_input = self._inner.needs_input
            piece = self._piece() if wants_input else b""
            data = self._inner.decompress(piece, size)
            if data:
                return data
            if wants_input and not piece and not self._inner.eof:
                raise self._damaged()

    def _begin_next(self) -> bool:
        """Go on to a stream that follows the one just ended; return whether there is one."""
        # gzip files may be filled up with zeros: tapes wanted whole blocks.
        rest = self._inner.unused_data.lstrip(b"\0")
        while not rest and (piece := self._piece()):
            rest = piece.lstrip(b"\0")
        if rest:
            self._pending = rest
            self._inner = _decompressor(self._packing)
        return bool(rest)

    def _piece(self) -> bytes:
        piece, self._pending = self._pending, b""
        if not piece:
            piece = self._packed.read(_PIECE_BYTES)
            self._taken += len(piece)
        return piece

    def _damaged(self) -> Exception:
        problem = f"is a damaged or cut off {self._packing.value} file; fetch it again"
        return SourceUnavailable(f"{self._name} {problem}")


class _Gunzip:
    """zlib's decompressor with the interface of bz2's, which keeps the input it has not used."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _decompressor(packing: Packing) -> "_Gunzip | bz2.BZ2Decompressor":
    return _Gunzip() if packing is Packing.GZIP else bz2.BZ2Decompressor()
