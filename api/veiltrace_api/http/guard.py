"""The guard before the router: what passes is bounded and means one thing to all who read it.

It does not bound how long a caller may take to send: that is the work of the proxy in front.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from veiltrace_api.http.errors import BodyTooLarge, NotJson, RequestMalformed
from veiltrace_api.http.problems import problem_of
from veiltrace_api.http.strict_head import check_headers, check_target
from veiltrace_api.http.strict_json import check_json
from veiltrace_privacy.errors import VeiltraceError

MAX_BODY_BYTES = 65_536


class RequestGuard:
    """An ASGI application that hands on whole, checked requests, and answers all others itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            check_target(_raw_path(scope), scope["query_string"])
            check_headers(scope["headers"])
            body = await _read_body(dict(scope["headers"]), receive)
        except VeiltraceError as error:
            await problem_of(error)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)


def _raw_path(scope: Scope) -> bytes:
    raw: bytes | None = scope.get("raw_path")
    return raw if raw is not None else scope["path"].encode()


async def _read_body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    declared = headers.get(b"content-length", b"0")
    # A length that is no number is refused by the server before us.
    if declared.isdigit() and (len(declared) > 9 or int(declared) > MAX_BODY_BYTES):
        raise BodyTooLarge(f"the body is longer than {MAX_BODY_BYTES} bytes")
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestMalformed("the caller ended in mid-request")
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge(f"the body is longer than {MAX_BODY_BYTES} bytes")
        more = message.get("more_body", False)
    if body:
        media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if media_type != b"application/json":
            raise NotJson("the body must be application/json")
        check_json(bytes(body))
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body once, then what the server says next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
