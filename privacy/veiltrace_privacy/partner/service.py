"""What the partner answers, whoever carries it: manifest, points, evaluated questions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.partner.budget import PointBudget
from veiltrace_privacy.partner.home import Epoch, PartnerHome
from veiltrace_privacy.psi.errors import EpochMismatch, MatchRefused, QueryRefused
from veiltrace_privacy.psi.manifest import MAX_POINTS
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.psi.points import are_distinct_points, split_points
from veiltrace_privacy.psi.terms import AskedTerms, check_terms

_REF = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Partner:
    """The partner as its registry sees it; `clock` gives the time with its zone.

    Each method raises MatchRefused where VT-06 does not allow the terms, and AuditUnavailable
    where the answer or the refusal cannot be logged.
    """

    home: PartnerHome
    clock: Callable[[], datetime]

    def manifest(self, terms: AskedTerms) -> bytes:
        """Return the current epoch's signed manifest."""
        return self._refusals_logged(terms, lambda: self._epoch(None).manifest)

    def points(self, terms: AskedTerms, *, epoch: str, number: int) -> bytes:
        """Return the points of one class. Raises: EpochMismatch: the epoch is over."""
        return self._refusals_logged(terms, lambda: self._epoch(epoch).points(number))

    def evaluate(self, terms: AskedTerms, points: bytes, *, epoch: str, mandate_ref: str) -> bytes:
        """Return the points under the epoch's key, counted and logged before they leave.

        Raises:
            EpochMismatch: the epoch is over.
            QueryRefused: too many points, one off the curve, one twice, or no mandate.
            BudgetExceeded: the mandate's day or the epoch is used up.
            StateUnavailable: the count cannot be written.
        """
        return self._refusals_logged(
            terms, lambda: self._evaluate(terms, points, epoch, mandate_ref)
        )

    def _evaluate(self, terms: AskedTerms, points: bytes, epoch: str, mandate_ref: str) -> bytes:
        current = self._epoch(epoch)
        split = split_points(points)
        if not _REF.fullmatch(mandate_ref) or not split or len(split) > MAX_POINTS:
            raise QueryRefused(f"a question is 1 to {MAX_POINTS} points under one mandate")
        settings, day = self.home.settings(), self.clock().date()
        budget = PointBudget(self.home.database, settings.points_per_day, settings.points_per_epoch)
        budget.spend(len(split), mandate_ref=mandate_ref, day=day, epoch=current.id)
        if not are_distinct_points(split):
            raise QueryRefused("a point of the question comes twice or is not on the curve")
        with OpenMinedWorker() as worker:
            evaluated = worker.evaluate(current.key, points)
        self._log(
            EventKind.EVALUATED,
            ("epoch", current.id),
            ("mandate_id", mandate_ref),
            ("purpose", terms.purpose.value),
            ("lookups", len(split)),
        )
        return evaluated

    def _epoch(self, asked: str | None) -> Epoch:
        try:
            current = self.home.current_epoch()
        except HomeError:
            raise MatchRefused("this partner has published no table yet") from None
        if asked is not None and asked != current.id:
            raise EpochMismatch("this epoch is over; ask anew with the new manifest")
        return current

    def _refusals_logged(self, terms: AskedTerms, answer: Callable[[], bytes]) -> bytes:
        try:
            check_terms(self.home.settings().terms, terms, as_of=self.clock().date())
            return answer()
        except VeiltraceError as refusal:
            self._log(EventKind.MATCH_REFUSED, ("reason", refusal.code))
            raise

    def _log(self, kind: EventKind, *fields: tuple[str, str | int]) -> None:
        with self.home.audit() as audit:
            audit.append(AuditEvent(kind, self.clock(), "system:partner", fields))
