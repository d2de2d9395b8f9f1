"""`/v1/cases`: the cases there are, and new ones. No person is read here."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import answers
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.schemas import CaseReported, CasesAsked
from veiltrace_api.http.views import cases_view, json_response
from veiltrace_api.manual_case import ManualCase

router = APIRouter(prefix="/v1/cases", tags=["cases"])


@router.get("", response_model=answers.Cases)
def list_cases(asked: Annotated[CasesAsked, Query()], caller: Asking) -> Response:
    """List the tenant's cases and how far each is; nobody is named, so no purpose is asked."""
    with caller.desk.reading() as desk:
        lines = desk.cases.listed(caller.principal, as_of=asked.as_of or caller.today)
    return json_response(cases_view(lines))


@router.post("", status_code=204, response_class=Response)
def add_case(case: CaseReported, caller: Asking) -> None:
    """Add a case, or correct the one of this number; it is read only once a mandate opens it."""
    reported = ManualCase(
        number=case.number,
        debtor=case.debtor,
        debtor_id=case.debtor_id,
        creditor=case.creditor,
        amount=case.amount,
        currency=case.currency,
        overdue_since=case.overdue_since,
        phone=case.phone,
        address=case.address,
    )
    with caller.desk.writing() as desk:
        desk.cases.add(caller.principal, reported)
