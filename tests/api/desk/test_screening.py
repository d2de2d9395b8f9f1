"""What an answer may hold: sources, paths and leads that a rule hides, and how they are listed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import CHILD_ID, NOW, person, related, source

from veiltrace_api.answer import Answer
from veiltrace_api.demo.town.identity_numbers import resident_id
from veiltrace_api.desk.facts import FindingReport
from veiltrace_api.desk.investigation import Finding
from veiltrace_api.errors import UsageError
from veiltrace_api.render.page import page_html
from veiltrace_engine.lead import LeadClass
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    SourceRecord,
)
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office


OTHER_ID = resident_id(area=990101, birth=date(1990, 2, 2), sequence=2)


def answered(office: "Office", purpose: Purpose = Purpose.ENFORCEMENT) -> Answer:
    (answer,) = office.desk.reading.leads(office.ask(purpose=purpose))
    return answer


def names(answer: Answer, lead_class: LeadClass) -> set[str]:
    return {lead.subject.caption for lead in answer.leads if lead.lead_class is lead_class}


def hidden(answer: Answer) -> dict[tuple[str, str], int]:
    return {(item.what, item.rule_id): item.count for item in answer.suppressed}


def lose(office: "Office") -> None:
    report = FindingReport(Finding.DEAD_NUMBER, office.clock(), contact="12400000009")
    office.desk.facts.record(office.ask(), report)


def test_a_minor_is_never_a_lead_and_is_counted_with_the_rule(office: "Office") -> None:
    office.open()
    lose(office)
    answer = answered(office)
    assert names(answer, LeadClass.LOCATOR) == {"示例兄"}
    assert hidden(answer)["locator", "VT-05"] == 1
    (item,) = [item for item in answer.suppressed if item.rule_id == "VT-05"]
    assert "PIPL art 31" in item.citation


def test_a_child_of_age_is_a_lead_like_any_other(office: "Office") -> None:
    office.open(days=3_650)
    lose(office)
    office.later(days=365 * 9)
    assert "示例女" in names(answered(office), LeadClass.LOCATOR)


def test_nothing_of_a_minor_is_in_what_is_drawn(office: "Office") -> None:
    office.open()
    lose(office)
    answer = answered(office)
    assert "示例女" not in page_html(answer)
    minors = {n.id for n in answer.dossier.nodes.values() if n.caption == "示例女"}
    assert minors
    assert not minors & answer.dossier.statements.keys()
    assert not any({r.source, r.target} & minors for r in answer.dossier.relations)


def test_no_path_leads_through_a_minor(office: "Office") -> None:
    child, friend = person("kin2", "示例女", CHILD_ID), person("kin2", "示例友")
    tie = RecordRelation(RelationKind.RELATED_TO, child.ref, friend.ref)
    office.load(source("kin2"), SourceRecord("2", 1, NOW.date(), (child, friend), (tie,)))
    office.open()
    lose(office)
    assert "示例友" not in names(answered(office), LeadClass.LOCATOR)
    found = office.desk.reading.connection(office.ask(), "示例甲", "示例友", paths=3)
    assert found.paths == ()
    assert found.hidden == 1
    near = office.desk.reading.near(office.ask(), "示例甲", top=20)
    assert "示例女" not in {party.node.caption for party in near.related}


def test_a_minor_is_not_found_by_a_search(office: "Office") -> None:
    office.open()
    found = office.desk.reading.search(office.ask(), "示例", limit=50)
    assert "示例女" not in {hit.node.caption for hit in found.hits}
    assert found.hidden == 1
    by_number = office.desk.reading.search(office.ask(), CHILD_ID, limit=50)
    assert (by_number.hits, by_number.hidden) == ((), 1)


@pytest.mark.parametrize(
    ("purpose", "shown"),
    [
        (Purpose.LOCATE, {LeadClass.SELF_CONTACT, LeadClass.LOCATOR}),
        (Purpose.ASSETS, {LeadClass.ASSET}),
        (Purpose.ENFORCEMENT, {LeadClass.SELF_CONTACT, LeadClass.LOCATOR, LeadClass.ASSET}),
    ],
)
def test_a_purpose_sees_its_classes_and_the_others_are_counted(
    office: "Office", purpose: Purpose, shown: set[LeadClass]
) -> None:
    debtor = person("cars", "示例甲", "990101198001010014")
    plate = PropertyValue("plate", "示A12345")
    car = Entity(EntityRef("plate", "示A12345"), NodeKind.VEHICLE, (plate,))
    owns = RecordRelation(RelationKind.OWNS, debtor.ref, car.ref)
    office.load(source("cars"), SourceRecord("1", 1, NOW.date(), (debtor, car), (owns,)))
    office.open("DC-1", *sorted({purpose, Purpose.ENFORCEMENT}))
    lose(office)
    answer = answered(office, purpose)
    assert {lead.lead_class for lead in answer.leads} == shown
    counted = {what for what, rule in hidden(answer) if rule == "VT-03"}
    assert counted == {"self_contact", "locator", "asset"} - {c.value for c in shown}
    page = page_html(answer)
    assert ("示A12345" in page) == (LeadClass.ASSET in shown)
    assert ("+8612400000009" in page) == (LeadClass.SELF_CONTACT in shown)


def test_a_source_without_a_lawful_basis_is_left_out_and_listed(office: "Office") -> None:
    bought = source("bought", legal_basis="legitimate_interest")
    office.load(bought, related("bought", person("bought", "示例姐")))
    office.open()
    lose(office)
    answer = answered(office)
    assert "示例姐" not in names(answer, LeadClass.LOCATOR)
    assert hidden(answer)["source", "VT-02"] == 1


def test_nothing_that_only_a_barred_source_says_is_found_or_shown(office: "Office") -> None:
    bought = source("bought", legal_basis="legitimate_interest")
    office.load(bought, related("bought", person("bought", "示例姐")))
    office.open()
    found = office.desk.reading.search(office.ask(), "示例姐", limit=9)
    assert (found.hits, found.hidden) == ((), 1)
    near = office.desk.reading.near(office.ask(), "示例甲", top=20)
    assert "示例姐" not in {party.node.caption for party in near.related}
    with pytest.raises(UsageError, match="nothing is called so"):
        office.desk.reading.connection(office.ask(), "示例甲", "示例姐", paths=1)
    shown = office.desk.reading.show_case(office.ask())
    said = [s for said in shown.statements.values() for s in said]
    assert said
    assert "bought" not in {s.evidence.source for s in said}


def test_another_tenants_case_is_not_found_by_its_number(office: "Office") -> None:
    office.open()
    assert office.desk.reading.search(office.ask(), "DC-2", limit=9).hits
    office.open("DC-2", principal=office.other_tenant())
    found = office.desk.reading.search(office.ask(), "DC-2", limit=9)
    assert (found.hits, found.hidden) == ((), 1)


def test_a_third_party_is_no_lead_until_the_debtor_is_lost(office: "Office") -> None:
    office.open()
    before = answered(office)
    assert names(before, LeadClass.LOCATOR) == set()
    # The minor is hidden by the older rule, VT-05.
    assert hidden(before)["locator", "VT-17"] == 1
    lose(office)
    assert names(answered(office), LeadClass.LOCATOR) == {"示例兄"}


def test_who_is_reached_again_is_lost_no_more(office: "Office") -> None:
    office.open()
    lose(office)
    office.later(days=1)
    report = FindingReport(Finding.RIGHT_PARTY, office.clock(), contact="12400000001")
    office.desk.facts.record(office.ask(), report)
    assert names(answered(office), LeadClass.LOCATOR) == set()


def test_a_third_party_who_refused_is_hidden_in_each_case_of_the_tenant(office: "Office") -> None:
    office.open()
    lose(office)
    report = FindingReport(Finding.REFUSED, office.clock(), party="示例兄")
    office.desk.facts.record(office.ask(), report)
    assert names(answered(office), LeadClass.LOCATOR) == set()
    assert hidden(answered(office))["locator", "VT-17"] == 1
    brother = office.desk.reading.search(office.ask(), "示例兄", limit=1).hits[0].node
    assert office.vault.control.has_refused(office.principal.tenant, brother.id.hex())


def test_while_two_parties_may_be_the_debtor_contact_leads_wait_for_a_person(
    office: "Office",
) -> None:
    other = person("other", "示例甲", OTHER_ID)
    office.load(source("other"), SourceRecord("1", 1, NOW.date(), (other,)))
    office.open()
    assert names(answered(office), LeadClass.SELF_CONTACT)
    store = office.vault.store
    left, right = (
        office.desk.reading.search(office.ask(), number, limit=1).hits[0].node.id
        for number in ("990101198001010014", OTHER_ID)
    )
    unsure = Judgement(
        left, right, Verdict.UNSURE, Author.PERSON, "clerk", "alike", NOW + timedelta(hours=1)
    )
    store.judge(unsure)
    answer = answered(office)
    assert names(answer, LeadClass.SELF_CONTACT) == set()
    assert hidden(answer)["self_contact", "VT-20"] == 1
    store.judge(
        Judgement(left, right, Verdict.DIFFERENT, Author.PERSON, "clerk", "two", NOW + timedelta(2))
    )
    assert names(answered(office), LeadClass.SELF_CONTACT)


def test_each_answer_is_counted_in_the_log(office: "Office") -> None:
    office.open()
    answer = answered(office)
    fields = dict(office.log()[-1].fields)
    assert fields["leads"] == len(answer.leads)
    assert fields["suppressed"] == sum(item.count for item in answer.suppressed)
    assert fields["rules"] == "VT-05,VT-17"
