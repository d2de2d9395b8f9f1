"""The door: API keys are issued, revoked and checked here, each with its audit entry first.

It has connections of its own to control plane and audit log, so that whoever comes in does not
wait for an answer that another is being given.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from veiltrace_api.control.api_keys import KeyRecord
from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.errors import KeyRefused
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.errors import AccessRefused, UsageError
from veiltrace_api.installation import open_audit, open_control
from veiltrace_api.settings import Settings
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.audit.fields import FieldValue
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.policy.words import Purpose

_ACTOR = "system:api"


@dataclass(frozen=True, slots=True)
class Holder:
    """A principal and its keys, oldest first."""

    principal: Principal
    keys: tuple[KeyRecord, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """Safe to share between threads. Any method may raise ControlUnavailable, AuditUnavailable."""

    _control: ControlPlane
    _audit: AuditLog = field(repr=False)
    _clock: Callable[[], datetime] = field(repr=False)

    def holder(self, key: str) -> Principal:
        """Return whose API key this is. Raises: KeyRefused: it opens nothing; audited."""
        try:
            return self._control.key_holder(key, now=self._clock())
        except KeyRefused as error:
            self._record(
                EventKind.READ_REFUSED, _ACTOR, operation="key.check", reason=error.reason.value
            )
            raise

    def has_usable_key(self) -> bool:
        """Return whether anybody could come in."""
        return self._control.has_usable_key(now=self._clock())

    def issue(self, operator: Principal, name: str, *, roles: frozenset[Role], days: int) -> str:
        """Return a new key of the principal called `name`, to be shown once.

        Args:
            operator: who issues it; the key's principal is of the same tenant.
            roles: those of a new principal; none for one that is there.
            days: for how long it opens.
        Raises: AccessRefused: the issuer is no operator; audited. UsageError: roles are missing,
            or the principal has others. InvalidValue: the name is none.
        """
        self._require_operator(operator, "key.issue")
        principal = self._named(operator.tenant, name)
        if principal is None:
            if not roles:
                raise UsageError("nobody is called so yet: say what it may do with --role")
            principal = self._control.add_principal(operator.tenant, name=name, roles=roles)
        elif roles and roles != principal.roles:
            raise UsageError("it has other roles already: leave --role out, or take a new name")
        now = self._clock()
        expires_at = now + timedelta(days=days)
        issued = self._control.issue_key(principal.id, now=now, expires_at=expires_at)
        self._record(
            EventKind.KEY_ISSUED,
            operator.id,
            key_id=issued.key_id,
            principal_id=principal.id,
            expires_on=expires_at.date().isoformat(),
        )
        return issued.text

    def holders(self, operator: Principal) -> tuple[Holder, ...]:
        """Return the tenant's principals with their keys. Raises: AccessRefused: audited."""
        self._require_operator(operator, "key.list")
        self._record(
            EventKind.READ_ALLOWED,
            operator.id,
            operation="key.list",
            purpose=Purpose.MAINTENANCE.value,
        )
        return self._holders(operator.tenant)

    def revoke(self, operator: Principal, key_id: str) -> None:
        """Revoke a key of the tenant for good.

        Raises: AccessRefused: audited. UsageError: the tenant has no such key.
        """
        self._require_operator(operator, "key.revoke")
        own = {key.key_id for holder in self._holders(operator.tenant) for key in holder.keys}
        if key_id not in own:
            raise UsageError("there is no key of this id: 'veiltrace key list' shows all")
        self._record(EventKind.KEY_REVOKED, operator.id, key_id=key_id)
        self._control.revoke_key(key_id, now=self._clock())

    def check_ready(self) -> None:
        """Return nothing if control plane and audit log can be used.

        Raises: ControlUnavailable, AuditUnavailable, AuditDamaged.
        """
        self._control.tenants()
        # Takes the writer's place and appends nothing: reading alone would not show a locked log.
        self._audit.append_all([])

    def _holders(self, tenant: str) -> tuple[Holder, ...]:
        return tuple(
            Holder(principal, self._control.keys(principal.id))
            for principal in self._control.principals(tenant)
        )

    def _named(self, tenant: str, name: str) -> Principal | None:
        principals = self._control.principals(tenant)
        return next((one for one in principals if one.name == name), None)

    def _require_operator(self, principal: Principal, operation: str) -> None:
        if Role.OPERATOR not in principal.roles:
            self._record(
                EventKind.READ_REFUSED, principal.id, operation=operation, reason="wrong_role"
            )
            raise AccessRefused("not allowed: keys are the operator's work")

    def _record(self, kind: EventKind, actor: str, **fields: FieldValue) -> None:
        self._audit.append(AuditEvent(kind, self._clock(), actor, tuple(fields.items())))


@contextmanager
def open_door(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Door]:
    """Open an installation's door; `clock` returns this moment, with its time zone.

    Raises: ControlError, KeyFileError, AuditUnavailable, AuditDamaged: what is wrong.
    """
    with ExitStack() as opened:
        control = opened.enter_context(open_control(settings))
        yield Door(control, opened.enter_context(open_audit(settings)), clock)
