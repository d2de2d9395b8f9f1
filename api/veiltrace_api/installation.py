"""Making and opening an installation: its keys, store, control plane and audit log."""

import secrets
from pathlib import Path

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.principals import Role
from veiltrace_api.settings import Settings
from veiltrace_graph.errors import StoreUnavailable
from veiltrace_graph.keyring import (
    KEY_BYTES,
    load_key_file,
    read_key_file,
    write_key_file,
)
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_privacy.audit.errors import AuditUnavailable
from veiltrace_privacy.audit.log import AuditLog

AUDIT_ORIGIN = "engine"
LOCAL_TENANT = "default"
LOCAL_PRINCIPAL = "local"
_LOCAL_ROLES = (Role.OPERATOR, Role.INVESTIGATOR, Role.AUDITOR)


def create_installation(settings: Settings, *, key: bytes | None = None) -> None:
    """Make an installation: whatever of its parts is not there yet.

    So one whose making was stopped, or that an earlier version made, becomes whole. `key` is the
    32 bytes of a new key file; None for random ones.

    Raises: StoreUnavailable: nothing is missing, or the folder cannot be written. KeyFileError,
        ControlError, AuditUnavailable: a part that is there cannot be used.
    """
    try:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.registries.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnavailable(f"cannot make {settings.home}: {error.strerror}") from None
    made = [
        _made_key(settings.key_file, key),
        _made_store(settings),
        _made_key(settings.pepper_file, None),
        _made_control(settings),
        _made_audit(settings),
    ]
    if not any(made):
        raise StoreUnavailable(
            f"there is already a store at {settings.store_file}; nothing was changed"
        )


def open_store(settings: Settings) -> SqliteStore:
    """Return the installation's store, opened under its key; for the desk and nobody else.

    Raises: KeyFileError, StoreMissing, StoreTooNew, StoreUnavailable: what is wrong and what to do.
    """
    return SqliteStore.open(settings.store_file, load_key_file(settings.key_file))


def open_control(settings: Settings) -> ControlPlane:
    """Return the installation's control plane. Raises: ControlError, KeyFileError."""
    return ControlPlane.open(settings.control_file, pepper=read_key_file(settings.pepper_file))


def open_audit(settings: Settings) -> AuditLog:
    """Return the installation's audit log. Raises: AuditUnavailable, AuditDamaged."""
    return AuditLog.open(settings.audit_file, origin=AUDIT_ORIGIN)


def _made_key(path: Path, key: bytes | None) -> bool:
    if path.exists():
        return False
    write_key_file(path, key or secrets.token_bytes(KEY_BYTES))
    return True


def _made_store(settings: Settings) -> bool:
    try:
        SqliteStore.create(settings.store_file, load_key_file(settings.key_file)).close()
    except StoreUnavailable:
        # There is one, which must be whole.
        open_store(settings).close()
        return False
    return True


def _made_control(settings: Settings) -> bool:
    if settings.control_file.exists():
        open_control(settings).close()
        return False
    # Made beside its place and moved there whole: a stopped `init` leaves no half of it.
    draft = settings.control_file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with ControlPlane.create(draft, pepper=read_key_file(settings.pepper_file)) as control:
        tenant = control.add_tenant(LOCAL_TENANT)
        control.add_principal(tenant.id, name=LOCAL_PRINCIPAL, roles=_LOCAL_ROLES)
    try:
        draft.replace(settings.control_file)
    except OSError as error:
        raise StoreUnavailable(f"cannot make {settings.control_file}: {error.strerror}") from None
    return True


def _made_audit(settings: Settings) -> bool:
    try:
        AuditLog.create(settings.audit_file, origin=AUDIT_ORIGIN).close()
    except AuditUnavailable:
        open_audit(settings).close()
        return False
    return True
