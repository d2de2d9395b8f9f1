import time

import pytest

from veiltrace_api.http.errors import RequestMalformed
from veiltrace_api.http.strict_json import MAX_DEPTH, MAX_NUMBER_LENGTH, check_json

HOSTILE = {
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a number too large": b'{"a": 1e999}',
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice, once escaped": b'{"a": 1, "\\u0061": 2}',
    "a key twice, deep inside": b'[{"a": {"b": 1, "b": 1}}]',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "the other half": b'{"a": "\\udc00x"}',
    "half a pair as a key": b'{"\\ud800": 1}',
    "half a pair as bytes": b'{"a": "\xed\xa0\x80"}',
    "NUL escaped": b'{"a": "x\\u0000"}',
    "NUL raw": b'{"a": "x\x00"}',
    "NUL as a key": b'{"\\u0000": 1}',
    "NUL in a list": b'["\\u0000"]',
    "100,000 levels": b"[" * 100_000 + b"]" * 100_000,
    "100,000 objects": b'{"a":' * 100_000,
    "one level too many": b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    "5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "5,000 decimals": b'{"a": 0.' + b"9" * 5_000 + b"}",
    "one digit too many": b"9" * (MAX_NUMBER_LENGTH + 1),
    "bad UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "cut off": b'{"a": "x',
    "two texts": b"{}{}",
    "nothing but space": b"  ",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_text_with_a_trap_is_refused_and_not_repeated(body: bytes) -> None:
    with pytest.raises(RequestMalformed) as refused:
        check_json(body)
    assert len(str(refused.value)) < 80


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": [1, 2.5, -1e-9, true, null, "\\u793a\\u4f8b"]}',
        '{"text": "示例甲", "note": "\\ud83d\\ude00 \\"[{\\\\"}'.encode(),
        b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
        b"9" * MAX_NUMBER_LENGTH,
        b'["' + b"[" * 1_000 + b'"]',
    ],
)
def test_an_ordinary_text_passes(body: bytes) -> None:
    check_json(body)


@pytest.mark.parametrize(
    "body",
    [b'"' + b'\\"' * 32_000, b'"\\' * 32_000, b'["' * 32_000, b'"' * 64_000, b"-" * 64_000],
)
def test_no_text_takes_long_to_refuse(body: bytes) -> None:
    began = time.process_time()
    with pytest.raises(RequestMalformed):
        check_json(body)
    # Quadratic work on these takes seconds.
    assert time.process_time() - began < 0.5
