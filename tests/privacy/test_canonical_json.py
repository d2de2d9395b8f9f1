from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_privacy.canonical_json import (
    MAX_BYTES,
    JsonValue,
    NotCanonicalJson,
    decode_canonical,
    encode_canonical,
)

VALUES = st.recursive(
    st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_comes_back_from_its_one_text(value: JsonValue) -> None:
    assert decode_canonical(encode_canonical(value)) == value


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_a_value_s_one_text_or_refused_with_our_error(data: bytes) -> None:
    try:
        value = decode_canonical(data)
    except NotCanonicalJson:
        return
    assert encode_canonical(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"a":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1}{}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":null}',
        b'{"a":' + b"9" * 19 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\xff"}',
        b'{"a":"\xc3\xa9"}',
        b'{"a":"\\u00E9"}',
        b'{"a":"\\/"}',
        b"\xef\xbb\xbf{}",
        b"[" * 9 + b"]" * 9,
        b"[" * 8000,
        b'"' + b"a" * MAX_BYTES + b'"',
    ],
)
def test_any_other_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonicalJson):
        decode_canonical(data)


@pytest.mark.parametrize("value", [1.5, None, float("nan"), {1: 2}, b"x", 10**18, "a" * MAX_BYTES])
def test_what_has_no_one_text_is_not_written(value: Any) -> None:
    with pytest.raises(NotCanonicalJson):
        encode_canonical(value)
