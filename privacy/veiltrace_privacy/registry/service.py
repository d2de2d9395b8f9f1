"""One match, from the engine's question to the released result, whoever carries it."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.audit.log import AuditReceipt
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.errors import MandateRefused
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.signing import verify_mandate
from veiltrace_privacy.psi.element import Pair, make_pair
from veiltrace_privacy.psi.errors import ElementRefused
from veiltrace_privacy.psi.terms import AskedTerms, check_terms
from veiltrace_privacy.registry.asking import Answer, ask_partner
from veiltrace_privacy.registry.budget import ElementBudget
from veiltrace_privacy.registry.home import RegistryHome
from veiltrace_privacy.registry.message import (
    Question,
    decode_question,
    encode_answer_lines,
)
from veiltrace_privacy.registry.partner_link import PartnerLink
from veiltrace_privacy.registry.result import Matched, Receipt, receipt_time, sign_receipt
from veiltrace_privacy.registry.trust import TrustedPartner, trusted_partner


@dataclass(frozen=True, slots=True)
class Registry:
    """The registry as its engine sees it; `clock` gives the time with its zone."""

    home: RegistryHome
    clock: Callable[[], datetime]
    rng: random.Random

    def match(self, lines: bytes) -> bytes:
        """Return the signed receipt and the answer's lines for the lines of a question (see
        `message`), logged before they leave.

        Raises:
            RequestMalformed: the lines are no question.
            MandateRefused: this registry did not sign the mandate, or it does not hold today.
            MatchRefused: VT-06: agreement, legal basis or purpose differ.
            ElementRefused: a pair comes twice, has no kind to be matched by, or none is whole.
            BudgetExceeded: the mandate's or the partner's day is used up.
            PartnerUnavailable, EpochMismatch, ReplyTampered: see `ask_partner`.
            AuditUnavailable, StateUnavailable, HomeError: this registry cannot answer now.
        """
        asked_under: list[tuple[str, str | int]] = []
        try:
            question = decode_question(lines)
            asked_under.append(("mandate_id", question.mandate.mandate.mandate_id))
            return self._match(question)
        except VeiltraceError as refusal:
            reason = refusal.reason if isinstance(refusal, MandateRefused) else refusal.code
            self._log(EventKind.MATCH_REFUSED, *asked_under, ("reason", reason))
            raise

    def _match(self, question: Question) -> bytes:
        mandate, partner, terms = self._permitted(question)
        usable = _usable(question.pairs)
        pairs = [pair for _, pair in usable]
        self._spend(pairs, mandate)
        asked = (
            ("request_id", question.id),
            ("mandate_id", mandate.mandate_id),
            ("partner", question.partner),
        )
        self._log(EventKind.MATCH_REQUESTED, *asked, ("pairs", len(pairs)))
        with PartnerLink(partner, terms) as link:
            answer = ask_partner(
                link,
                partner,
                pairs,
                check_manifest=lambda manifest: check_terms(
                    manifest.terms, terms, as_of=self.clock().date()
                ),
                points_folder=self.home.points_folder(question.partner),
                mandate_ref=self.home.keyed("mandate", mandate.mandate_id),
                rng=self.rng,
            )
        matched = [
            Matched(index, label)
            for (index, _), label in zip(usable, answer.labels, strict=True)
            if label is not None
        ]
        unusable = sorted(set(range(len(question.pairs))) - {index for index, _ in usable})
        lines = encode_answer_lines(matched, unusable)
        logged = self._log(EventKind.MATCH_RELEASED, *asked, ("matched", len(matched)))
        receipt = self._receipt(question, answer, len(unusable), len(matched), lines, logged)
        return sign_receipt(receipt, self.home.key()) + (b"\n" + lines if lines else b"")

    def _permitted(self, question: Question) -> tuple[Mandate, TrustedPartner, AskedTerms]:
        """Return mandate, partner and terms of a question that may be asked at all."""
        own_key = self.home.key().public
        today = self.clock().date()
        mandate = verify_mandate(
            question.mandate, {own_key.key_id: own_key}, as_of=today, purpose=question.purpose
        )
        partner = trusted_partner(self.home.partners, question.partner)
        terms = AskedTerms(
            question.agreement_id,
            partner.terms.legal_basis,
            question.purpose,
            mandate.jurisdiction,
        )
        check_terms(partner.terms, terms, as_of=today)
        return mandate, partner, terms

    def _spend(self, pairs: list[Pair], mandate: Mandate) -> None:
        settings = self.home.settings()
        budget = ElementBudget(
            self.home.database, settings.elements_per_day, settings.near_duplicates_per_day
        )
        tokens = {
            self.home.keyed("element", "\0".join((p.identity.value, p.contact.value)))
            for p in pairs
        }
        day = self.clock().date()
        budget.spend(tokens, mandate_ref=mandate.mandate_id, day=day)

    def _receipt(
        self,
        question: Question,
        answer: Answer,
        unusable: int,
        matched: int,
        lines: bytes,
        logged: AuditReceipt,
    ) -> Receipt:
        settings = self.home.settings()
        return Receipt(
            question_id=question.id,
            registry=settings.name,
            self_certified=settings.self_certified,
            mandate_id=question.mandate.mandate.mandate_id,
            partner=question.partner,
            epoch=answer.epoch,
            agreement_id=question.agreement_id,
            purpose=question.purpose.value,
            at=receipt_time(self.clock()),
            pairs=len(question.pairs),
            unusable=unusable,
            matched=matched,
            points=answer.points,
            classes=answer.classes,
            rows=answer.rows,
            answer_sha256=hashlib.sha256(lines).hexdigest(),
            audit_index=logged.index,
            audit_root=logged.root_hex,
        )

    def _log(self, kind: EventKind, *fields: tuple[str, str | int]) -> AuditReceipt:
        with self.home.audit() as audit:
            return audit.append(AuditEvent(kind, self.clock(), "system:registry", fields))


def _usable(pairs: tuple[Pair, ...]) -> list[tuple[int, Pair]]:
    """Return the whole pairs in canonical form, with their positions in the question."""
    made = [(index, make_pair(pair.identity, pair.contact)) for index, pair in enumerate(pairs)]
    usable = [(index, pair) for index, pair in made if pair is not None]
    if not usable:
        raise ElementRefused("no pair of the question is whole; there is nothing to ask")
    if len({pair for _, pair in usable}) < len(usable):
        raise ElementRefused("a pair comes twice in one question; ask it once")
    return usable
