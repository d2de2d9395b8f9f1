"""What came of contacts and visits, and who refused to be contacted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from veiltrace_api.control.database import insert_if_new
from veiltrace_api.control.principals import new_id
from veiltrace_api.control.tables import OUTCOME, REFUSAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result on a case, of a contact point (its keyed id) or, with None, of the whole case."""

    id: str
    tenant: str
    case_ref: str
    contact_ref: str | None
    kind: str
    at: datetime
    principal: str


def insert_outcome(
    connection: Connection,
    *,
    tenant: str,
    case_ref: str,
    contact_ref: str | None,
    kind: str,
    principal: str,
    at: datetime,
) -> Outcome:
    """Return the outcome, kept under a new id.

    Raises: UnknownReference: no such principal, or the case is not registered for this tenant.
    """
    outcome = Outcome(new_id(), tenant, case_ref, contact_ref, kind, at, principal)
    connection.execute(
        insert(OUTCOME).values(
            id=outcome.id,
            tenant=tenant,
            case_ref=case_ref,
            contact_ref=contact_ref,
            kind=kind,
            at=at,
            principal=principal,
        )
    )
    return outcome


def select_outcomes(connection: Connection, case_ref: str) -> tuple[Outcome, ...]:
    """Return a case's outcomes, oldest first."""
    found = connection.execute(
        select(OUTCOME).where(OUTCOME.c.case_ref == case_ref).order_by(OUTCOME.c.at, OUTCOME.c.id)
    )
    return tuple(
        Outcome(r.id, r.tenant, r.case_ref, r.contact_ref, r.kind, r.at, r.principal) for r in found
    )


def insert_refusal(connection: Connection, tenant: str, person_ref: str, *, at: datetime) -> None:
    """Keep, for good and for all of the tenant's cases, that a person refused; the first stands.

    Raises: UnknownReference: no such tenant.
    """
    values = {"tenant": tenant, "person_ref": person_ref, "at": at}
    insert_if_new(connection, REFUSAL, values)


def refusal_exists(connection: Connection, tenant: str, person_ref: str) -> bool:
    """Return whether a person ever refused this tenant."""
    found = select(REFUSAL.c.at).where(
        REFUSAL.c.tenant == tenant, REFUSAL.c.person_ref == person_ref
    )
    return connection.execute(found).first() is not None
