"""`/healthz` and `/readyz`: for whoever starts and restarts the server; they need no key."""

from fastapi import APIRouter
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Serving
from veiltrace_api.http.views import json_response

router = APIRouter(tags=["health"])


# On the event loop, so that it answers also while every thread waits for the desk.
@router.get("/healthz", response_model=answers.Health)
async def healthz() -> Response:
    """Say that the program runs."""
    return json_response({"status": "ok"})


@router.get("/readyz", response_model=answers.Health)
def readyz(service: Serving) -> Response:
    """Say that store, control plane and audit log can be used; a problem's code says which not."""
    service.check_ready()
    return json_response({"status": "ready"})
