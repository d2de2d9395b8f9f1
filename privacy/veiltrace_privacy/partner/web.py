"""The partner over HTTP: three routes, for its registry alone."""

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.routing import Route

from veiltrace_privacy.agent.access import read_access
from veiltrace_privacy.agent.web import endpoint
from veiltrace_privacy.partner.service import Partner
from veiltrace_privacy.partner.terms_header import MANDATE, terms_from_headers
from veiltrace_privacy.psi.manifest import MAX_POINTS
from veiltrace_privacy.psi.points import POINT_BYTES

_POINTS = "application/octet-stream"


def partner_app(partner: Partner) -> Starlette:
    """Return the partner's application."""

    def manifest(_: Mapping[str, str], headers: Mapping[str, str], _body: bytes) -> bytes:
        return partner.manifest(terms_from_headers(headers))

    def points(path: Mapping[str, str], headers: Mapping[str, str], _: bytes) -> bytes:
        terms = terms_from_headers(headers)
        return partner.points(terms, epoch=path["epoch"], number=int(path["number"]))

    def evaluate(path: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> bytes:
        mandate_ref = headers.get(MANDATE, "")
        terms = terms_from_headers(headers)
        return partner.evaluate(terms, body, epoch=path["epoch"], mandate_ref=mandate_ref)

    token = read_access(partner.home.access_file).token
    query = endpoint(evaluate, token=token, media_type=_POINTS, max_body=MAX_POINTS * POINT_BYTES)
    table = endpoint(points, token=token, media_type=_POINTS, max_body=0)
    root = endpoint(manifest, token=token, media_type="application/json", max_body=0)
    return Starlette(
        routes=[
            Route("/v1/manifest", root),
            Route("/v1/epochs/{epoch:str}/classes/{number:int}", table),
            Route("/v1/epochs/{epoch:str}/evaluate", query, methods=["POST"]),
        ]
    )
