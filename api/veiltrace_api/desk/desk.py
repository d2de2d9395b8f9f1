"""The one way in: whoever opens the desk gets everything that may be asked, behind the gate."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.audits import AuditDesk
from veiltrace_api.desk.cases import CaseDesk
from veiltrace_api.desk.contact import ContactDesk
from veiltrace_api.desk.exporting import ExportDesk
from veiltrace_api.desk.facts import FactDesk
from veiltrace_api.desk.judging import JudgementDesk
from veiltrace_api.desk.matching import MatchDesk
from veiltrace_api.desk.reading import ReadingDesk
from veiltrace_api.desk.reviewing import ReviewDesk
from veiltrace_api.desk.sources import SourceDesk
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_api.installation import (
    LOCAL_PRINCIPAL,
    LOCAL_TENANT,
    open_audit,
    open_control,
    open_store,
)
from veiltrace_api.settings import Settings

if TYPE_CHECKING:
    from veiltrace_api.desk.explaining import ExplainDesk
    from veiltrace_api.desk.linking import LinkDesk


@dataclass(frozen=True, slots=True)
class Desk:
    """The counters of an open desk."""

    sources: SourceDesk
    cases: CaseDesk
    reading: ReadingDesk
    facts: FactDesk
    contact: ContactDesk
    audits: AuditDesk
    matching: MatchDesk
    exports: ExportDesk
    judging: JudgementDesk
    reviewing: ReviewDesk
    _vault: Vault
    _models: Path

    # Splink and SciPy take over a second to load, which only what compares records waits for.
    @property
    def linking(self) -> "LinkDesk":
        """Links records unattended."""
        from veiltrace_api.desk.linking import LinkDesk

        return LinkDesk(self._vault, self._models)

    @property
    def explaining(self) -> "ExplainDesk":
        """Says why two records are linked, or are not."""
        from veiltrace_api.desk.explaining import ExplainDesk

        return ExplainDesk(self._vault, self.reading, self._models)

    def principal(self, principal_id: str | None = None) -> Principal:
        """Return a principal by id; without one, the one that local commands act as.

        Raises: UsageError: it is unknown, or disabled.
        """
        control = self._vault.control
        for tenant in control.tenants():
            for principal in control.principals(tenant.id):
                is_local = (tenant.name, principal.name) == (LOCAL_TENANT, LOCAL_PRINCIPAL)
                if principal.id == principal_id or (principal_id is None and is_local):
                    return principal
        raise UsageError("no principal of that id may act here: it is unknown or disabled")


@contextmanager
def open_desk(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Desk]:
    """Open an installation for commands or routes; `clock` returns this moment with its zone.

    Raises: KeyFileError, StoreMissing, StoreTooNew, StoreUnavailable, ControlError,
        AuditUnavailable, AuditDamaged: what is wrong, and what to do.
    """
    with ExitStack() as opened:
        vault = Vault(
            store=opened.enter_context(open_store(settings)),
            control=opened.enter_context(open_control(settings)),
            audit=opened.enter_context(open_audit(settings)),
            registries=settings.registries,
            clock=clock,
        )
        yield Desk(
            SourceDesk(vault),
            CaseDesk(vault),
            ReadingDesk(vault),
            FactDesk(vault),
            ContactDesk(vault),
            AuditDesk(vault),
            MatchDesk(vault, settings.partners),
            ExportDesk(vault),
            JudgementDesk(vault),
            ReviewDesk(vault),
            vault,
            settings.models,
        )
