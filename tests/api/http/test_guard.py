import asyncio
import json
from typing import Any

import pytest

from veiltrace_api.http.guard import MAX_BODY_BYTES, RequestGuard

JSON = (b"content-type", b"application/json")


def send_through(
    *chunks: bytes,
    headers: list[tuple[bytes, bytes]] | None = None,
    path: bytes = b"/x",
    query: bytes = b"",
) -> tuple[int, dict[str, Any], list[bytes]]:
    """Status and problem of the guard's answer (0 where it has none), and the bodies it let by."""
    passed: list[bytes] = []
    sent: list[Any] = []
    waiting = [
        {"type": "http.request", "body": chunk, "more_body": place + 1 < len(chunks)}
        for place, chunk in enumerate(chunks)
    ] or [{"type": "http.disconnect"}]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        passed.append((await receive())["body"])

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/x",
        "raw_path": path,
        "query_string": query,
        "headers": [JSON] if headers is None else headers,
    }
    asyncio.run(RequestGuard(app)(scope, receive, send))
    if not sent:
        return 0, {}, passed
    return sent[0]["status"], json.loads(sent[1]["body"]), passed


def test_a_body_in_pieces_passes_whole() -> None:
    assert send_through(b'{"a"', b": 1}") == (0, {}, [b'{"a": 1}'])


def test_a_request_without_a_body_passes() -> None:
    assert send_through(b"", headers=[]) == (0, {}, [b""])


def test_a_body_that_declares_too_much_is_refused_unread() -> None:
    declared = [JSON, (b"content-length", str(MAX_BODY_BYTES + 1).encode())]
    status, problem, passed = send_through(headers=declared)
    assert (status, problem["code"], passed) == (413, "api.body_too_large", [])


def test_a_body_that_grows_too_long_is_refused_without_a_declared_length() -> None:
    pieces = [b" " * 10_000] * 8
    status, problem, passed = send_through(*pieces)
    assert (status, problem["code"], passed) == (413, "api.body_too_large", [])


def test_a_length_of_thousands_of_digits_is_refused() -> None:
    status, _, _ = send_through(b"{}", headers=[JSON, (b"content-length", b"9" * 5_000)])
    assert status == 413


@pytest.mark.parametrize("media_type", [b"text/plain", b"application/x-www-form-urlencoded", b""])
def test_a_body_that_is_not_json_is_refused(media_type: bytes) -> None:
    status, problem, passed = send_through(b"{}", headers=[(b"content-type", media_type)])
    assert (status, problem["code"], passed) == (415, "api.not_json", [])


def test_json_with_a_charset_passes() -> None:
    headers = [(b"content-type", b"Application/JSON; charset=utf-8")]
    assert send_through(b"{}", headers=headers)[2] == [b"{}"]


def test_a_refused_body_is_not_repeated() -> None:
    status, problem, passed = send_through(b'{"geheim": NaN}')
    assert (status, problem["code"], passed) == (400, "api.request_malformed", [])
    assert "geheim" not in json.dumps(problem)


def test_a_refused_query_is_not_repeated() -> None:
    status, problem, passed = send_through(b"", query=b"geheim=%00")
    assert (status, passed) == (400, [])
    assert "geheim" not in json.dumps(problem)


def test_a_caller_who_hangs_up_is_not_handed_on() -> None:
    assert send_through()[2] == []
