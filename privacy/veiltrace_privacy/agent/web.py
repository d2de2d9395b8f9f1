"""HTTP of a program of a match: token first, bounded bodies, problems that echo nothing."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from veiltrace_privacy.agent.access import check_token
from veiltrace_privacy.agent.errors import NotAuthorised, RequestMalformed
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.errors import MandateRefused

PROBLEM = "application/problem+json"
_UNAVAILABLE = 503
_OWN_TROUBLE = "this program cannot answer now; its operator finds the reason in its folder"
_STATUS = {
    NotAuthorised.code: 401,
    RequestMalformed.code: 400,
    "match.refused": 403,
    MandateRefused.code: 403,
    "match.query_refused": 422,
    "match.element_refused": 422,
    "match.budget_exceeded": 429,
    "match.epoch_mismatch": 409,
    "match.reply_tampered": 502,
    "match.partner_unavailable": 502,
    "match.backend_failed": 502,
}

Answer = Callable[[Mapping[str, str], Mapping[str, str], bytes], bytes]
"""From path parameters, headers and body to the body of the answer; runs in a thread."""


def endpoint(
    answer: Answer, *, token: str, media_type: str, max_body: int
) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that gives `answer` to whoever has the token.

    An error of ours becomes a problem (RFC 9457) with its code and own text; nothing that the
    caller sent is repeated.
    """

    async def handle(request: Request) -> Response:
        try:
            check_token(request.headers.get("authorization", ""), token)
            body = await _read_body(request, max_body)
            path = {name: str(value) for name, value in request.path_params.items()}
            content = await run_in_threadpool(answer, path, request.headers, body)
        except VeiltraceError as error:
            return problem(error)
        return Response(content, media_type=media_type)

    return handle


def problem(error: VeiltraceError) -> Response:
    """Return the problem that stands for `error`; an unlisted code is this program's trouble."""
    status = _STATUS.get(error.code, _UNAVAILABLE)
    # A program's own trouble may name its folders, which are no caller's business.
    detail = _OWN_TROUBLE if status == _UNAVAILABLE else str(error)
    content = {"code": error.code, "detail": detail, "status": status}
    if isinstance(error, MandateRefused):
        content["reason"] = error.reason.value
    return JSONResponse(content, status_code=status, media_type=PROBLEM)


async def _read_body(request: Request, max_body: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > max_body:
                raise RequestMalformed(f"the body is longer than {max_body} bytes")
    except ClientDisconnect:
        raise RequestMalformed("the caller ended in mid-request") from None
    return bytes(body)
