import pytest

from veiltrace_api.http.errors import RequestMalformed
from veiltrace_api.http.strict_head import (
    MAX_HEADER_BYTES,
    MAX_TARGET_BYTES,
    check_headers,
    check_target,
)

PATH = b"/v1/search"
KEY = (b"authorization", b"Bearer vt_x")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (PATH + b"/%00", b""),
        (PATH + b"/%zz", b""),
        (PATH + b"/%4", b""),
        (PATH + b"/%ff", b""),
        (PATH + b"/%ed%a0%80", b""),
        (PATH + b"/a\x00", b""),
        (PATH, b"text=%00"),
        (PATH, b"text=%0a"),
        (PATH, b"text=%7f"),
        (PATH, b"text=100%"),
        (PATH, b"text=%c3%28"),
        (PATH, b"text=\xff"),
        (PATH, b"a=1&a=2"),
        (PATH, b"a=1&%61=2"),
        (PATH, b"a+b=1&a%20b=2"),
        (PATH, b"text=" + b"x" * MAX_TARGET_BYTES),
    ],
)
def test_a_path_or_query_that_readers_could_differ_on_is_refused(path: bytes, query: bytes) -> None:
    with pytest.raises(RequestMalformed) as refused:
        check_target(path, query)
    assert len(str(refused.value)) < 80


def test_any_script_passes_in_path_and_query() -> None:
    check_target("/v1/cases/（2026）示例1号/leads".encode(), b"text=%E7%A4%BA%20a+b&&limit=1&flag")


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer \x00")],
        [(b"x-a", b"line\nbreak")],
        [(b"x\x00", b"a")],
        [KEY, KEY],
        [(b"content-length", b"1"), (b"content-length", b"2")],
        [(b"content-type", b"application/json"), (b"content-type", b"text/plain")],
        [(b"content-length", b"2"), (b"transfer-encoding", b"chunked")],
        [(b"x-a", b"a" * MAX_HEADER_BYTES)],
    ],
)
def test_headers_in_doubt_are_refused(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(RequestMalformed):
        check_headers(headers)


def test_ordinary_headers_pass() -> None:
    check_headers([KEY, (b"accept", b"a"), (b"accept", b"b"), (b"x-tab", b"a\tb\xe4")])
