"""The registry's folder: its keys, the partners it trusts, its budgets and audit log."""

import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from veiltrace_privacy.agent.access import Access, new_token, write_access
from veiltrace_privacy.agent.home import (
    make_folder,
    make_home,
    read_private,
    read_settings,
    write_private,
    write_settings,
)
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.mandate.key_file import (
    create_registry_key,
    load_registry_key,
    write_public_key,
)
from veiltrace_privacy.mandate.registry_key import RegistryKey

_FIELDS = frozenset({"name", "self_certified", "elements_per_day", "near_duplicates_per_day"})


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """The registry's name, whether it is the operator's own, and what one mandate may ask a day.

    `elements_per_day` are distinct pairs; `near_duplicates_per_day` are lists that nearly equal
    another list of that day.
    """

    name: str
    self_certified: bool
    elements_per_day: int
    near_duplicates_per_day: int


@dataclass(frozen=True, slots=True)
class RegistryHome:
    """The folder as a whole."""

    folder: Path

    @property
    def access_file(self) -> Path:
        """What the engine gets, beside the public key."""
        return self.folder / "engine-access.json"

    @property
    def public_key_file(self) -> Path:
        """By what the engine checks mandates and receipts."""
        return self.folder / "registry.pub"

    @property
    def database(self) -> Path:
        """Budgets."""
        return self.folder / "registry.db"

    @property
    def partners(self) -> Path:
        """The folder with a file for each trusted partner."""
        return self.folder / "partners"

    def points_folder(self, partner: str) -> Path:
        """Return where a partner's published points are kept for its current epoch."""
        return self.folder / "points" / partner

    def settings(self) -> RegistrySettings:
        """Return who this registry is. Raises: HomeError: the folder was not made by `init`."""
        fields = read_settings(self.folder / "registry.json", _FIELDS)
        return RegistrySettings(
            str(fields["name"]),
            fields["self_certified"] is True,
            cast(int, fields["elements_per_day"]),
            cast(int, fields["near_duplicates_per_day"]),
        )

    def key(self) -> RegistryKey:
        """Return the key that signs mandates and receipts."""
        return load_registry_key(self.folder / "registry.key")

    def keyed(self, purpose: str, text: str) -> str:
        """Return a reference, 64 hex digits, that nobody makes or reads without this folder.

        HMAC-SHA256 under a key of its own; `purpose` separates what is referred to.
        """
        secret = read_private(self.folder / "reference.key")
        return hmac.digest(secret, f"{purpose}\0{text}".encode(), "sha256").hex()

    def audit(self) -> AuditLog:
        """Return the open audit log."""
        return AuditLog.open(self.folder / "audit.db", origin=f"registry:{self.settings().name}")


def make_registry_home(folder: Path, settings: RegistrySettings) -> RegistryHome:
    """Return a new registry's folder, with keys, access file and empty audit log.

    Raises:
        HomeError: the folder is in use, or the name is no short word.
        RegistryKeyError: the key cannot be written.
    """
    make_home(folder, name=settings.name)
    home = RegistryHome(folder)
    make_folder(home.partners)
    key = create_registry_key(folder / "registry.key", registry=settings.name).public
    write_public_key(home.public_key_file, key)
    write_private(folder / "reference.key", secrets.token_bytes(32))
    write_access(home.access_file, Access(settings.name, key.raw, new_token()))
    AuditLog.create(folder / "audit.db", origin=f"registry:{settings.name}").close()
    write_settings(
        folder / "registry.json",
        {
            "name": settings.name,
            "self_certified": settings.self_certified,
            "elements_per_day": settings.elements_per_day,
            "near_duplicates_per_day": settings.near_duplicates_per_day,
        },
    )
    return home
