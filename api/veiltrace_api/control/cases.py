"""Which case belongs to which tenant, and whether it is closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from veiltrace_api.control.database import insert_if_new
from veiltrace_api.control.errors import ControlConflict, UnknownReference
from veiltrace_api.control.tables import CASE_FILE


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A registered case. `case_ref` is its keyed id in the graph, in hex."""

    case_ref: str
    tenant: str
    registered_at: datetime
    closed_at: datetime | None


def insert_case(connection: Connection, tenant: str, case_ref: str, *, now: datetime) -> None:
    """Register a case as a tenant's; again for the same tenant changes nothing.

    Raises: ControlConflict: it is another tenant's. UnknownReference: no such tenant.
    """
    values = {"case_ref": case_ref, "tenant": tenant, "registered_at": now}
    if insert_if_new(connection, CASE_FILE, values):
        return
    if require_case(connection, case_ref).tenant != tenant:
        raise ControlConflict("this case is registered for another tenant; nothing was changed")


def select_case(connection: Connection, case_ref: str) -> CaseFile | None:
    """Return a case, or None if it is not registered."""
    row = connection.execute(
        select(CASE_FILE).where(CASE_FILE.c.case_ref == case_ref)
    ).one_or_none()
    if row is None:
        return None
    return CaseFile(row.case_ref, row.tenant, row.registered_at, row.closed_at)


def require_case(connection: Connection, case_ref: str) -> CaseFile:
    """Return a registered case. Raises: UnknownReference: it is not registered."""
    case = select_case(connection, case_ref)
    if case is None:
        raise UnknownReference("this case is not registered")
    return case


def mark_closed(connection: Connection, case_ref: str, *, now: datetime) -> None:
    """Close a case for good; the first time stands. Raises: UnknownReference: no such case."""
    require_case(connection, case_ref)
    connection.execute(
        update(CASE_FILE)
        .where(CASE_FILE.c.case_ref == case_ref, CASE_FILE.c.closed_at.is_(None))
        .values(closed_at=now)
    )
