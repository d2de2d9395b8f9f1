"""JSON texts that every reader understands alike; all others are refused before they are read.

Python's reader, and so pydantic's and the framework's, takes NaN, keeps the last of two equal
keys, hands on NUL and half a surrogate pair, and fails on depth or on very long numbers.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from veiltrace_api.http.errors import RequestMalformed

MAX_DEPTH = 32
MAX_NUMBER_LENGTH = 40

# The closing quote is optional: else each of many unclosed ones is sought to the end of the text.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BRACKET = re.compile(r"[\[\]{}]")


def check_json(body: bytes) -> None:
    r"""Let a body pass that is one JSON text without traps.

    Raises: RequestMalformed: bad UTF-8, no JSON, a key given twice, NaN or Infinity, a number of
        more than 40 characters, more than 32 levels, NUL, or half a surrogate pair.

    >>> check_json(b'{"kind": "reached"}')
    >>> check_json(b'{"kind": 1, "kind": 2}')
    Traceback (most recent call last):
    veiltrace_api.http.errors.RequestMalformed: the body gives a key twice
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestMalformed("the body is not UTF-8") from None
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_read_object,
            parse_int=_read_integer,
            parse_float=_read_float,
            parse_constant=_refuse_constant,
        )
    except ValueError:
        raise RequestMalformed("the body is not JSON") from None
    for string in _strings(value):
        _check_text(string)


def _check_depth(text: str) -> None:
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub('""', text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise RequestMalformed(f"the body is nested more than {MAX_DEPTH} deep")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise RequestMalformed("the body has a NUL character")
    if _SURROGATE.search(text):
        raise RequestMalformed("the body has half a surrogate pair")


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise RequestMalformed("the body gives a key twice")
    return members


def _read_integer(digits: str) -> int:
    _check_length(digits)
    return int(digits)


def _read_float(digits: str) -> float:
    _check_length(digits)
    number = float(digits)
    if not math.isfinite(number):
        raise RequestMalformed("the body has a number too large to be one")
    return number


def _check_length(digits: str) -> None:
    # Asked before int(): Python reads long numbers in quadratic time.
    if len(digits) > MAX_NUMBER_LENGTH:
        raise RequestMalformed(f"the body has a number of more than {MAX_NUMBER_LENGTH} digits")


def _refuse_constant(_: str) -> NoReturn:
    raise RequestMalformed("the body has NaN or Infinity, which JSON has not")
