"""Tenants, and the principals (people and case systems) that act for them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from veiltrace_api.control.errors import InvalidValue, UnknownReference
from veiltrace_api.control.tables import PRINCIPAL, TENANT

_ID_BYTES = 16


class Role(StrEnum):
    """What a principal may do."""

    OPERATOR = "operator"
    INVESTIGATOR = "investigator"
    APPROVER = "approver"
    CASE_SYSTEM = "case_system"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organisation whose cases are kept apart from all others'."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts, for which tenant. `id` is random and stands for them in the audit log."""

    id: str
    tenant: str
    name: str
    roles: frozenset[Role]


def new_id() -> str:
    """Return a random id of 128 bits, in hex."""
    return secrets.token_hex(_ID_BYTES)


def insert_tenant(connection: Connection, name: str) -> Tenant:
    """Return a new tenant. Raises: ControlConflict: one has this name."""
    tenant = Tenant(new_id(), name)
    connection.execute(insert(TENANT).values(id=tenant.id, name=name))
    return tenant


def select_tenants(connection: Connection) -> tuple[Tenant, ...]:
    """Return all tenants, by name."""
    return tuple(
        Tenant(row.id, row.name)
        for row in connection.execute(select(TENANT).order_by(TENANT.c.name))
    )


def insert_principal(
    connection: Connection, tenant: str, *, name: str, roles: Iterable[Role]
) -> Principal:
    """Return a new principal of a tenant.

    Raises: ControlConflict: the tenant has one of this name. UnknownReference: no such tenant.
    InvalidValue: without a role, or with an unusable name.
    """
    principal = Principal(new_id(), tenant, name, frozenset(roles))
    if not principal.roles:
        raise InvalidValue("a principal needs at least one role")
    values = {"id": principal.id, "tenant": tenant, "name": name, "roles": principal.roles}
    connection.execute(insert(PRINCIPAL).values(values))
    return principal


def select_principal(connection: Connection, principal_id: str) -> Principal:
    """Return a principal, disabled or not. Raises: UnknownReference: there is none."""
    row = connection.execute(select(PRINCIPAL).where(PRINCIPAL.c.id == principal_id)).one_or_none()
    if row is None:
        raise UnknownReference("no principal has this id")
    return principal_of(row)


def select_principals(connection: Connection, tenant: str) -> tuple[Principal, ...]:
    """Return a tenant's principals that are not disabled, by name."""
    found = connection.execute(
        select(PRINCIPAL)
        .where(PRINCIPAL.c.tenant == tenant, PRINCIPAL.c.disabled_at.is_(None))
        .order_by(PRINCIPAL.c.name)
    )
    return tuple(principal_of(row) for row in found)


def mark_disabled(connection: Connection, principal_id: str, *, now: datetime) -> None:
    """Disable a principal and thereby all of its keys, for good; the first time stands.

    Raises: UnknownReference: there is none.
    """
    select_principal(connection, principal_id)
    connection.execute(
        update(PRINCIPAL)
        .where(PRINCIPAL.c.id == principal_id, PRINCIPAL.c.disabled_at.is_(None))
        .values(disabled_at=now)
    )


def principal_of(row: Row[tuple[object, ...]]) -> Principal:
    """Return the principal of a row with the columns of its table."""
    return Principal(row.id, row.tenant, row.name, frozenset(map(Role, row.roles)))
