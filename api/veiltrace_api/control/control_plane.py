"""The control plane as programs use it: each method is one transaction on the control database.

Security: who has the database alone learns tenants, staff and keyed ids, and can make no API key;
who has the pepper as well could test guesses at keys, of 256 random bits each.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from veiltrace_api.control import (
    anomalies,
    api_keys,
    cases,
    look_ups,
    mandates,
    outcomes,
    partners,
    principals,
)
from veiltrace_api.control.anomalies import Anomaly
from veiltrace_api.control.api_keys import IssuedKey, KeyRecord
from veiltrace_api.control.cases import CaseFile
from veiltrace_api.control.database import Database, create_database, open_database
from veiltrace_api.control.look_ups import LookUp
from veiltrace_api.control.mandates import StoredMandate
from veiltrace_api.control.outcomes import Outcome
from veiltrace_api.control.partners import Partner
from veiltrace_api.control.principals import Principal, Role, Tenant


class ControlPlane:
    """Principals, keys, cases, mandates, outcomes, look-ups and partners of one installation.

    Safe to share between threads. Any method may raise ControlUnavailable: then no answer may
    leave. `now` and the like are moments with a time zone; references are keyed ids in hex.
    """

    __slots__ = ("_database", "_pepper")

    def __init__(self, database: Database, *, pepper: bytes) -> None:
        self._database = database
        self._pepper = pepper

    @classmethod
    def create(cls, place: Path | str, *, pepper: bytes) -> Self:
        """Return a new, empty control plane: an SQLite file, or an empty PostgreSQL by its URL.

        Raises: ControlConflict: there is one already. InvalidValue: `place` or `pepper` is unfit.
        """
        api_keys.check_pepper(pepper)
        return cls(create_database(place), pepper=pepper)

    @classmethod
    def open(cls, place: Path | str, *, pepper: bytes) -> Self:
        """Return the control plane at `place`, migrated forward.

        Raises: ControlMissing, ControlTooNew. InvalidValue: `place` or `pepper` is unfit.
        """
        api_keys.check_pepper(pepper)
        return cls(open_database(place), pepper=pepper)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"ControlPlane({self._database!r})"

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add_tenant(self, name: str) -> Tenant:
        """Return a new tenant. Raises: ControlConflict: one has this name."""
        with self._database.writing() as connection:
            return principals.insert_tenant(connection, name)

    def tenants(self) -> tuple[Tenant, ...]:
        """Return all tenants, by name."""
        with self._database.reading() as connection:
            return principals.select_tenants(connection)

    def add_principal(self, tenant: str, *, name: str, roles: Iterable[Role]) -> Principal:
        """Return a new principal. Raises: UnknownReference, ControlConflict, InvalidValue."""
        with self._database.writing() as connection:
            return principals.insert_principal(connection, tenant, name=name, roles=roles)

    def principal(self, principal_id: str) -> Principal:
        """Return a principal, disabled or not. Raises: UnknownReference."""
        with self._database.reading() as connection:
            return principals.select_principal(connection, principal_id)

    def principals(self, tenant: str) -> tuple[Principal, ...]:
        """Return a tenant's principals that are not disabled, by name."""
        with self._database.reading() as connection:
            return principals.select_principals(connection, tenant)

    def disable_principal(self, principal_id: str, *, now: datetime) -> None:
        """Disable a principal and all of its keys, for good. Raises: UnknownReference."""
        with self._database.writing() as connection:
            principals.mark_disabled(connection, principal_id, now=now)

    def issue_key(
        self, principal_id: str, *, now: datetime, expires_at: datetime, environment: str = "live"
    ) -> IssuedKey:
        """Return a new API key, to be shown once. Raises: UnknownReference, InvalidValue."""
        with self._database.writing() as connection:
            return api_keys.insert_key(
                connection,
                principal_id,
                pepper=self._pepper,
                environment=environment,
                now=now,
                expires_at=expires_at,
            )

    def key_holder(self, text: str, *, now: datetime) -> Principal:
        """Return whose API key `text` is. Raises: KeyRefused: it opens nothing."""
        with self._database.reading() as connection:
            return api_keys.check_key(connection, text, pepper=self._pepper, now=now)

    def keys(self, principal_id: str) -> tuple[KeyRecord, ...]:
        """Return what is known of a principal's keys, oldest first; never the keys."""
        with self._database.reading() as connection:
            return api_keys.select_keys(connection, principal_id)

    def has_usable_key(self, *, now: datetime) -> bool:
        """Return whether any API key would be let in."""
        with self._database.reading() as connection:
            return api_keys.usable_key_exists(connection, now=now)

    def revoke_key(self, key_id: str, *, now: datetime) -> None:
        """Revoke an API key for good. Raises: UnknownReference."""
        with self._database.writing() as connection:
            api_keys.mark_revoked(connection, key_id, now=now)

    def register_case(self, tenant: str, case_ref: str, *, now: datetime) -> None:
        """Register a case as the tenant's. Raises: ControlConflict: it is another's."""
        with self._database.writing() as connection:
            cases.insert_case(connection, tenant, case_ref, now=now)

    def case(self, case_ref: str) -> CaseFile | None:
        """Return the registration of a case; None if it has none."""
        with self._database.reading() as connection:
            return cases.select_case(connection, case_ref)

    def close_case(self, case_ref: str, *, now: datetime) -> None:
        """Close a case for good. Raises: UnknownReference: it is not registered."""
        with self._database.writing() as connection:
            cases.mark_closed(connection, case_ref, now=now)

    def store_mandate(self, mandate: StoredMandate, *, now: datetime) -> None:
        """Keep a signed mandate. Raises: ControlConflict, UnknownReference, InvalidValue."""
        with self._database.writing() as connection:
            mandates.insert_mandate(connection, mandate, now=now)

    def mandates(self, case_ref: str) -> tuple[StoredMandate, ...]:
        """Return a case's mandates, in the order in which they were stored."""
        with self._database.reading() as connection:
            return mandates.select_mandates(connection, case_ref)

    def record_outcome(
        self,
        *,
        tenant: str,
        case_ref: str,
        contact_ref: str | None,
        kind: str,
        principal: str,
        now: datetime,
    ) -> Outcome:
        """Return the outcome, kept. Raises: UnknownReference, InvalidValue."""
        with self._database.writing() as connection:
            return outcomes.insert_outcome(
                connection,
                tenant=tenant,
                case_ref=case_ref,
                contact_ref=contact_ref,
                kind=kind,
                principal=principal,
                at=now,
            )

    def outcomes(self, case_ref: str) -> tuple[Outcome, ...]:
        """Return a case's outcomes, oldest first."""
        with self._database.reading() as connection:
            return outcomes.select_outcomes(connection, case_ref)

    def record_refusal(self, tenant: str, person_ref: str, *, now: datetime) -> None:
        """Keep for good that a person refused this tenant. Raises: UnknownReference."""
        with self._database.writing() as connection:
            outcomes.insert_refusal(connection, tenant, person_ref, at=now)

    def has_refused(self, tenant: str, person_ref: str) -> bool:
        """Return whether a person ever refused this tenant."""
        with self._database.reading() as connection:
            return outcomes.refusal_exists(connection, tenant, person_ref)

    def note_look_up(
        self, principal: str, case_ref: str, *, purpose: str, action: str, now: datetime
    ) -> None:
        """Keep who used which case, and why. Raises: UnknownReference, InvalidValue."""
        look_up = LookUp(principal, case_ref, purpose, action, now)
        with self._database.writing() as connection:
            look_ups.insert_look_up(connection, look_up)

    def look_ups(self, principal: str, *, since: datetime) -> tuple[LookUp, ...]:
        """Return what a principal did from `since` on, oldest first."""
        with self._database.reading() as connection:
            return look_ups.select_look_ups(connection, principal, since=since)

    def actions(self, case_ref: str, *, action: str, since: datetime) -> tuple[LookUp, ...]:
        """Return who did `action` on a case from `since` on, oldest first."""
        with self._database.reading() as connection:
            return look_ups.select_actions(connection, case_ref, action=action, since=since)

    def anomalies(self, *, now: datetime, unconnected: Collection[str] = ()) -> tuple[Anomaly, ...]:
        """Return what is unusual about today's use; see `anomalies.find_anomalies`."""
        with self._database.reading() as connection:
            return anomalies.find_anomalies(connection, now=now, unconnected=unconnected)

    def add_partner(self, partner: Partner) -> None:
        """Keep a partner. Raises: ControlConflict: one has its name. InvalidValue."""
        with self._database.writing() as connection:
            partners.insert_partner(connection, partner)

    def partner(self, name: str) -> Partner:
        """Return a partner. Raises: UnknownReference."""
        with self._database.reading() as connection:
            return partners.select_partner(connection, name)

    def partners(self) -> tuple[Partner, ...]:
        """Return all partners, by name."""
        with self._database.reading() as connection:
            return partners.select_partners(connection)
