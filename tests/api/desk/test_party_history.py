"""How a party came to be is told to who may read it, and names nobody whom they may not know."""

from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import CHILD_ID, DEBTOR_ID, person, related, source

from veiltrace_api.control.principals import Role
from veiltrace_api.desk.party_history import PartyHistory
from veiltrace_api.errors import AccessRefused, UsageError
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_privacy.audit.event import EventKind

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office


def how(office: "Office", party: str = DEBTOR_ID) -> PartyHistory:
    return office.desk.reading.how(office.ask(), party)


def records_of(office: "Office", name: str) -> tuple[NodeId, ...]:
    view = office.vault.store.view(office.clock.now.date())
    return tuple(hit.node.id for hit in view.search(name))


def judge(
    office: "Office", left: NodeId, right: NodeId, verdict: Verdict = Verdict.SAME, by: str = ""
) -> None:
    made = Judgement(
        left, right, verdict, Author.PERSON, by or office.principal.id, "one file", office.clock.now
    )
    office.vault.store.judge(made)


def test_each_record_is_told_with_its_source_and_the_rule_that_joined_it(office: "Office") -> None:
    office.open()
    history = how(office)
    assert {(r.name, r.source) for r in history.records.values()} == {
        ("示例甲", "cases-by-hand"),
        ("示例甲", "kin"),
    }
    first, second = history.chain.steps
    assert (first.under, second.under) == (None, first.record)
    assert second.link is not None
    assert (second.link.author, second.link.by) == (Author.RULE, "shared resident_id")
    assert history.chain.keystones == ()
    assert "court.example" in history.certification


def test_a_colleague_is_named_and_another_tenants_person_and_their_reason_are_not(
    office: "Office",
) -> None:
    office.open()
    (brother,) = records_of(office, "示例兄")
    (debtor,) = records_of(office, "示例甲")
    judge(office, brother, debtor)
    (by_hand,) = [s.link for s in how(office).chain.steps if s.link and s.link.author == "person"]
    assert (by_hand.by, by_hand.reason) == (office.principal.name, "one file")
    office.later(days=1)
    stranger = office.other_tenant()
    judge(office, brother, debtor, by=stranger.id)
    (by_hand,) = [s.link for s in how(office).chain.steps if s.link and s.link.author == "person"]
    assert (by_hand.by, by_hand.reason) == ("somebody of another tenant", "")
    office.vault.store.withdraw(
        brother, debtor, by=stranger.id, reason="their case", now=office.clock.now
    )
    told = how(office).withdrawn
    assert {j.withdrawn_by for j in told} == {"somebody of another tenant"}
    assert {j.withdrawal_reason for j in told} == {""}


def test_what_joins_nothing_and_what_was_withdrawn_stand_apart(office: "Office") -> None:
    office.open()
    (brother,) = records_of(office, "示例兄")
    (debtor,) = records_of(office, "示例甲")
    judge(office, brother, debtor, Verdict.DIFFERENT)
    office.later(days=1)
    history = how(office)
    assert [j.verdict for j in history.idle] == [Verdict.DIFFERENT]
    assert history.withdrawn == ()
    office.vault.store.withdraw(brother, debtor, by=office.principal.id, now=office.clock.now)
    history = how(office)
    assert history.idle == ()
    assert [j.withdrawn_at for j in history.withdrawn] == [office.clock.now]


def test_a_record_of_a_barred_source_is_counted_and_told_by_its_id_alone(office: "Office") -> None:
    barred = source("leaky", legal_basis="legitimate_interest", jurisdiction="gb")
    office.load(barred, related("leaky"))
    office.open()
    history = how(office)
    assert history.hidden == 1
    assert len(history.chain.steps) == 3
    assert {r.source for r in history.records.values()} == {"cases-by-hand", "kin"}


def test_a_minor_has_no_history(office: "Office") -> None:
    office.open()
    assert person("kin", "示例女", CHILD_ID)
    with pytest.raises(UsageError, match="nothing is called so"):
        how(office, "示例女")


def test_the_history_takes_a_reader_a_case_and_a_purpose_and_is_in_the_log(
    office: "Office",
) -> None:
    with pytest.raises(AccessRefused, match="no mandate"):
        how(office)
    office.open()
    with pytest.raises(AccessRefused, match="--purpose"):
        office.desk.reading.how(office.ask(purpose=None), DEBTOR_ID)
    auditor = office.colleague(Role.AUDITOR)
    with pytest.raises(AccessRefused, match="role"):
        office.desk.reading.how(office.ask(principal=auditor), DEBTOR_ID)
    how(office)
    event = office.log()[-1]
    assert (event.kind, dict(event.fields)["operation"]) == (EventKind.READ_ALLOWED, "how")
