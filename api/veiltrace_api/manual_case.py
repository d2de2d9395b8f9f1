"""A case typed in by hand: a source record like any other."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime

from veiltrace_api.errors import UsageError
from veiltrace_graph.identity import identify
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    Source,
    SourceRecord,
)
from veiltrace_graph.stores.base import GraphStore, Opening, RunState
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.property_type import normalise_property

_PUBLISHER = "entered by hand"
_REGION = "CN"
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ManualCase:
    """What a person typed of one case; empty text where nothing was."""

    number: str
    debtor: str
    debtor_id: str
    creditor: str
    amount: float
    currency: str
    overdue_since: date | None
    phone: str
    address: str


def add_case(store: GraphStore, case: ManualCase, *, today: date, now: datetime) -> None:
    """Write the case as one record of the source "cases-by-hand".

    Raises: UsageError: number or names are empty, or a number or ID reads as none, or the claim is
        no sum of money.
    """
    record = _record(case, today)
    source = Source(
        name="cases-by-hand",
        kind=SourceKind.PORTFOLIO,
        publisher=_PUBLISHER,
        obtained="own_records",
        legal_basis="contract",
        jurisdiction="cn",
        licence="own",
        refreshed_on=today,
        refresh_days=30,
        retention_days=1825,
    )
    opening = Opening(source, "(by hand)", f"by-hand/{now.isoformat()}", "text")
    run = store.open_run(opening, now=now)
    run = store.write_batch(run, [record], now=now)
    store.finish_run(run, state=RunState.FINISHED, error="", now=now)


def case_ref(case: ManualCase) -> EntityRef:
    """Return what the case is known by: its creditor and number, not its debtor."""
    return _ref(f"case/{_known_as(case)}")


def _known_as(case: ManualCase) -> str:
    return f"{case.creditor}/{case.number}"


def _record(case: ManualCase, today: date) -> SourceRecord:
    if not (case.number.strip() and case.debtor.strip() and case.creditor.strip()):
        raise UsageError("--number, --debtor and --creditor must not be empty")
    if not normalise_property("case_number", case.number, country=_REGION).is_whole:
        # It would lie in the store as free text, which no search finds.
        raise UsageError("--number reads as no case number: it needs a digit, and no masked part")
    if not (math.isfinite(case.amount) and case.amount > 0):
        raise UsageError("--amount must be a sum of money above 0")
    if not _CURRENCY.fullmatch(case.currency):
        raise UsageError("--currency must be three capital letters (ISO 4217), such as CNY")
    # A number is unique with one creditor only.
    known_as = _known_as(case)
    claim = Entity(
        case_ref(case),
        NodeKind.CASE,
        (
            _value("case_number", case.number),
            PropertyValue("amount", f"{case.amount:.2f}"),
            PropertyValue("currency", case.currency),
            *([_value("started_on", str(case.overdue_since))] if case.overdue_since else []),
        ),
    )
    debtor = _debtor(case, known_as)
    creditor = Entity(
        _ref(f"creditor/{case.creditor}"), NodeKind.ORGANISATION, (_value("name", case.creditor),)
    )
    entities, relations = [claim, debtor, creditor], []
    for name, kind, relation, text in (
        ("phone", NodeKind.PHONE, RelationKind.USES_CONTACT, case.phone),
        ("address", NodeKind.ADDRESS, RelationKind.LOCATED_AT, case.address),
    ):
        if text:
            value = _value(name, text)
            ref = identify(kind, [value], _ref(f"{known_as}/{name}"))
            entities.append(Entity(ref, kind, (value,)))
            relations.append(RecordRelation(relation, debtor.ref, ref))
    relations += [
        RecordRelation(RelationKind.DEBTOR_IN, debtor.ref, claim.ref),
        RecordRelation(RelationKind.CREDITOR_IN, creditor.ref, claim.ref),
    ]
    return SourceRecord(known_as, 1, today, tuple(entities), tuple(relations))


def _debtor(case: ManualCase, known_as: str) -> Entity:
    name = _value("name", case.debtor)
    kind, values = NodeKind.PARTY, [name]
    if case.debtor_id:
        for property_name, read_as in (
            ("resident_id", NodeKind.PERSON),
            ("uscc", NodeKind.ORGANISATION),
            ("lei", NodeKind.ORGANISATION),
        ):
            value = normalise_property(property_name, case.debtor_id, country=_REGION)
            if value.is_whole:
                kind = read_as
                values.append(PropertyValue(property_name, value.value, value.flag))
                break
        else:
            raise UsageError(
                "--debtor-id reads neither as a resident ID nor as a company code: check its digits"
            )
    return Entity(_ref(f"debtor/{known_as}"), kind, tuple(values))


def _value(name: str, text: str) -> PropertyValue:
    value = normalise_property(name, text, country=_REGION)
    return PropertyValue(name, value.value, value.flag)


def _ref(value: str) -> EntityRef:
    return EntityRef(f"record:{_PUBLISHER}", value)
