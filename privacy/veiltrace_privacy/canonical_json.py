"""One JSON text for one value: what is signed or hashed is read back to the same bytes, or not.

The subset: objects, arrays, strings, whole numbers, true and false. Keys are sorted, there is no
space outside strings, and all is ASCII (other characters as \\u escapes). No floating point and
no null, so that no two programs can differ on a number or on what is absent.
"""

import json
from typing import NoReturn

from veiltrace_privacy.errors import VeiltraceError

JsonValue = str | int | bool | list["JsonValue"] | dict[str, "JsonValue"]
"""What a canonical text holds. Integers are at most `MAX_DIGITS` long."""

MAX_BYTES = 16_384
MAX_DEPTH = 8
MAX_DIGITS = 18


class NotCanonicalJson(VeiltraceError):
    """The bytes are not the one canonical JSON text of a value: refuse them, ask for a new copy."""

    code = "privacy.not_canonical_json"


def encode_canonical(value: JsonValue) -> bytes:
    """Return the one text of `value`.

    Raises: NotCanonicalJson: the value holds a float, None, a huge number or is too deep or long.

    >>> encode_canonical({"b": [1, True], "a": "é"})
    b'{"a":"\\\\u00e9","b":[1,true]}'
    """
    _check(value, depth=0)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(text) > MAX_BYTES:
        raise NotCanonicalJson(f"the JSON text is longer than {MAX_BYTES} bytes")
    return text


def decode_canonical(data: bytes) -> JsonValue:
    """Return the value whose one text is `data`.

    Raises: NotCanonicalJson: anything else, such as another order of keys, a key given twice,
        a number that is not whole, a space, a byte too much, or more than `MAX_BYTES`.

    >>> decode_canonical(b'{"a":1}')
    {'a': 1}
    >>> decode_canonical(b'{"a":1} ')
    Traceback (most recent call last):
    veiltrace_privacy.canonical_json.NotCanonicalJson: the bytes are not canonical JSON
    """
    if len(data) > MAX_BYTES:
        raise NotCanonicalJson(f"the JSON text is longer than {MAX_BYTES} bytes")
    try:
        value: JsonValue = json.loads(
            data.decode("ascii"),
            parse_int=_read_integer,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError):
        raise NotCanonicalJson("the bytes are not canonical JSON") from None
    # A key given twice, other spacing or order does not come out as it went in.
    if encode_canonical(value) != data:
        raise NotCanonicalJson("the bytes are not canonical JSON")
    return value


def _check(value: object, *, depth: int) -> None:
    if depth >= MAX_DEPTH and isinstance(value, dict | list):
        raise NotCanonicalJson(f"the JSON value is nested more than {MAX_DEPTH} deep")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonicalJson("a key of a JSON object is no text")
        for item in value.values():
            _check(item, depth=depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth=depth + 1)
    elif isinstance(value, int):
        if abs(value) >= 10**MAX_DIGITS:
            raise NotCanonicalJson(f"a number has more than {MAX_DIGITS} digits")
    elif not isinstance(value, str):
        raise NotCanonicalJson("a JSON value is neither text, whole number, true, false nor a list")


def _read_integer(digits: str) -> int:
    # Asked before int(): Python reads long numbers in quadratic time.
    if len(digits) > MAX_DIGITS + 1:
        raise NotCanonicalJson(f"a number has more than {MAX_DIGITS} digits")
    return int(digits)


def _refuse_number(_: str) -> NoReturn:
    raise NotCanonicalJson("a number is not whole")
