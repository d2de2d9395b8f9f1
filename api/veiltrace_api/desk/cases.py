"""Case files: which there are, the request for a mandate, opening and closing."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from veiltrace_api.cases import case_facts, cases_numbered, creditors_of
from veiltrace_api.control.mandates import StoredMandate
from veiltrace_api.control.principals import Principal, Role, new_id
from veiltrace_api.desk.admission import (
    NO_CASE,
    STAFF,
    admit_upkeep,
    choose_case,
    own_cases,
    require_role,
)
from veiltrace_api.desk.vault import KEY_SUFFIX, Vault
from veiltrace_api.errors import UnknownCase, UsageError
from veiltrace_api.manual_case import ManualCase, add_case, case_ref
from veiltrace_graph.model import Node
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.audit.fields import FieldValue
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.files import decode_signed, encode_request
from veiltrace_privacy.mandate.key_file import write_public_key
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey
from veiltrace_privacy.mandate.signing import SignedMandate, verify_mandate
from veiltrace_privacy.policy.words import LegalBasis, Purpose


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list: its number and how far it is; nobody is named."""

    number: str
    state: str
    until: date | None


@dataclass(frozen=True, slots=True)
class MandateWish:
    """What a mandate is asked for; `document_sha256` is the hash of the claim document.

    `claim_date` and `jurisdiction` (ISO 3166, lower case) stand in where the case file says
    neither.
    """

    purposes: tuple[Purpose, ...]
    document_sha256: str = field(repr=False)
    days: int
    claim_date: date | None = None
    jurisdiction: str = "cn"
    legal_basis: LegalBasis = LegalBasis.CONTRACT


