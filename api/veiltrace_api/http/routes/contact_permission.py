"""`/v1/contact-permission`: may the debtor be contacted now? It hides no lead."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Asking, Caller
from veiltrace_api.http.schemas import ContactAsked, ContactAskedInBody
from veiltrace_api.http.views import json_response, permission_view

router = APIRouter(prefix="/v1/contact-permission", tags=["contact"])


@router.get("", response_model=answers.Permission)
def ask(asked: Annotated[ContactAsked, Query()], caller: Asking) -> Response:
    """Say whether, until when, and how often the contact point may still be tried."""
    return _answer(asked, caller, ())


@router.post("", response_model=answers.Permission)
def ask_in_body(asked: ContactAskedInBody, caller: Asking) -> Response:
    """Say the same; nothing personal stands in the address line, which proxies log."""
    return _answer(asked, caller, asked.utc_offsets)


def _answer(asked: ContactAsked, caller: Caller, utc_offsets: tuple[int, ...]) -> Response:
    with caller.desk.reading() as desk:
        permission = desk.contact.permission(
            caller.question(asked.case, asked),
            asked.contact,
            channel=asked.channel,
            at=asked.at,
            staff=asked.staff,
            utc_offsets=utc_offsets,
        )
    return json_response(permission_view(permission))
