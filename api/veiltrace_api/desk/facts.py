"""Findings of one's own: kept as outcomes, and as records that weigh in the next ranking."""

from dataclasses import dataclass, field
from datetime import datetime

from veiltrace_api.cases import case_facts, debtors_of
from veiltrace_api.desk.admission import admit
from veiltrace_api.desk.grant import Grant, Question
from veiltrace_api.desk.investigation import (
    PUBLISHER,
    Finding,
    contact_entity,
    finding_record,
    investigation_source,
)
from veiltrace_api.desk.vault import Vault
from veiltrace_api.errors import UsageError
from veiltrace_api.lookup import by_id, look_up, the_one
from veiltrace_graph.model import Entity, EntityRef, Node, SourceRecord
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.base import GraphView, Opening, RunState
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.policy.words import FieldGroup

_MOST_HITS = 200


@dataclass(frozen=True, slots=True)
class FindingReport:
    """What an investigator reports.

    `contact` is a phone, address, …, as people write it. `party` is the third party who refused,
    where it was not the debtor. `debtor` is needed where the case has several. `at` has its zone.
    """

    finding: Finding
    at: datetime
    contact: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    party: str = field(default="", repr=False)
    debtor: str = field(default="", repr=False)


class FactDesk:
    """Takes findings; a method may raise what `admit` raises."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def record(self, question: Question, report: FindingReport) -> None:
        """Keep a finding: in the log, as an outcome of the case, and as a source record.

        Raises: UsageError: the contact point, party or debtor is not told clearly.
        """
        vault = self._vault
        grant = admit(vault, question, "outcome", (FieldGroup.CONTACT,))
        view = vault.store.view(question.as_of)
        if not report.contact and report.finding not in (Finding.REFUSED, Finding.DOCUMENT):
            raise UsageError("--contact is needed: the phone, address, … that was tried")
        if report.party and report.finding is not Finding.REFUSED:
            raise UsageError("--party goes with --kind refused only")
        country = grant.mandate.jurisdiction.upper()
        contact = contact_entity(report.contact, country=country) if report.contact else None
        party = self._party(view, report.party) if report.party else None
        debtor = _debtor(debtors_of(view, grant.case), report.debtor)
        contact_ref = vault.store.node_id(contact.ref).hex() if contact else None
        vault.record(
            EventKind.OUTCOME_RECORDED,
            question.principal,
            case_ref=grant.case_ref,
            reason=report.finding.value,
            node_id=party.id.hex() if party else contact_ref,
        )
        self._write(grant, view, report, debtor, contact)
        if party is not None:
            tenant = question.principal.tenant
            vault.control.record_refusal(tenant, party.id.hex(), now=report.at)
        vault.control.record_outcome(
            tenant=question.principal.tenant,
            case_ref=grant.case_ref,
            contact_ref=contact_ref,
            kind=report.finding.value,
            principal=question.principal.id,
            now=report.at,
        )

    def _write(
        self,
        grant: Grant,
        view: GraphView,
        report: FindingReport,
        debtor: Node,
        contact: Entity | None,
    ) -> None:
        facts = case_facts(view, grant.case)
        case = f"{facts.creditor}/{facts.case_number}"
        number = 1 + len(self._vault.control.outcomes(grant.case_ref))
        ref = EntityRef(f"record:{PUBLISHER}", f"{case}/{debtor.caption}")
        record = finding_record(
            report.finding,
            record_id=f"{case}/{number}",
            at=report.at,
            debtor=debtor,
            debtor_ref=ref,
            contact=contact,
            note=report.note,
        )
        self._load(grant, record, report.at)
        node, now = self._vault.store.node_id(ref), self._vault.clock()
        if node not in self._vault.store.view(grant.as_of).members(debtor.id):
            self._vault.store.judge(
                Judgement(
                    left=node,
                    right=debtor.id,
                    verdict=Verdict.SAME,
                    author=Author.PERSON,
                    by=grant.principal.id,
                    reason="a finding about the debtor of the case",
                    decided_at=now,
                )
            )

    def _load(self, grant: Grant, record: SourceRecord, at: datetime) -> None:
        store, now = self._vault.store, self._vault.clock()
        source = investigation_source(at, grant.mandate.jurisdiction)
        opening = Opening(source, "(by hand)", f"by-hand/{record.record_id}", "text")
        run = store.write_batch(store.open_run(opening, now=now), [record], now=now)
        store.finish_run(run, state=RunState.FINISHED, error="", now=now)

    def _party(self, view: GraphView, text: str) -> Node:
        hits = look_up(view, text, regions=self._vault.regions(), limit=_MOST_HITS)
        return the_one([hit.node for hit in hits] or by_id(view, text))


def _debtor(debtors: tuple[Node, ...], name: str) -> Node:
    named = [debtor for debtor in debtors if not name or debtor.caption == name]
    if len(named) != 1:
        raise UsageError("the case has several debtors or none of that name: give --debtor NAME")
    return named[0]
