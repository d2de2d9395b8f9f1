"""`/v1/search`: parties and things by name or by a whole identifier."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.schemas import SearchAsked
from veiltrace_api.http.views import found_view, json_response

router = APIRouter(prefix="/v1/search", tags=["graph"])


@router.get("", response_model=answers.Hits)
def search(asked: Annotated[SearchAsked, Query()], caller: Asking) -> Response:
    """Find what is called so, or carries this identifier, as far as it may be shown."""
    with caller.desk.reading() as desk:
        found = desk.reading.search(
            caller.question(asked.case, asked), asked.text, limit=asked.limit
        )
    return json_response(found_view(found))
