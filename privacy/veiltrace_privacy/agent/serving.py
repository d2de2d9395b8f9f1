"""A program that listens: on loopback unless told otherwise, and says where."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.agent.loopback import is_loopback

_PARALLEL_REQUESTS = 16


def serve(
    app: Starlette,
    *,
    host: str,
    port: int,
    tell: Callable[[str], None],
    connections: int = _PARALLEL_REQUESTS,
) -> None:
    """Answer until stopped; port 0 takes a free one. `tell` gets one line with the address.

    Of more than `connections` at a time, idle ones among them, the last are sent away (503).

    Raises:
        HomeError: the address cannot be listened on.
    """
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise HomeError(f"cannot listen on port {port}: {error.strerror}") from None
    if not is_loopback(host):
        tell("warning: not loopback; nothing but a proxy with TLS should reach this port")
    tell(f"listening on http://{host}:{listener.getsockname()[1]}")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=connections,
    )
    uvicorn.Server(config).run(sockets=[listener])
