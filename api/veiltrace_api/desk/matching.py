"""Private matches with data partners: asked through the registry, kept as evidence."""

from dataclasses import dataclass
from pathlib import Path

from veiltrace_api.cases import debtors_of
from veiltrace_api.control.partners import Partner
from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.admission import STAFF, admit, admit_upkeep, require_role
from veiltrace_api.desk.grant import Grant, Question
from veiltrace_api.desk.match_record import (
    Candidate,
    candidates,
    match_record,
    partner_source,
)
from veiltrace_api.desk.screening import barred_sources
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_graph.stores.base import Opening, RunState
from veiltrace_graph.vocabulary import CONTACT_KINDS
from veiltrace_privacy.agent.access import Access, read_access, write_access
from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey
from veiltrace_privacy.policy.words import FieldGroup, LegalBasis, Purpose
from veiltrace_privacy.psi.terms import AskedTerms, Terms, check_terms
from veiltrace_privacy.registry.client import RegistryClient
from veiltrace_privacy.registry.result import LedgerLine, MatchResult

ACCESS_SUFFIX = ".access"


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What a match brought: how many pairs were asked and matched, and who learned what."""

    partner: str
    asked: int
    matched: int
    epoch: str
    learned: tuple[LedgerLine, ...]
    certification: str


class MatchDesk:
    """Asks partners; a method may raise what `admit` raises."""

    def __init__(self, vault: Vault, partners: Path) -> None:
        self._vault = vault
        self._partners = partners

    def add_partner(self, principal: Principal, partner: Partner, access: Access) -> None:
        """Keep a partner and the access to the registry that asks it.

        Raises: AccessRefused: the role. ControlConflict: a partner has this name. HomeError.
        """
        require_role(self._vault, principal, (Role.OPERATOR,), "partner.add")
        self._vault.record(EventKind.PARTNER_TRUSTED, principal, partner=partner.name)
        # The file first: a partner without it could be neither asked nor added again.
        try:
            self._partners.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise HomeError(f"cannot make {self._partners}: {error.strerror}") from None
        write_access(self._access_file(partner.name), access)
        self._vault.control.add_partner(partner)

    def partners(self, principal: Principal) -> tuple[Partner, ...]:
        """Return the partners, by name. Raises: AccessRefused: the role."""
        admit_upkeep(self._vault, principal, "partner.list", STAFF)
        return self._vault.control.partners()

    def match(self, question: Question, partner_name: str) -> MatchReport:
        """Ask a partner about the debtors' contact points; what matches enters the graph.

        Nothing is written unless the whole result came back verified. By VT-06 our own agreement
        must cover the purpose before anything leaves; the registry then asks it of both sides.

        Raises: UsageError: there is nothing to ask. What `RegistryClient.match` raises.
        """
        vault = self._vault
        grant = admit(vault, question, "match", (FieldGroup.IDENTITY, FieldGroup.CONTACT))
        partner = vault.control.partner(partner_name)
        asked = self._candidates(grant)
        fields: dict[str, str | int] = {
            "case_ref": grant.case_ref,
            "partner": partner.name,
            "pairs": len(asked),
        }
        vault.record(EventKind.MATCH_REQUESTED, question.principal, **fields)
        try:
            check_terms(
                Terms(
                    partner.agreement_id,
                    LegalBasis(partner.legal_basis),
                    tuple(Purpose(purpose) for purpose in partner.purposes),
                ),
                AskedTerms(
                    partner.agreement_id,
                    LegalBasis(partner.legal_basis),
                    grant.purpose,
                    grant.mandate.jurisdiction,
                ),
                as_of=grant.day,
            )
            result = self._client(partner).match(
                grant.signed,
                partner.name,
                [candidate.pair for candidate in asked],
                agreement_id=partner.agreement_id,
                purpose=grant.purpose,
            )
        except VeiltraceError as error:
            reason = error.code
            vault.record(EventKind.MATCH_REFUSED, question.principal, **fields, reason=reason)
            raise
        vault.record(
            EventKind.MATCH_ANSWERED,
            question.principal,
            **fields,
            matched=len(result.matched),
            receipt_sha256=result.receipt.answer_sha256,
        )
        self._write(grant, partner, asked, result)
        return MatchReport(
            partner.name,
            len(asked),
            len(result.matched),
            result.epoch,
            result.learned,
            grant.certification,
        )

    def _candidates(self, grant: Grant) -> tuple[Candidate, ...]:
        """Return the pairs to ask, from what the gate lets be joined, and of no minor."""
        view = self._vault.store.view(grant.as_of)
        barred = barred_sources([s.source for s in self._vault.store.sources()], grant)
        found: list[Candidate] = []
        for debtor in debtors_of(view, grant.case):
            points = sorted(
                {
                    relation.target
                    for relation in view.relations([debtor.id])
                    if relation.source == debtor.id
                    and relation.evidence.source not in barred
                    and view.node(relation.target).kind in CONTACT_KINDS
                }
            )
            statements = {
                node: tuple(item for item in said if item.evidence.source not in barred)
                for node, said in view.statements([debtor.id, *points]).items()
            }
            if not grant.hides_minor(statements.get(debtor.id, ())):
                found += candidates(debtor, points, statements)
        if not found:
            raise UsageError(
                "there is nothing to ask: no whole identifier of the debtor, or no contact point"
            )
        return tuple(found)

    def _client(self, partner: Partner) -> RegistryClient:
        access = read_access(self._access_file(partner.name))
        key = RegistryPublicKey(access.name, access.public_key)
        return RegistryClient(partner.registry_url, access.token, key=key)

    def _write(
        self, grant: Grant, partner: Partner, asked: tuple[Candidate, ...], result: MatchResult
    ) -> None:
        store, now = self._vault.store, self._vault.clock()
        record = match_record(result, asked, case_ref=grant.case_ref, day=now.date())
        source = partner_source(partner, jurisdiction=grant.mandate.jurisdiction, day=now.date())
        opening = Opening(source, f"match {result.epoch}", result.receipt.question_id, "match")
        run = store.write_batch(store.open_run(opening, now=now), [record], now=now)
        store.finish_run(run, state=RunState.FINISHED, error="", now=now)

    def _access_file(self, partner: str) -> Path:
        return self._partners / f"{partner}{ACCESS_SUFFIX}"
