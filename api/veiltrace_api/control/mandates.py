"""Mandates as they were signed: kept and presented, not judged here."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from veiltrace_api.control.database import insert_if_new
from veiltrace_api.control.errors import ControlConflict
from veiltrace_api.control.tables import MANDATE


@dataclass(frozen=True, slots=True)
class StoredMandate:
    """A signed mandate of a case. `signed` is the registry's JSON, byte for byte, on one line.

    The other fields repeat what it says, for finding it; the signature is checked elsewhere.
    """

    mandate_id: str
    tenant: str
    case_ref: str
    signed: str = field(repr=False)
    self_certified: bool
    opens_on: date
    expires_on: date


def insert_mandate(connection: Connection, mandate: StoredMandate, *, now: datetime) -> None:
    """Keep a mandate; the same once more changes nothing.

    Raises: ControlConflict: another stands under its id. UnknownReference: its case is not
    registered for its tenant.
    """
    if insert_if_new(connection, MANDATE, _values(mandate) | {"stored_at": now}):
        return
    row = connection.execute(select(MANDATE).where(MANDATE.c.id == mandate.mandate_id)).one()
    if _mandate(row) != mandate:
        raise ControlConflict("another mandate has this id already; nothing was changed")


def select_mandates(connection: Connection, case_ref: str) -> tuple[StoredMandate, ...]:
    """Return a case's mandates, in the order in which they were stored."""
    found = connection.execute(
        select(MANDATE)
        .where(MANDATE.c.case_ref == case_ref)
        .order_by(MANDATE.c.stored_at, MANDATE.c.id)
    )
    return tuple(_mandate(row) for row in found)


def _values(mandate: StoredMandate) -> dict[str, Any]:
    return {
        "id": mandate.mandate_id,
        "tenant": mandate.tenant,
        "case_ref": mandate.case_ref,
        "signed": mandate.signed,
        "self_certified": mandate.self_certified,
        "opens_on": mandate.opens_on,
        "expires_on": mandate.expires_on,
    }


def _mandate(row: Any) -> StoredMandate:
    return StoredMandate(
        mandate_id=row.id,
        tenant=row.tenant,
        case_ref=row.case_ref,
        signed=row.signed,
        self_certified=row.self_certified,
        opens_on=row.opens_on,
        expires_on=row.expires_on,
    )
