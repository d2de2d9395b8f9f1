"""What answers hold, for /openapi.json; a test holds each route's answer against its model."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from veiltrace_engine.lead import LeadClass
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.policy.words import Outcome, Purpose

Hex = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Certification = Annotated[str, Field(description="Who vouches for the mandate.")]


class Answered(BaseModel):
    """An answer, or a part of one: it has the fields that are named, and no other."""

    model_config = ConfigDict(extra="forbid")


class Problem(Answered):
    """An error (RFC 9457): `code` is stable, `detail` is for people; neither repeats the input."""

    title: str
    status: int
    code: str
    detail: str
    rules: Annotated[list[str], Field(description="Rules that refuse.")] = []
    faults: Annotated[list[dict[str, str]], Field(description="Where it does not fit.")] = []


class NodeSeen(Answered):
    """A party, contact point, asset or case."""

    id: Hex
    kind: NodeKind
    name: str


class Record(Answered):
    """The source record that states something."""

    source: str
    publisher: str
    record_id: str
    seen_on: date


class Value(Answered):
    """What a lead may bring."""

    low: float
    high: float
    currency: str
    stated: bool


class Reason(Answered):
    """One reason for a lead's place."""

    code: str
    text: str
    effect: float
    scale: str


class Without(Answered):
    """What the lead would be without one piece of evidence; None where it would not be one."""

    what: str
    probability: Share | None
    rank: Count | None


class NextLookup(Answered):
    """What to ask next, and where."""

    source_kind: str
    question: str


class LeadSeen(Answered):
    """One lead with its reasons."""

    lead_class: Annotated[LeadClass, Field(alias="class")]
    rank: Annotated[int, Field(ge=1)]
    kind: str
    id: Hex
    lead: str
    probability: Share
    value: Value | None
    flags: list[str]
    reasons: list[Reason]
    evidence: list[Record]
    without: list[Without]
    next_lookup: NextLookup | None


class Debtor(Answered):
    """Whom the leads are about."""

    id: Hex
    name: str


class SuppressedSeen(Answered):
    """What is not shown, and the rule that says so."""

    what: str
    count: Annotated[int, Field(ge=1)]
    outcome: Outcome
    rule: str
    name: str
    citation: str


class Searched(Answered):
    """One kind of source: what was searched, and how fresh it is."""

    kind: str
    sources: list[str]
    newest: date | None
    stale_since: date | None


class DebtorSuppressed(Answered):
    """What is not shown of one debtor's leads."""

    case_number: str
    debtor: Debtor
    as_of: date
    purpose: Purpose
    certification: Certification
    suppressed: list[SuppressedSeen]


class DebtorLeads(DebtorSuppressed):
    """One debtor's leads, and what they were searched in."""

    leads: list[LeadSeen]
    coverage: list[Searched]


class Leads(Answered):
    """The leads of a case, of one class of question, debtor by debtor."""

    debtors: list[DebtorLeads]


class SuppressedLeads(Answered):
    """What is not shown, debtor by debtor."""

    debtors: list[DebtorSuppressed]


class CaseSeen(Answered):
    """One case and how far it is."""

    number: str
    state: Literal["not opened", "mandate requested", "open", "mandate expired", "closed"]
    mandate_until: date | None


class Cases(Answered):
    """The tenant's cases, and those that nobody has registered yet."""

    cases: list[CaseSeen]


class Hit(NodeSeen):
    """A search hit; `by_name` is false where an identifier matched."""

    by_name: bool


class Hits(Answered):
    """Search hits that may be shown, and how many may not."""

    hits: list[Hit]
    hidden: Count
    certification: Certification


class Step(Answered):
    """One relation of a step; `forward` where it runs in the path's direction."""

    kind: RelationKind
    role: str
    forward: bool
    evidence: Record


class Path(Answered):
    """One path: its nodes, and for each step the relations that make it."""

    nodes: list[NodeSeen]
    steps: list[list[Step]]
    confidence: Share


class Related(NodeSeen):
    """A related party; `truncated` where the walk was cut short and the score is low.

    `path` is the best that may be shown, if any.
    """

    score: Annotated[float, Field(ge=0)]
    truncated: bool
    path: Path | None


class Around(Answered):
    """How much lies within two steps."""

    within_two_steps: Count
    hubs: Count
    truncated: bool


class RelatedParties(Answered):
    """The parties most related to one, best first."""

    party: NodeSeen
    related: list[Related]
    around: Around
    hidden: Count
    certification: Certification


class Connected(Answered):
    """How two are connected: 0 and no path where they are not."""

    score: Annotated[float, Field(ge=0)]
    truncated: bool
    paths: list[Path]
    hidden: Count
    certification: Certification


class ForbiddingRule(Answered):
    """A rule that forbids contact now; `unknown_fact` where it lacked one."""

    rule: str
    name: str
    outcome: Outcome
    citation: str
    unknown_fact: str | None


class Permission(Answered):
    """Whether contact is allowed now; `until` is None where it is not."""

    may_contact_now: bool
    outcome: Outcome
    until: datetime | None
    attempts_left: int | None
    rules: list[ForbiddingRule]
    rule_pack: str


class Health(Answered):
    """The program runs, or is ready to answer."""

    status: Literal["ok", "ready"]
