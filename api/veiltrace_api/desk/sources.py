"""Sources: loading files, and what is known of what was loaded; no person is read."""

from collections.abc import Callable
from datetime import date

from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.admission import admit_upkeep, require_role
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_api.source_files import SourceFile
from veiltrace_connectors import ingest as run
from veiltrace_connectors.errors import IngestRefused
from veiltrace_connectors.ingest import IngestReport, Progress
from veiltrace_engine.coverage import Coverage, coverage
from veiltrace_graph.model import EntityRef, Rejected
from veiltrace_graph.stores.base import Run, SourceSummary
from veiltrace_privacy.audit.errors import AuditError
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.audit.fields import FieldValue, check_field
from veiltrace_privacy.policy.words import Outcome

_OPERATOR = (Role.OPERATOR,)


class SourceDesk:
    """Loads and lists sources; each method may raise AccessRefused, AuditUnavailable."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def ingest(
        self,
        principal: Principal,
        file: SourceFile,
        *,
        consent: str = "",
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> IngestReport:
        """Load one file; see `veiltrace_connectors.ingest`. Begin and end are in the log."""
        vault = self._vault
        require_role(vault, principal, _OPERATOR, "ingest")
        named = self._named(file.open().source.name)
        about = named | {"file_sha256": file.fingerprint}
        vault.record(EventKind.SOURCE_LOADED, principal, operation="ingest.begun", **about)
        try:
            report = run.ingest(
                file.open,
                vault.store,
                file_name=file.name,
                fingerprint=file.fingerprint,
                clock=vault.clock,
                on_progress=on_progress,
                consent=consent,
            )
        except IngestRefused as error:
            vault.record(
                EventKind.SOURCE_LOADED,
                principal,
                operation="ingest.refused",
                outcome=Outcome.REFUSE.value,
                rules=",".join(error.rules),
                **about,
            )
            raise
        vault.record(
            EventKind.SOURCE_LOADED,
            principal,
            operation="ingest.ended",
            records=report.run.read,
            rejected=report.run.rejected,
            **about,
        )
        return report

    def listed(
        self, principal: Principal, *, as_of: date
    ) -> tuple[tuple[SourceSummary, ...], Coverage]:
        """Return the sources, and which of the fourteen kinds are missing or stale on a day."""
        admit_upkeep(self._vault, principal, "sources", _OPERATOR)
        summaries = self._vault.store.sources()
        loaded = {summary.source.name: summary.source for summary in summaries}
        return summaries, coverage(loaded, as_of)

    def runs(self, principal: Principal) -> tuple[Run, ...]:
        """Return all load runs, newest first."""
        admit_upkeep(self._vault, principal, "runs", _OPERATOR)
        return self._vault.store.runs()

    def rejected(self, principal: Principal, run_id: int, *, raw: bool) -> tuple[Rejected, ...]:
        """Return what a run rejected; the rows themselves, which are personal, only as review.

        Raises: UsageError: there is no such run.
        """
        review_item = f"run-{run_id}" if raw else None
        admit_upkeep(self._vault, principal, "runs.rejected", _OPERATOR, review_item=review_item)
        if run_id not in {known.id for known in self._vault.store.runs()}:
            raise UsageError(f"there is no run {run_id}: 'veiltrace runs' lists them")
        items = self._vault.store.rejected(run_id)
        if raw:
            return tuple(items)
        return tuple(Rejected(item.position, item.reason, item.field, "") for item in items)

    def _named(self, source: str) -> dict[str, FieldValue]:
        """Return the source's name as the log takes it; a keyed id where it is free text."""
        try:
            check_field("source", source)
        except AuditError:
            return {"node_id": self._vault.store.node_id(EntityRef("source", source)).hex()}
        return {"source": source}
