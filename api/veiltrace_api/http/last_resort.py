"""What answers when a program's fault does: a problem that says nothing, and a line in the log.

The framework would log the error's own text, and that may hold what the caller sent.
"""

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from veiltrace_api.http.problems import internal_error

_LOG = logging.getLogger("veiltrace.http")


class LastResort:
    """An ASGI application that lets no exception pass to the server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            log_fault(error)
            if scope["type"] == "http" and not began:
                await internal_error()(scope, receive, send)


def log_fault(error: BaseException) -> None:
    """Log the kind of an error and where it arose, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    _LOG.error("%s at %s", type(error).__name__, place)
