"""`/v1/how`, `/v1/review`, `/v1/judgements`: who is one party, why, and a person's word on it."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from veiltrace_api.http import resolution_answers as answers
from veiltrace_api.http.deps import Asking
from veiltrace_api.http.resolution_views import chain_view, judged_view, pairs_view
from veiltrace_api.http.schemas import HowAsked, JudgementGiven, JudgementTakenBack, ReviewAsked
from veiltrace_api.http.views import json_response

router = APIRouter(prefix="/v1", tags=["resolution"])


@router.get("/how", response_model=answers.Chain)
def how(asked: Annotated[HowAsked, Query()], caller: Asking) -> Response:
    """Show which records form a party, by which judgements, and on which single ones it hangs."""
    with caller.desk.reading() as desk:
        history = desk.reading.how(caller.question(asked.case, asked), asked.party)
    return json_response(chain_view(history))


@router.get("/review", response_model=answers.PairsToDecide)
def review(asked: Annotated[ReviewAsked, Query()], caller: Asking) -> Response:
    """Open the next pairs of records that a person should decide; each is in the audit log."""
    with caller.desk.reading() as desk:
        queued = desk.reviewing.queue(caller.principal, limit=asked.limit)
        opened = desk.reviewing.open(caller.principal, [pair.pair for pair in queued])
    return json_response(pairs_view(opened))


@router.post("/judgements", response_model=answers.JudgementMade)
def judge(given: JudgementGiven, caller: Asking) -> Response:
    """Keep a person's word on two records, and say which parties that unmade and made."""
    with caller.desk.writing() as desk:
        judged = desk.judging.judge(
            caller.principal, given.left, given.right, given.verdict, reason=given.reason
        )
    return json_response(judged_view(judged))


@router.post("/judgements/withdrawals", response_model=answers.JudgementMade)
def withdraw(taken: JudgementTakenBack, caller: Asking) -> Response:
    """Take back what persons judged of two records; the log keeps it."""
    with caller.desk.writing() as desk:
        judged = desk.judging.withdraw(
            caller.principal, taken.left, taken.right, reason=taken.reason
        )
    return json_response(judged_view(judged))
