"""What a request may hold: strict models, which take no field that they do not name."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from fastapi import Path
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from veiltrace_api.desk.investigation import Finding
from veiltrace_graph.resolution.judgement import Verdict
from veiltrace_privacy.policy.words import Channel, Purpose

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]{5,18}(?:[Zz]|[+-][0-9:]{4,6})", re.ASCII
)
_FIRST, _LAST = date(1970, 1, 1), date(2199, 12, 31)
_BEGIN, _END = (datetime.combine(day, time(), UTC) for day in (_FIRST, _LAST))


def _as_written(form: re.Pattern[str]) -> BeforeValidator:
    """Return a check of the text itself: pydantic would also take seconds since 1970."""

    def check(value: Any) -> Any:
        if value is not None and not (isinstance(value, str) and form.fullmatch(value)):
            raise ValueError
        return value

    return BeforeValidator(check)


Day = Annotated[date, _as_written(_DAY), Field(ge=_FIRST, le=_LAST)]
Moment = Annotated[
    AwareDatetime,
    _as_written(_MOMENT),
    Field(ge=_BEGIN, le=_END),
]
Text = Annotated[str, Field(min_length=1, max_length=200)]
_CASE: dict[str, Any] = {"description": "The case's number.", "examples": ["DC-1"]}
CaseNumber = Annotated[str, Path(min_length=1, max_length=200, **_CASE)]
RecordId = Annotated[str, Field(pattern="^[0-9a-f]{6,32}$")]
_MORNING = "2026-06-30T09:30:00+08:00"
_LOCAL = "When, with the offset of the debtor's own time."
_STAFF = "How many would go on a visit."
Minutes = Annotated[int, Field(strict=True, ge=-840, le=840)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class Asked(_Strict):
    """What every question about people says: what for, and as of when."""

    purpose: Annotated[
        Purpose | None,
        Field(description="What for; without one, 403 by VT-01.", examples=["enforcement"]),
    ] = None
    creditor: Annotated[
        Text | None, Field(description="Needed where several creditors have a case of the number.")
    ] = None
    as_of: Annotated[Day | None, Field(description="Answer as of this day; default today.")] = None


class AskedOfCase(Asked):
    """The same, with the case."""

    case: Annotated[Text, Field(**_CASE)]


class CasesAsked(_Strict):
    """Which list of cases."""

    as_of: Annotated[Day | None, Field(description="The list as of this day.")] = None


class SearchAsked(AskedOfCase):
    """What to search."""

    text: Annotated[Text, Field(description="A name, or a whole identifier.", examples=["示例甲"])]
    limit: Annotated[int, Field(ge=1, le=200)] = 20


class RelatednessAsked(AskedOfCase):
    """Whose relations."""

    party: Annotated[
        Text,
        Field(description="An id's beginning, a name, or an identifier.", examples=["示例甲"]),
    ]
    other: Annotated[
        Text | None, Field(description="Another, to see how the two are connected.")
    ] = None
    top: Annotated[int, Field(ge=1, le=100, description="Without `other`: at most so many.")] = 10
    paths: Annotated[int, Field(ge=1, le=20, description="With `other`: best paths.")] = 3


class HowAsked(AskedOfCase):
    """Whose records."""

    party: Annotated[
        Text,
        Field(description="An id's beginning, a name, or an identifier.", examples=["示例甲"]),
    ]


class ReviewAsked(_Strict):
    """How many pairs to open."""

    limit: Annotated[int, Field(ge=1, le=20)] = 1


class JudgementTakenBack(_Strict):
    """Two records by their ids, or the beginnings of them, and why."""

    left: RecordId
    right: RecordId
    reason: Annotated[
        str,
        Field(min_length=1, max_length=500, description="Kept readable: name no person in it."),
    ]


class JudgementGiven(JudgementTakenBack):
    """The same, with what is judged of the two."""

    verdict: Verdict


class ContactAsked(AskedOfCase):
    """Which contact, how and when."""

    contact: Annotated[
        Text,
        Field(description="The phone, address, … as people write it.", examples=["12400000001"]),
    ]
    channel: Channel
    at: Annotated[Moment, Field(description=_LOCAL, examples=[_MORNING])]
    staff: Annotated[int | None, Field(ge=0, le=1_000, description=_STAFF)] = None


class ContactAskedInBody(ContactAsked):
    """The same, with the zones the debtor may be in; and no number stands in an address line."""

    staff: Annotated[int | None, Field(strict=True, ge=0, le=1_000, description=_STAFF)] = None
    utc_offsets: Annotated[
        tuple[Minutes, ...],
        Field(max_length=8, description="Minutes east of UTC of each zone the debtor may be in."),
    ] = ()


class OutcomeReported(AskedOfCase):
    """What came of a call, a letter or a visit."""

    kind: Finding
    at: Annotated[Moment, Field(description="When it was.", examples=[_MORNING])]
    contact: Annotated[Text | None, Field(description="The phone, address, … tried.")] = None
    note: Annotated[str, Field(max_length=2_000)] = ""
    party: Annotated[Text | None, Field(description="The third party who refused.")] = None
    debtor: Annotated[Text | None, Field(description="Which debtor, of several.")] = None


class CaseReported(_Strict):
    """A debt case that a case system adds; added again under its number, it is corrected."""

    number: Text
    debtor: Text
    creditor: Text
    amount: Annotated[float, Field(strict=True, ge=0.01, le=1e12)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    debtor_id: Annotated[str, Field(max_length=200)] = ""
    overdue_since: Day | None = None
    phone: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=500)] = ""
