"""What the desk keeps behind it: store, control plane, audit log, and the registries trusted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.principals import Principal
from veiltrace_graph.stores.base import GraphStore
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.audit.fields import FieldValue
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.mandate.key_file import load_public_key
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey

KEY_SUFFIX = ".pub"
DEFAULT_REGION = "CN"


@dataclass(frozen=True, slots=True)
class Vault:
    """Opened by `open_desk` and nobody else; `clock` returns this moment, with its time zone."""

    store: GraphStore = field(repr=False)
    control: ControlPlane
    audit: AuditLog = field(repr=False)
    registries: Path
    clock: Callable[[], datetime] = field(repr=False)

    def today(self) -> date:
        """Return the day by which the gate decides, in UTC."""
        return self.clock().date()

    def record(self, kind: EventKind, principal: Principal, **fields: FieldValue | None) -> None:
        """Make an audit entry durable; fields that are None are left out.

        Raises: AuditUnavailable, AuditDamaged: let nothing leave.
        """
        self.record_all(kind, principal, [fields])

    def record_all(
        self,
        kind: EventKind,
        principal: Principal,
        entries: Iterable[Mapping[str, FieldValue | None]],
    ) -> None:
        """Make entries of one kind durable, all or none; see `record`."""
        now = self.clock()
        self.audit.append_all(
            AuditEvent(
                kind,
                now,
                principal.id,
                tuple((name, value) for name, value in fields.items() if value is not None),
            )
            for fields in entries
        )

    def trusted(self) -> dict[str, RegistryPublicKey]:
        """Return the keys of the registries trusted, by key id. Raises: RegistryKeyError."""
        keys = [load_public_key(file) for file in sorted(self.registries.glob(f"*{KEY_SUFFIX}"))]
        return {key.key_id: key for key in keys}

    def regions(self) -> tuple[str, ...]:
        """Return the countries of the sources loaded, in whose forms identifiers are read."""
        countries = {summary.source.country.upper() for summary in self.store.sources()}
        return tuple(sorted(countries - {""})) or (DEFAULT_REGION,)