class CaseDesk:
    """Keeps case files; each method may raise AccessRefused, AuditUnavailable, ControlError."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def add(self, principal: Principal, case: ManualCase) -> None:
        """Write a case that was typed in by hand, or correct one that has no mandate yet.

        A mandate holds for the debtor whom the registry saw: a case that has one is not rewritten.

        Raises: UsageError: it cannot be read, or has a mandate. UnknownCase: it is another's.
        """
        vault = self._vault
        admit_upkeep(vault, principal, "case.add", STAFF)
        ref = vault.store.node_id(case_ref(case)).hex()
        file = vault.control.case(ref)
        fields: dict[str, FieldValue] = {"operation": "case.add", "case_ref": ref}
        if file is not None and file.tenant != principal.tenant:
            vault.record(EventKind.READ_REFUSED, principal, **fields, reason="other_tenant")
            raise UnknownCase(NO_CASE)
        if vault.control.mandates(ref):
            vault.record(EventKind.READ_REFUSED, principal, **fields, reason="has_mandate")
            raise UsageError("the case has a mandate already: add what is new under another number")
        now = vault.clock()
        add_case(vault.store, case, today=now.date(), now=now)

    def listed(self, principal: Principal, *, as_of: date) -> tuple[CaseLine, ...]:
        """Return the tenant's cases and those that nobody has registered yet, by number."""
        admit_upkeep(self._vault, principal, "case.list", STAFF)
        view = self._vault.store.view(as_of)
        own = own_cases(self._vault, principal, view.of_kind(NodeKind.CASE))
        statements = view.statements([case.id for case in own])
        lines = []
        for case in own:
            said = statements.get(case.id, ())
            number = next((s.value for s in said if s.name == "case_number"), "")
            lines.append(CaseLine(number, *self._state(case)))
        return tuple(sorted(lines, key=lambda line: (line.number, line.state)))

    def request_mandate(
        self,
        principal: Principal,
        case_number: str,
        wish: MandateWish,
        *,
        creditor: str | None = None,
    ) -> bytes:
        """Return the request file for a registry; the case becomes the tenant's.

        Raises: UsageError: the case states no amount, creditor or date. UnknownCase.
            MandateRefused (malformed): what is wished for can be no mandate.
        """
        vault, today = self._vault, self._vault.today()
        admit_upkeep(vault, principal, "case.request", STAFF)
        view = vault.store.view(today)
        case = self._own_case(principal, view, case_number, creditor)
        facts = case_facts(view, case)
        creditors = creditors_of(view, case)
        claim_date = facts.overdue_since or wish.claim_date
        if facts.amount is None or facts.currency is None or not creditors:
            raise UsageError("the case states no amount, currency or creditor: add them first")
        if claim_date is None:
            raise UsageError("the case does not say since when the claim is due: --claim-date")
        mandate = Mandate(
            mandate_id=new_id(),
            tenant=principal.tenant,
            case_ref=case.id.hex(),
            creditor_ref=next(iter(creditors.values())).id.hex(),
            claim_amount_cents=round(facts.amount * 100),
            currency=facts.currency,
            claim_date=claim_date,
            legal_basis=wish.legal_basis,
            jurisdiction=wish.jurisdiction,
            claim_document_sha256=wish.document_sha256,
            purposes=tuple(sorted(set(wish.purposes))),
            opens_on=today,
            expires_on=today + timedelta(days=wish.days),
        )
        vault.control.register_case(principal.tenant, mandate.case_ref, now=vault.clock())
        return encode_request(mandate)

    def open(
        self,
        principal: Principal,
        case_number: str,
        signed_file: bytes,
        *,
        creditor: str | None = None,
    ) -> SignedMandate:
        """Return the mandate, kept: from now on the case may be read for its purposes.

        Raises: MandateRefused: no trusted registry signed it, it does not hold today, or it is
            another case's; audited.
        """
        vault, today = self._vault, self._vault.today()
        require_role(vault, principal, STAFF, "case.open")
        case = self._own_case(principal, vault.store.view(today), case_number, creditor)
        try:
            signed = decode_signed(signed_file.strip())
            mandate = verify_mandate(signed, vault.trusted(), as_of=today)
            if mandate.case_ref != case.id.hex() or mandate.tenant != principal.tenant:
                raise MandateRefused(Refusal.MALFORMED, "the mandate is another case's")
        except MandateRefused as error:
            vault.record(
                EventKind.MANDATE_REFUSED,
                principal,
                case_ref=case.id.hex(),
                reason=error.reason.value,
            )
            raise
        vault.record(
            EventKind.CASE_OPENED,
            principal,
            case_ref=mandate.case_ref,
            mandate_id=mandate.mandate_id,
            registry=signed.registry,
            key_id=signed.key_id,
            self_certified=int(signed.self_certified),
            document_sha256=mandate.claim_document_sha256,
            opens_on=mandate.opens_on.isoformat(),
            expires_on=mandate.expires_on.isoformat(),
        )
        vault.control.store_mandate(
            StoredMandate(
                mandate_id=mandate.mandate_id,
                tenant=mandate.tenant,
                case_ref=mandate.case_ref,
                signed=signed_file.strip().decode(),
                self_certified=signed.self_certified,
                opens_on=mandate.opens_on,
                expires_on=mandate.expires_on,
            ),
            now=vault.clock(),
        )
        return signed

    def close(self, principal: Principal, case_number: str, *, creditor: str | None = None) -> None:
        """Close a case for good: it is read no more. Raises: UnknownCase."""
        vault = self._vault
        require_role(vault, principal, STAFF, "case.close")
        case = self._own_case(principal, vault.store.view(vault.today()), case_number, creditor)
        if vault.control.case(case.id.hex()) is None:
            raise UsageError("the case was never opened, so there is nothing to close")
        vault.record(EventKind.CASE_CLOSED, principal, case_ref=case.id.hex())
        vault.control.close_case(case.id.hex(), now=vault.clock())

    def trust(self, principal: Principal, key: RegistryPublicKey) -> None:
        """Accept mandates that this registry signs. Raises: RegistryKeyError: it is trusted."""
        vault = self._vault
        require_role(vault, principal, (Role.OPERATOR,), "registry.trust")
        vault.record(EventKind.PARTNER_TRUSTED, principal, registry=key.registry, key_id=key.key_id)
        vault.registries.mkdir(mode=0o700, exist_ok=True)
        write_public_key(vault.registries / f"{key.key_id}{KEY_SUFFIX}", key)

    def _own_case(
        self, principal: Principal, view: GraphView, case_number: str, creditor: str | None
    ) -> Node:
        own = own_cases(self._vault, principal, cases_numbered(view, case_number))
        case = choose_case(view, own, creditor)
        if case is None:
            raise UnknownCase("no case has that number; 'veiltrace case list' shows the cases")
        return case

    def _state(self, case: Node) -> tuple[str, date | None]:
        """Return how far a case is, and until when its last mandate holds."""
        file = self._vault.control.case(case.id.hex())
        if file is None:
            return "not opened", None
        if file.closed_at is not None:
            return "closed", None
        mandates = self._vault.control.mandates(case.id.hex())
        if not mandates:
            return "mandate requested", None
        until = mandates[-1].expires_on
        return ("open" if until >= self._vault.today() else "mandate expired"), until
