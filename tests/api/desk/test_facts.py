"""Findings of one's own: kept, logged, and heard in the next ranking."""

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import DEBTOR_ID

from veiltrace_api.desk.facts import FindingReport
from veiltrace_api.desk.investigation import Finding, contact_entity
from veiltrace_api.errors import AccessRefused, UsageError
from veiltrace_api.manual_case import ManualCase
from veiltrace_engine.lead import Lead, LeadClass, LeadFlag
from veiltrace_graph.vocabulary import NodeKind, SourceKind
from veiltrace_privacy.audit.event import EventKind
from veiltrace_privacy.policy.words import Channel, Purpose

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office

ON_FILE = "12400000009"


def report(office: "Office", finding: Finding, contact: str = ON_FILE, **more: str) -> None:
    said = FindingReport(finding, office.clock(), contact=contact, **more)
    office.desk.facts.record(office.ask(), said)


def contacts(office: "Office") -> dict[str, Lead]:
    (answer,) = office.desk.reading.leads(office.ask())
    return {
        lead.subject.caption: lead
        for lead in answer.leads
        if lead.lead_class is LeadClass.SELF_CONTACT
    }


@pytest.mark.parametrize("finding", [Finding.DEAD_NUMBER, Finding.WRONG_PARTY])
def test_what_was_found_dead_or_anothers_falls(office: "Office", finding: Finding) -> None:
    office.open()
    ((_, before),) = contacts(office).items()
    office.later(days=1)
    report(office, finding)
    ((_, after),) = contacts(office).items()
    assert after.probability < before.probability / 3
    assert LeadFlag.CLOSED in after.flags
    assert "own-investigation" in {evidence.source for evidence in after.evidence}


def test_a_number_at_which_the_debtor_was_reached_is_a_new_and_good_lead(office: "Office") -> None:
    office.open()
    (old,) = contacts(office)
    office.later(days=1)
    report(office, Finding.RIGHT_PARTY, "12400000001")
    found = contacts(office)
    (new,) = found.keys() - {old}
    assert found[new].probability > 0.85
    assert found[new].rank == 1


@pytest.mark.parametrize("finding", [Finding.NO_ANSWER, Finding.REFUSED])
def test_what_says_nothing_of_whose_it_is_moves_no_lead(office: "Office", finding: Finding) -> None:
    office.open()
    before = {name: lead.probability for name, lead in contacts(office).items()}
    report(office, finding)
    assert {name: lead.probability for name, lead in contacts(office).items()} == before


def test_a_later_finding_does_not_undo_an_earlier_one(office: "Office") -> None:
    office.open()
    report(office, Finding.DEAD_NUMBER)
    office.later(days=1)
    report(office, Finding.RIGHT_PARTY, "12400000001")
    flags = {name: lead.flags for name, lead in contacts(office).items()}
    assert sum(LeadFlag.CLOSED in held for held in flags.values()) == 1
    assert len(flags) == 2


def test_a_finding_is_in_the_log_and_among_the_outcomes_and_a_source(office: "Office") -> None:
    office.open()
    report(office, Finding.DEAD_NUMBER, note="宋秘密 says so")
    event = office.log()[-1]
    assert event.kind is EventKind.OUTCOME_RECORDED
    case_ref = str(dict(event.fields)["case_ref"])
    (outcome,) = office.vault.control.outcomes(case_ref)
    assert outcome.kind == "dead_number"
    (own,) = [s for s in office.vault.store.sources() if s.source.name == "own-investigation"]
    assert own.source.kind is SourceKind.INVESTIGATION
    assert own.source.obtained == "own_investigation"
    assert "宋秘密" not in repr(office.log())


def test_a_note_is_kept_with_the_debtor(office: "Office") -> None:
    office.open()
    report(office, Finding.NO_ANSWER, note="rings twice")
    shown = office.desk.reading.show_case(office.ask())
    said = [s.value for said in shown.statements.values() for s in said if s.name == "note"]
    assert said == ["rings twice"]


