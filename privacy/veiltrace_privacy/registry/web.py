"""The registry over HTTP: one route, for its engine alone."""

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.routing import Route

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.agent.web import endpoint
from veiltrace_privacy.registry.message import MATCH_PATH, MAX_QUESTION_BYTES
from veiltrace_privacy.registry.service import Registry


def registry_app(registry: Registry) -> Starlette:
    """Return the registry's application."""

    def match(_: Mapping[str, str], _headers: Mapping[str, str], body: bytes) -> bytes:
        return registry.match(body)

    token = read_access(registry.home.access_file).token
    handler = endpoint(
        match, token=token, media_type="application/jsonl", max_body=MAX_QUESTION_BYTES
    )
    return Starlette(routes=[Route(MATCH_PATH, handler, methods=["POST"])])
