"""`/v1/cases/{case}/leads/…`: how to reach a debtor, what there is to recover, what is hidden.

A case's number may hold a slash, sent as `%2F`.
"""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.schemas import Asked, CaseNumber
from veiltrace_api.http.views import (
    ASSETS,
    REACHABILITY,
    json_response,
    leads_view,
    suppressed_view,
)

router = APIRouter(prefix="/v1/cases/{case:path}/leads", tags=["leads"])


@router.get("/reachability", response_model=answers.Leads)
def reachability(case: CaseNumber, asked: Annotated[Asked, Query()], caller: Asking) -> Response:
    """Rank how the debtor can be reached: own contact points, liable parties, locators."""
    with caller.desk.reading() as desk:
        found = desk.reading.leads(caller.question(case, asked))
    return json_response(leads_view(case, found, REACHABILITY))


@router.get("/assets", response_model=answers.Leads)
def assets(case: CaseNumber, asked: Annotated[Asked, Query()], caller: Asking) -> Response:
    """Rank what can be recovered."""
    with caller.desk.reading() as desk:
        found = desk.reading.leads(caller.question(case, asked))
    return json_response(leads_view(case, found, ASSETS))


@router.get("/suppressed", response_model=answers.SuppressedLeads)
def suppressed(case: CaseNumber, asked: Annotated[Asked, Query()], caller: Asking) -> Response:
    """Count the leads that are not shown, by the rule that says so."""
    with caller.desk.reading() as desk:
        found = desk.reading.leads(caller.question(case, asked), with_delete_one=False)
    return json_response(suppressed_view(case, found))
