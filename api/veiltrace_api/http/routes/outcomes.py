"""`/v1/outcomes`: what came of calls, letters and visits; it weighs in the next ranking."""

from fastapi import APIRouter
from starlette.responses import Response

from veiltrace_api.desk.facts import FindingReport
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.schemas import OutcomeReported

router = APIRouter(prefix="/v1/outcomes", tags=["contact"])


@router.post("", status_code=204, response_class=Response)
def record(outcome: OutcomeReported, caller: Asking) -> None:
    """Keep an outcome. Sent twice, it counts twice."""
    report = FindingReport(
        finding=outcome.kind,
        at=outcome.at,
        contact=outcome.contact or "",
        note=outcome.note,
        party=outcome.party or "",
        debtor=outcome.debtor or "",
    )
    with caller.desk.writing() as desk:
        desk.facts.record(caller.question(outcome.case, outcome), report)
