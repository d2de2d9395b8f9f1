"""Errors as problems (RFC 9457): one table from error class to status, and no echo of the input."""

import logging
from collections.abc import Collection, Iterable
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from veiltrace_api.control import errors as control
from veiltrace_api.errors import AccessRefused, UnknownCase, UsageError
from veiltrace_api.http.errors import BodyTooLarge, NotJson, RequestMalformed
from veiltrace_graph import errors as graph
from veiltrace_privacy.audit.errors import AuditDamaged, AuditUnavailable
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.errors import MandateRefused, RegistryKeyError

_LOG = logging.getLogger("veiltrace.http")

PROBLEM = "application/problem+json"

STATUS: dict[type[VeiltraceError], HTTPStatus] = {
    RequestMalformed: HTTPStatus.BAD_REQUEST,
    control.KeyRefused: HTTPStatus.UNAUTHORIZED,
    AccessRefused: HTTPStatus.FORBIDDEN,
    MandateRefused: HTTPStatus.FORBIDDEN,
    UnknownCase: HTTPStatus.NOT_FOUND,
    graph.UnknownNode: HTTPStatus.NOT_FOUND,
    control.UnknownReference: HTTPStatus.NOT_FOUND,
    control.ControlConflict: HTTPStatus.CONFLICT,
    graph.JudgementConflict: HTTPStatus.CONFLICT,
    graph.NothingToWithdraw: HTTPStatus.CONFLICT,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotJson: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UsageError: HTTPStatus.UNPROCESSABLE_ENTITY,
    control.InvalidValue: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    AuditUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    AuditDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    control.ControlError: HTTPStatus.SERVICE_UNAVAILABLE,
    graph.GraphError: HTTPStatus.SERVICE_UNAVAILABLE,
    RegistryKeyError: HTTPStatus.SERVICE_UNAVAILABLE,
    VeiltraceError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of each class of error; a class not listed has that of its nearest base."""

INVALID = "api.request_invalid"
INTERNAL = "api.internal"
ROUTING = {
    HTTPStatus.NOT_FOUND: ("api.no_such_route", "there is no such route: /openapi.json lists all"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("api.method_not_allowed", "this route has other methods"),
}
"""Code and detail where no route took the request."""

_OWN_TROUBLE = "no answer can be given now; the operator finds the reason in the server's log"


def status_of(error: type[VeiltraceError]) -> HTTPStatus:
    """Return the status of a class of error.

    >>> status_of(UnknownCase), int(status_of(graph.StoreBusy))
    (<HTTPStatus.NOT_FOUND: 404>, 503)
    """
    return next(STATUS[base] for base in error.__mro__ if base in STATUS)


def problem_of(error: VeiltraceError) -> Response:
    """Return the problem that stands for one of our errors; its text names no person."""
    status = status_of(type(error))
    # Our own trouble may name folders of this machine, which are no caller's business.
    detail = _OWN_TROUBLE if status >= HTTPStatus.INTERNAL_SERVER_ERROR else str(error)
    more = {"rules": list(error.rules)} if isinstance(error, AccessRefused) else {}
    headers = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else {}
    return problem(status, code=error.code, detail=detail, more=more, headers=headers)


def invalid_request(error: RequestValidationError) -> Response:
    """Return where a request does not fit its model, and how; never with what it held."""
    faults = [
        {"where": ".".join(_own_names(fault)), "fault": str(fault["type"])}
        for fault in error.errors()
    ]
    detail = "the request does not fit this route: /openapi.json shows what does"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, code=INVALID, detail=detail, more={"faults": faults})


def no_route(status: HTTPStatus, *, allowed: Collection[str]) -> Response:
    """Return the problem where no route takes the request; `allowed` are its path's methods."""
    code, detail = ROUTING.get(status, (INVALID, "the request cannot be read"))
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return problem(status, code=code, detail=detail, headers=headers)


def internal_error() -> Response:
    """Return the problem for an error that is nobody's on purpose."""
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, code=INTERNAL, detail=_OWN_TROUBLE)


def problem(
    status: HTTPStatus,
    *,
    code: str,
    detail: str,
    more: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a problem: RFC 9457's members, our stable `code`, and what `more` says."""
    content = {"title": status.phrase, "status": int(status), "code": code, "detail": detail}
    return JSONResponse(
        content | (more or {}), status_code=status, media_type=PROBLEM, headers=headers
    )


async def answer_error(_: Request, error: Exception) -> Response:
    """Answer an error of ours, and log it where it is the server's own trouble."""
    if not isinstance(error, VeiltraceError):
        return internal_error()
    if status_of(type(error)) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s: %s", error.code, error)
    return problem_of(error)


async def answer_invalid(_: Request, error: Exception) -> Response:
    """Answer a request that does not fit its model."""
    return invalid_request(error) if isinstance(error, RequestValidationError) else internal_error()


async def answer_no_route(request: Request, error: Exception) -> Response:
    """Answer a request that no route takes."""
    if not isinstance(error, HTTPException):
        return internal_error()
    routes: Iterable[Route] = request.app.state.routes
    # The framework names the methods of the path's first route alone.
    allowed = {
        method
        for route in routes
        if route.matches(request.scope)[0] is Match.PARTIAL
        for method in route.methods or ()
    }
    return no_route(HTTPStatus(error.status_code), allowed=allowed)


def _own_names(fault: dict[str, Any]) -> list[str]:
    """Return where a fault lies, in names of ours: that of an unknown field is the caller's."""
    place = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
    return [str(part) for part in place]
