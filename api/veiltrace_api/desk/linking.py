"""Linking the store's records unattended, by the installation's model; no person is shown."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.admission import admit_upkeep
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_api.linkage_models import LinkageModels, LinkedBy
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.increment import link_new
from veiltrace_graph.linking.report import LinkReport, OnStage, tell_nobody
from veiltrace_graph.resolution.bands import DEFAULT_BANDS, Bands
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.model_file import model_to_json
from veiltrace_graph.resolution.scheme import SCHEMES, LinkageScheme
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.policy.words import Purpose

_OPERATOR = (Role.OPERATOR,)


@dataclass(frozen=True, slots=True)
class LinkWish:
    """By what to link: a model file, a model fitted anew, or else the installation's own.

    Bands that are None are those of before, or the default ones. only_new: leave alone what nothing
    new can change; it takes a model and bands by which all was linked before.
    """

    model: Path | None = None
    refit: bool = False
    automatic: float | None = None
    review: float | None = None
    only_new: bool = False


class LinkDesk:
    """Links records; each method may raise AccessRefused, AuditUnavailable."""

    def __init__(self, vault: Vault, models: Path) -> None:
        self._vault = vault
        self._models = LinkageModels(models, vault.store.model_token)

    def link(
        self, principal: Principal, scheme: str, wish: LinkWish, on_stage: OnStage = tell_nobody
    ) -> LinkReport:
        """Link records of one scheme, and keep the model with its card.

        Raises: TooFewRecords: none can be fitted. ModelFileError, UsageError: the model's file is
            damaged, or is for other records. StoreBusy, InvalidInput, OutputUnavailable.
        """
        admit_upkeep(self._vault, principal, "link", _OPERATOR)
        store, now = self._vault.store, self._vault.clock()
        by = self._by(SCHEMES[scheme], wish)
        before = self._models.linked_by(scheme)
        bands = _bands(wish, before)
        self._record(principal, "link.begun")
        try:
            # Before any file is written: another run may be at it.
            store.lock()
            if wish.only_new and isinstance(by, MatchModel) and before and before.is_whole:
                model, report = by, link_new(store, by, bands, now, on_stage)
            else:
                if before:
                    self._models.begin(scheme, bands)
                model, report = link_all(store, by, bands, now, on_stage)
                self._models.keep(model, bands, self._vault.today())
        except VeiltraceError as error:
            self._record(principal, "link.failed", reason=error.code)
            raise
        self._record(
            principal,
            "link.ended",
            file_sha256=sha256(model_to_json(model).encode()).hexdigest(),
            records=report.records,
            pairs=report.pairs,
        )
        return report

    def _by(self, scheme: LinkageScheme, wish: LinkWish) -> LinkageScheme | MatchModel:
        if wish.refit:
            return scheme
        if wish.model is None:
            return self._models.model(scheme.name) or scheme
        model = self._models.model_at(wish.model)
        if model.frame.scheme is not scheme:
            raise UsageError(
                f"this model links records of another kind: use --kind {model.frame.scheme.name}"
            )
        return model

    def _record(self, principal: Principal, operation: str, **fields: str | int) -> None:
        self._vault.record(
            EventKind.LINKED,
            principal,
            operation=operation,
            purpose=Purpose.MAINTENANCE.value,
            **fields,
        )


def _bands(wish: LinkWish, before: LinkedBy | None) -> Bands:
    held = before.bands if before else DEFAULT_BANDS
    return Bands(wish.automatic or held.automatic, wish.review or held.review)
