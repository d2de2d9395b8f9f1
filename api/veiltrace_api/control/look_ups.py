"""Who looked up or tried to contact what: for contact frequency, and for `anomalies`."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, insert, select

from veiltrace_api.control.tables import LOOK_UP


@dataclass(frozen=True, slots=True)
class LookUp:
    """One use of a case by a principal, under a purpose."""

    principal: str
    case_ref: str
    purpose: str
    action: str
    at: datetime


def insert_look_up(connection: Connection, look_up: LookUp) -> None:
    """Keep a look-up. Raises: UnknownReference: no such principal."""
    connection.execute(
        insert(LOOK_UP).values(
            principal=look_up.principal,
            case_ref=look_up.case_ref,
            purpose=look_up.purpose,
            action=look_up.action,
            at=look_up.at,
        )
    )


def select_look_ups(
    connection: Connection, principal: str, *, since: datetime
) -> tuple[LookUp, ...]:
    """Return what a principal did from `since` on, oldest first."""
    query = select(LOOK_UP).where(LOOK_UP.c.principal == principal, LOOK_UP.c.at >= since)
    return _look_ups(connection, query)


def select_actions(
    connection: Connection, case_ref: str, *, action: str, since: datetime
) -> tuple[LookUp, ...]:
    """Return who did `action` on a case from `since` on, oldest first."""
    query = select(LOOK_UP).where(
        LOOK_UP.c.case_ref == case_ref, LOOK_UP.c.action == action, LOOK_UP.c.at >= since
    )
    return _look_ups(connection, query)


def _look_ups(connection: Connection, query: Select[tuple[object, ...]]) -> tuple[LookUp, ...]:
    rows = connection.execute(query.order_by(LOOK_UP.c.at, LOOK_UP.c.id))
    return tuple(LookUp(r.principal, r.case_ref, r.purpose, r.action, r.at) for r in rows)
