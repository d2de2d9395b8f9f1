"""`/v1/relatedness`: who is near a party, or how two are connected."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.schemas import RelatednessAsked
from veiltrace_api.http.views import connection_view, json_response, nearby_view

router = APIRouter(prefix="/v1/relatedness", tags=["graph"])


@router.get("", response_model=answers.RelatedParties | answers.Connected)
def relatedness(asked: Annotated[RelatednessAsked, Query()], caller: Asking) -> Response:
    """Rank the parties related to one; with `other`, score the two and show the best paths."""
    question = caller.question(asked.case, asked)
    with caller.desk.reading() as desk:
        if asked.other is None:
            content = nearby_view(desk.reading.near(question, asked.party, top=asked.top))
        else:
            found = desk.reading.connection(question, asked.party, asked.other, paths=asked.paths)
            content = connection_view(found)
    return json_response(content)
