"""The `/v1` application: routes, guard and problems put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware import Middleware
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException

from veiltrace_api.door import Door
from veiltrace_api.http.deps import OpenDesk, Service, SharedDesk
from veiltrace_api.http.guard import RequestGuard
from veiltrace_api.http.last_resort import LastResort
from veiltrace_api.http.openapi import describe
from veiltrace_api.http.problems import answer_error, answer_invalid, answer_no_route
from veiltrace_api.http.routes import (
    cases,
    contact_permission,
    health,
    leads,
    outcomes,
    relatedness,
    resolution,
    search,
)
from veiltrace_privacy.errors import VeiltraceError

_ROUTERS = (
    cases,
    leads,
    relatedness,
    search,
    resolution,
    contact_permission,
    outcomes,
    health,
)
_NO_TELEMETRY: TelemetryConfig = {
    "auto_configure": False,
    "logs": False,
    "metrics": False,
    "operation_spans": False,
    "tracing": False,
}
"""Spans would hold queries, and logs the texts of errors: people's names among them."""


def create_app(open_desk: OpenDesk, door: Door, *, clock: Callable[[], datetime]) -> FastAPI:
    """Return the application that answers from the desk.

    Args:
        open_desk: opens the installation's desk, at the first question and for each write.
        door: checks keys; it stays the caller's to close.
        clock: returns this moment, with its time zone.
    """
    service = Service(SharedDesk(open_desk), door, clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.desk.close()

    app = FastAPI(
        title="Veiltrace",
        version=version("veiltrace"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(LastResort), Middleware(RequestGuard)],
        exception_handlers={
            VeiltraceError: answer_error,
            RequestValidationError: answer_invalid,
            HTTPException: answer_no_route,
        },
        lifespan=lifespan,
        telemetry=_NO_TELEMETRY,
    )
    app.state.service = service
    app.state.routes = [route for module in _ROUTERS for route in module.router.routes]
    for module in _ROUTERS:
        app.include_router(module.router)
    describe(app)
    return app
