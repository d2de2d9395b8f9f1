"""Messages between a program and its child process: a count, then fields with their lengths."""

import struct
from collections.abc import Sequence
from typing import IO

_UINT = struct.Struct(">I")


def write_message(stream: IO[bytes], fields: Sequence[bytes]) -> None:
    """Write one message and flush it.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_message(stream, [b"ab", b""]); stream.getvalue()
    b'\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x02ab\\x00\\x00\\x00\\x00'
    """
    stream.write(_UINT.pack(len(fields)))
    for field in fields:
        stream.write(_UINT.pack(len(field)))
        stream.write(field)
    stream.flush()


def read_message(stream: IO[bytes]) -> list[bytes] | None:
    """Return the next message, or None where the stream ended, also in the middle of one.

    >>> import io
    >>> read_message(io.BytesIO(b"\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x02ab"))
    [b'ab']
    >>> read_message(io.BytesIO(b"\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x02a"))
    """
    head = stream.read(_UINT.size)
    if len(head) < _UINT.size:
        return None
    fields = []
    for _ in range(_UINT.unpack(head)[0]):
        size = stream.read(_UINT.size)
        if len(size) < _UINT.size:
            return None
        wanted = _UINT.unpack(size)[0]
        field = stream.read(wanted)
        if len(field) < wanted:
            return None
        fields.append(field)
    return fields
