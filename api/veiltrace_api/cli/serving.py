"""`veiltrace serve`: the `/v1` API."""

from functools import partial
from typing import Annotated

import typer

from veiltrace_api.cli.options import Home, now, settings_of
from veiltrace_api.desk.desk import open_desk
from veiltrace_api.door import open_door
from veiltrace_api.http.app import create_app
from veiltrace_api.http.errors import NotServable
from veiltrace_privacy.agent.serving import serve as serve_app

_CONNECTIONS = 200


def serve(
    host: Annotated[
        str,
        typer.Option(help="The address to listen on; beyond loopback put a TLS proxy in front."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")] = 8_700,
    home: Home = None,
) -> None:
    """Answer case systems over HTTP: the same questions as the commands, behind the same gate.

    It refuses to start while nobody has a key ('veiltrace key issue'). docs/api.md shows the
    routes.
    """
    settings = settings_of(home)
    with open_door(settings, now) as door:
        if not door.has_usable_key():
            raise NotServable(
                "there is no API key that opens anything: make one first, such as "
                "'veiltrace key issue crm --role case_system'"
            )
        app = create_app(partial(open_desk, settings, now), door, clock=now)
        app.state.service.check_ready()
        serve_app(app, host=host, port=port, tell=typer.echo, connections=_CONNECTIONS)
