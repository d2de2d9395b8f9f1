"""Bytes read forward from disk or archive, with every failure said as ours."""

import io
from typing import Protocol

from veiltrace_connectors.errors import SourceUnavailable

BUFFER_BYTES = 1 << 18


class _Closable(Protocol):
    def close(self) -> None: ...


class _Readable(_Closable, Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class ByteStream(io.RawIOBase):
    """What `source` gives, up to its end; closing it closes `source` and what it comes from."""

    def __init__(
        self,
        name: str,
        source: _Readable,
        *,
        size: int,
        must_hold: bool,
        damaged: str,
        owners: tuple[_Closable, ...] = (),
    ) -> None:
        """Read from a source.

        Args:
            size: how many bytes it says to hold.
            must_hold: whether fewer are damage; a file on disk may grow and shrink.
            damaged: what to say when it cannot be read on.
            owners: what else is to be closed, in this order.
        """
        self._name = name
        self._source = source
        self.size = size
        self._least = size if must_hold else 0
        self._damaged = damaged
        self._owners = owners
        self._position = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as there is data. Raises: SourceUnavailable."""
        try:
            data = self._source.read(len(buffer)) or b""
        except SourceUnavailable:
            raise
        except Exception:
            # A damaged archive shows in many foreign errors, some of which quote its content.
            raise SourceUnavailable(f"{self._name} {self._damaged}") from None
        if not data and self._position < self._least:
            raise SourceUnavailable(f"{self._name} {self._damaged}")
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        """Close the source and its owners."""
        if not self.closed:
            super().close()
            for opened in (self._source, *self._owners):
                opened.close()