def test_without_an_open_case_nothing_is_recorded(office: "Office") -> None:
    before = office.vault.store.digest()
    with pytest.raises(AccessRefused):
        report(office, Finding.DEAD_NUMBER)
    assert office.vault.store.digest() == before


@pytest.mark.parametrize(
    ("finding", "more", "says"),
    [
        (Finding.DEAD_NUMBER, {"contact": ""}, "--contact is needed"),
        (Finding.DEAD_NUMBER, {"party": "示例兄"}, "--kind refused only"),
        (Finding.DEAD_NUMBER, {"debtor": "示例乙"}, "--debtor NAME"),
        (Finding.REFUSED, {"party": "不存在"}, "nothing is called so"),
        (Finding.DEAD_NUMBER, {"contact": " "}, "reads neither"),
    ],
)
def test_what_is_not_told_clearly_is_refused_and_nothing_written(
    office: "Office", finding: Finding, more: dict[str, str], says: str
) -> None:
    office.open()
    before = office.vault.store.digest()
    with pytest.raises(UsageError, match=says):
        report(office, finding, **more)
    assert office.vault.store.digest() == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("124 0000 0001", NodeKind.PHONE),
        ("a@example.com", NodeKind.EMAIL),
        ("shop:fiction", NodeKind.HANDLE),
        ("示例路1号", NodeKind.ADDRESS),
    ],
)
def test_a_contact_is_read_as_what_it_is(text: str, kind: NodeKind) -> None:
    assert contact_entity(text, country="CN").kind is kind


CHINA = timezone(timedelta(hours=8))


def permitted(office: "Office", at: datetime, channel: Channel = Channel.VOICE) -> tuple[str, int]:
    answer = office.desk.contact.permission(office.ask(), ON_FILE, channel=channel, at=at)
    return ",".join(answer.rules), answer.attempts_left or 0


def test_calls_recorded_today_count_against_the_next(office: "Office") -> None:
    office.open()
    noon = datetime(2026, 6, 30, 12, tzinfo=CHINA)
    assert permitted(office, noon) == ("", 3)
    for _ in range(3):
        report(office, Finding.NO_ANSWER)
    assert permitted(office, noon + timedelta(hours=8)) == ("VT-15", 0)
    assert permitted(office, noon + timedelta(days=1)) == ("", 3)


def test_calls_in_another_case_of_the_same_debtor_count_too(office: "Office") -> None:
    due = date(2024, 1, 15)
    again = ManualCase("DC-3", "示例甲", DEBTOR_ID, "远方银行", 5, "CNY", due, ON_FILE, "")
    office.desk.cases.add(office.principal, again)
    office.open("DC-1")
    office.open("DC-3")
    said = FindingReport(Finding.NO_ANSWER, office.clock(), contact=ON_FILE)
    office.desk.facts.record(office.ask("DC-3"), said)
    assert permitted(office, datetime(2026, 6, 30, 20, tzinfo=CHINA)) == ("", 2)


def test_at_night_nobody_is_called(office: "Office") -> None:
    office.open()
    assert permitted(office, datetime(2026, 6, 30, 22, tzinfo=CHINA))[0] == "VT-12"


def test_a_visit_by_one_person_is_not_permitted(office: "Office") -> None:
    office.open()
    noon = datetime(2026, 6, 30, 12, tzinfo=CHINA)
    assert permitted(office, noon, Channel.VISIT)[0] == "VT-15"


def test_the_purpose_assets_gives_no_contact_permission(office: "Office") -> None:
    office.open("DC-1", Purpose.ASSETS)
    question = office.ask(purpose=Purpose.ASSETS)
    at = datetime(2026, 6, 30, 12, tzinfo=CHINA)
    with pytest.raises(AccessRefused, match="VT-03"):
        office.desk.contact.permission(question, ON_FILE, channel=Channel.VOICE, at=at)
