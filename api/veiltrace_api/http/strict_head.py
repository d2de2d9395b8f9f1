"""Paths, queries and headers that every reader understands alike; all others are refused."""

import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from veiltrace_api.http.errors import RequestMalformed

MAX_TARGET_BYTES = 4_096
MAX_HEADER_BYTES = 16_384

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HEADER_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_ONCE = (b"authorization", b"content-length", b"content-type")

Headers = Iterable[tuple[bytes, bytes]]
"""Names in lower case, and values, as the server read them."""


def check_target(raw_path: bytes, query: bytes) -> None:
    """Let a path and query pass that decode to text in one way only.

    Raises: RequestMalformed: more than 4,096 bytes, a % without two hex digits, bad UTF-8, a
        control character, or a query field given twice.

    >>> check_target(b"/v1/search", b"text=%E7%A4%BA&case=DC-1")
    >>> check_target(b"/v1/search", b"text=%00")
    Traceback (most recent call last):
    veiltrace_api.http.errors.RequestMalformed: path or query has a control character
    """
    if len(raw_path) + len(query) > MAX_TARGET_BYTES:
        raise RequestMalformed(f"path and query are longer than {MAX_TARGET_BYTES} bytes")
    _decoded(raw_path)
    names = [
        _decoded(part.partition(b"=")[0].replace(b"+", b" ")) for part in query.split(b"&") if part
    ]
    _decoded(query)
    if len(set(names)) < len(names):
        raise RequestMalformed("a field of the query is given twice")


def check_headers(headers: Headers) -> None:
    """Let headers pass that are bounded, without control characters, and not in doubt.

    Raises: RequestMalformed: they are not.

    >>> check_headers([(b"authorization", b"Bearer vt_x")])
    """
    seen = list(headers)
    if sum(len(name) + len(value) for name, value in seen) > MAX_HEADER_BYTES:
        raise RequestMalformed(f"the headers are longer than {MAX_HEADER_BYTES} bytes")
    if any(_HEADER_CONTROL.search(part) for pair in seen for part in pair):
        raise RequestMalformed("a header has a control character")
    names = [name for name, _ in seen]
    for name in _ONCE:
        if names.count(name) > 1:
            raise RequestMalformed(f"the header {name.decode()} is given twice")
    # Which of the two holds is where a proxy and a server differ (RFC 9112, section 6.3).
    if b"content-length" in names and b"transfer-encoding" in names:
        raise RequestMalformed("the body's length is declared in two ways")


def _decoded(encoded: bytes) -> str:
    if _BAD_ESCAPE.search(encoded):
        raise RequestMalformed("path or query has a % without two hex digits after it")
    try:
        text = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        raise RequestMalformed("path or query is not UTF-8") from None
    if _CONTROL.search(text):
        raise RequestMalformed("path or query has a control character")
    return text
