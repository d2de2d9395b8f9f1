"""What the engine hands out: ranked leads, each with its reasons, evidence and flags."""

from dataclasses import dataclass
from enum import StrEnum

from veiltrace_graph.model import Evidence, Node
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind


class LeadClass(StrEnum):
    """What a lead is for; reach counts `SELF_CONTACT` only."""

    SELF_CONTACT = "self_contact"
    LIABLE_PARTY = "liable_party"
    LOCATOR = "locator"
    ASSET = "asset"


class LeadFlag(StrEnum):
    """What somebody who works with the lead has to know at a glance."""

    STALE = "stale"
    CLOSED = "closed"
    CONFLICT = "conflict"
    SHARED_CONTACT = "shared_contact"
    NOT_INFORMATIVE = "not_informative"
    REASSIGNED = "reassigned"
    INCOMPLETE = "incomplete"
    MORTGAGED = "mortgaged"
    PLEDGED = "pledged"
    SEIZED = "seized"
    FROZEN = "frozen"
    CO_OWNED = "co_owned"
    SHARE_UNKNOWN = "share_unknown"
    VALUE_UNKNOWN = "value_unknown"
    THROUGH_COMPANY = "through_company"
    NEW_OWNER = "new_owner"


class Tie(StrEnum):
    """How a party other than the debtor stands to the debtor or to the case."""

    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    HOUSEHOLD = "household"
    KIN = "kin"
    EMPLOYER = "employer"
    COMPANY = "company"
    CO_OWNER = "co_owner"
    CO_SHAREHOLDER = "co_shareholder"
    COLLEAGUE = "colleague"
    SHARED_CONTACT = "shared_contact"
    BUSINESS = "business"
    COURT_CASE = "court_case"
    OTHER = "other"


class Scale(StrEnum):
    """What a reason's effect does.

    The probability of a lead is the logistic function of the sum of its LOG_ODDS effects, times
    the product of its PROBABILITY effects. VALUE effects multiply the value. NOTE has none.
    """

    LOG_ODDS = "log_odds"
    PROBABILITY = "probability_factor"
    VALUE = "value_factor"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that moved a lead: `code` for programs, `text` for people, and by how much."""

    code: str
    text: str
    effect: float = 0.0
    scale: Scale = Scale.NOTE


@dataclass(frozen=True, slots=True)
class ValueBand:
    """What could be recovered if the lead is confirmed: `low` to `high` in `currency`, above 0.

    `stated` is whether a record states the amount; otherwise it is the usual band of its kind.
    """

    low: float
    high: float
    currency: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Lookup:
    """The one look-up that would confirm an asset; `cost` in the priors' base currency."""

    source_kind: SourceKind
    question: str
    cost: float


@dataclass(frozen=True, slots=True)
class DeleteOne:
    """What becomes of a lead without one source or record; None: the lead is gone.

    A LOCATOR names only what it hangs on: the rest follows from more than the dossier holds.
    """

    what: str
    probability_without: float | None
    rank_without: int | None


@dataclass(frozen=True, slots=True)
class Lead:
    """One way to reach the debtor, or one thing the debtor owns.

    `probability`, in (0, 1), is that the point reaches the debtor (SELF_CONTACT), that the party
    is liable (LIABLE_PARTY) or knows where the debtor is (LOCATOR), or that the asset is the
    debtor's now and can be enforced against (ASSET). `priority` orders leads within their class:
    the probability, or for assets probability times value per cost of confirming it.
    `asset_kind` ORGANISATION is a share in the subject, INCOME the pay from it and RECEIVABLE
    what it owes the debtor, where the subject is a party. `rank` is 0 until the lead is ranked.
    """

    lead_class: LeadClass
    subject: Node
    probability: float
    priority: float
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    relation_kinds: tuple[RelationKind, ...]
    flags: tuple[LeadFlag, ...] = ()
    tie: Tie | None = None
    relatedness: float | None = None
    asset_kind: NodeKind | None = None
    share: float | None = None
    value: ValueBand | None = None
    next_lookup: Lookup | None = None
    rank: int = 0
    delete_one: tuple[DeleteOne, ...] = ()
