"""A person's word on two records: who may give it, what it outweighs, and how it is taken back."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import DEBTOR_ID, NOW, person, source

from veiltrace_api.control.principals import Principal, Role
from veiltrace_api.desk.party_changes import Judged
from veiltrace_api.errors import AccessRefused, UsageError
from veiltrace_graph.errors import JudgementConflict, NothingToWithdraw, UnknownNode
from veiltrace_graph.model import Entity, EntityRef, NodeId, PropertyValue, SourceRecord
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.linkage import LinkChanges, LinkScope
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.audit.event import EventKind

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office

PEOPLE = LinkScope(frozenset({NodeKind.PERSON, NodeKind.PARTY}))
OTHER_ID = "990101199002020021"
WHY = "another birth place on file"
_number = count()


def records(office: "Office", *said: Entity, name: str = "club") -> list[NodeId]:
    """Load one record of each of these, and return their nodes."""
    made = [SourceRecord(f"{i}", i, NOW.date(), (one,)) for i, one in enumerate(said, 1)]
    office.load(replace(source(name), publisher="club", name=f"{name}{next(_number)}"), *made)
    return [office.vault.store.node_id(one.ref) for one in said]


def namesakes(office: "Office", size: int) -> list[NodeId]:
    """Records of that many people of one name."""
    return records(office, *(_namesake(i) for i in range(size)))


def _namesake(number: int) -> Entity:
    ref = EntityRef("record:club", f"member-{number}")
    return Entity(ref, NodeKind.PERSON, (PropertyValue("name", "示例同名"),))


def judge(
    office: "Office",
    left: NodeId,
    right: NodeId,
    verdict: Verdict = Verdict.SAME,
    *,
    reason: str = WHY,
    principal: Principal | None = None,
) -> Judged:
    office.later(minutes=1)
    asker = principal or office.principal
    return office.desk.judging.judge(asker, left.hex(), right.hex(), verdict, reason=reason)


def undo(office: "Office", left: NodeId, right: NodeId) -> Judged:
    office.later(minutes=1)
    return office.desk.judging.withdraw(
        office.principal, left.hex(), right.hex(), reason="mistaken"
    )


def link(office: "Office", *pairs: tuple[NodeId, NodeId]) -> LinkChanges:
    """Let a run of a model find exactly these pairs."""
    model = "person model 1"
    links = [
        Judgement(a, b, Verdict.SAME, Author.MODEL, model, "match probability 0.998", NOW)
        for a, b in pairs
    ]
    return office.vault.store.replace_model_links(links, scope=PEOPLE, model=model, now=NOW)


def size(office: "Office", node: NodeId) -> int:
    return len(office.vault.store.view(office.clock.now.date()).members(node))


def counts(judged: Judged) -> tuple[list[int], list[int]]:
    return [p.records for p in judged.before], [p.records for p in judged.after]


def test_namesakes_stay_apart_until_a_person_says_that_they_are_one(office: "Office") -> None:
    a, b, c = namesakes(office, 3)
    assert [size(office, node) for node in (a, b, c)] == [1, 1, 1]
    assert counts(judge(office, a, b)) == ([1, 1], [2])
    assert counts(judge(office, b, c)) == ([2, 1], [3])
    assert counts(undo(office, a, b)) == ([3], [2, 1])
    assert [size(office, node) for node in (a, b, c)] == [1, 2, 2]


def test_a_judgement_is_kept_with_who_why_and_when(office: "Office") -> None:
    a, b = namesakes(office, 2)
    judge(office, a, b, Verdict.UNSURE)
    (kept,) = office.vault.store.judgements(a)
    assert (kept.author, kept.by, kept.reason) == (Author.PERSON, office.principal.id, WHY)
    assert (kept.verdict, kept.decided_at) == (Verdict.UNSURE, office.clock.now)
    undo(office, b, a)
    (kept,) = office.vault.store.judgements(a)
    assert (kept.withdrawn_by, kept.withdrawal_reason) == (office.principal.id, "mistaken")
    assert kept.withdrawn_at == office.clock.now


def test_different_outweighs_a_model_on_every_run_and_undone_lets_it_link_again(
    office: "Office",
) -> None:
    a, b, c = namesakes(office, 3)
    link(office, (a, b), (b, c))
    assert size(office, a) == 3
    assert counts(judge(office, a, b, Verdict.DIFFERENT)) == ([3], [2, 1])
    assert link(office, (a, b), (b, c)) == LinkChanges(added=0, withdrawn=0)
    assert [size(office, node) for node in (a, b, c)] == [1, 2, 2]
    assert counts(undo(office, a, b)) == ([2, 1], [3])


def test_different_outweighs_a_rule_and_holds_when_the_file_is_loaded_again(
    office: "Office",
) -> None:
    said = [person("club", name, DEBTOR_ID) for name in ("示例甲", "示例甲二")]
    a, b = records(office, *said)
    before = size(office, a)
    assert before == 4  # with the case's and the kin's record
    judged = judge(office, a, b, Verdict.DIFFERENT)
    assert counts(judged) == ([4], [1, 1, 1, 1])
    records(office, *said)
    assert [size(office, node) for node in (a, b)] == [1, 1]
    assert counts(undo(office, a, b)) == ([1, 1, 1, 1], [4])


def test_same_holds_when_no_model_finds_the_two_alike(office: "Office") -> None:
    a, b, c = namesakes(office, 3)
    judge(office, a, b)
    link(office, (b, c))
    link(office)
    assert [size(office, node) for node in (a, b, c)] == [2, 2, 1]


def test_what_persons_said_and_what_a_model_found_are_taken_back_apart(office: "Office") -> None:
    a, b = namesakes(office, 2)
    link(office, (a, b))
    judge(office, a, b)
    assert {j.author for j in office.vault.store.judgements(a)} == {Author.MODEL, Author.PERSON}
    assert undo(office, a, b).before == ()  # the model's link still holds them together
    assert size(office, a) == 2
    with pytest.raises(NothingToWithdraw, match=r"judge .* different"):
        undo(office, a, b)
    assert size(office, a) == 2


def test_a_word_that_changes_no_party_says_so(office: "Office") -> None:
    a, b = namesakes(office, 2)
    assert judge(office, a, b, Verdict.DIFFERENT).before == ()
    assert judge(office, a, b, Verdict.DIFFERENT).after == ()


def test_a_later_word_on_the_pair_replaces_the_earlier_one(office: "Office") -> None:
    a, b = namesakes(office, 2)
    judge(office, a, b)
    assert counts(judge(office, b, a, Verdict.DIFFERENT)) == ([2], [1, 1])


def test_a_contradiction_is_refused_with_the_pair_to_take_back(office: "Office") -> None:
    a, b, c = namesakes(office, 3)
    judge(office, a, b)
    judge(office, a, c, Verdict.DIFFERENT)
    before = office.vault.store.digest()
    with pytest.raises(JudgementConflict) as refused:
        judge(office, b, c)
    one, other = sorted((a, c))
    assert f"veiltrace judge {one.hex()[:10]} {other.hex()[:10]} --undo" in str(refused.value)
    assert office.vault.store.digest() == before
    events = [event for event in office.log() if event.kind is EventKind.JUDGED]
    fields = dict(events[-1].fields)
    assert fields["operation"] == "judge.refused"
    assert fields["reason"] == "graph.judgement_conflict"
    undo(office, a, c)
    assert counts(judge(office, b, c)) == ([2, 1], [3])


def test_two_whole_resident_ids_are_never_one_person_not_by_a_chain_either(
    office: "Office",
) -> None:
    a, b = records(office, person("club", "示例甲", DEBTOR_ID), person("club", "示例乙", OTHER_ID))
    (c,) = namesakes(office, 1)
    with pytest.raises(JudgementConflict, match="resident_id") as refused:
        judge(office, a, b)
    assert DEBTOR_ID not in str(refused.value)
    judge(office, a, c)
    with pytest.raises(JudgementConflict, match="resident_id"):
        judge(office, b, c)
    assert counts(judge(office, b, c, Verdict.DIFFERENT)) == ([], [])


def test_a_person_and_a_company_are_never_one(office: "Office") -> None:
    firm = Entity(
        EntityRef("record:club", "firm"),
        NodeKind.ORGANISATION,
        (PropertyValue("name", "示例有限公司"),),
    )
    (a,), (b,) = namesakes(office, 1), records(office, firm)
    with pytest.raises(JudgementConflict, match="organisation"):
        judge(office, a, b)


def test_a_record_is_named_by_the_beginning_of_its_id_whatever_its_party(office: "Office") -> None:
    a, b = namesakes(office, 2)
    judge(office, a, b)
    short = [node.hex()[:10].upper() for node in (a, b)]
    judged = office.desk.judging.withdraw(office.principal, *short, reason="mistaken")
    assert (judged.left, judged.right) == (a, b)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("示例同名", UsageError, "digits of their ids"),
        ("abc", UsageError, "at least 6"),
        ("0123456789abcdef", UnknownNode, "veiltrace how"),
    ],
)
def test_what_names_no_record_is_refused_with_where_to_look(
    office: "Office", text: str, error: type[Exception], says: str
) -> None:
    (a,) = namesakes(office, 1)
    with pytest.raises(error, match=says):
        office.desk.judging.judge(office.principal, a.hex(), text, Verdict.SAME, reason="one file")


def test_one_record_twice_or_a_contact_point_is_no_pair_of_parties(office: "Office") -> None:
    (a,) = namesakes(office, 1)
    with pytest.raises(UsageError, match="twice"):
        judge(office, a, a)
    phone = office.vault.store.node_id(EntityRef("phone", "+8612400000009"))
    with pytest.raises(UsageError, match="persons and organisations"):
        judge(office, a, phone)


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501, "called 12400000077", DEBTOR_ID])
def test_a_reason_is_needed_and_holds_no_number_of_a_person(office: "Office", reason: str) -> None:
    a, b = namesakes(office, 2)
    with pytest.raises(UsageError, match="reason"):
        judge(office, a, b, reason=reason)
    assert office.vault.store.judgements(a) == ()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER, Role.CASE_SYSTEM])
def test_a_program_or_an_auditor_may_not_judge_nor_learn_which_ids_there_are(
    office: "Office", role: Role
) -> None:
    a, b = namesakes(office, 2)
    clerk = office.colleague(role)
    with pytest.raises(AccessRefused, match="investigator or operator"):
        judge(office, a, b, principal=clerk)
    with pytest.raises(AccessRefused):
        judge(office, a, NodeId(bytes(16)), principal=clerk)
    assert office.log()[-1].kind is EventKind.READ_REFUSED
    assert office.vault.store.judgements(a) == ()


def test_each_judgement_is_in_the_log_with_its_pair_before_it_is_made(office: "Office") -> None:
    a, b = namesakes(office, 2)
    investigator = office.colleague(Role.INVESTIGATOR)
    judge(office, a, b, principal=investigator)
    allowed, judged = office.log()[-2:]
    assert (allowed.kind, judged.kind) == (EventKind.READ_ALLOWED, EventKind.JUDGED)
    for event in (allowed, judged):
        fields = dict(event.fields)
        assert (fields["node_id"], fields["other_node_id"]) == (a.hex(), b.hex())
        assert (fields["operation"], fields["purpose"]) == ("judge", "review")
        assert event.actor == investigator.id
    assert dict(judged.fields)["reason"] == "same"
    assert timedelta(0) <= office.clock.now - judged.at < timedelta(minutes=1)
