"""The review queue is listed without names, and opened pair by pair to who may decide."""

from itertools import count
from typing import TYPE_CHECKING

import pytest
from tests.api.desk.conftest import CHILD_ID, DEBTOR_ID, NOW, source

from veiltrace_api.control.principals import Role
from veiltrace_api.desk.reviewing import OpenedPair
from veiltrace_api.errors import AccessRefused
from veiltrace_graph.model import Entity, EntityRef, NodeId, PropertyValue, SourceRecord
from veiltrace_graph.resolution.judgement import Verdict
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.audit.event import EventKind

if TYPE_CHECKING:
    from tests.api.desk.conftest import Office

PEOPLE = LinkScope(frozenset({NodeKind.PERSON}))
_number = count()


def record(office: "Office", name: str, resident_id: str = "", **changes: str) -> NodeId:
    """Load one record of a person, from a source of its own."""
    said = [PropertyValue("name", name)]
    said += [PropertyValue("resident_id", resident_id)] if resident_id else []
    number = next(_number)
    one = Entity(EntityRef("record:club", str(number)), NodeKind.PERSON, tuple(said))
    office.load(source(f"club-{number}", **changes), SourceRecord("1", 1, NOW.date(), (one,)))
    return office.vault.store.node_id(one.ref)


def queue(office: "Office", *pairs: tuple[NodeId, NodeId]) -> None:
    """Leave these to review, the first the most telling."""
    rows = [ReviewPair(a, b, 0.5 + i / 10, -i) for i, (a, b) in enumerate(pairs)]
    office.vault.store.replace_review_queue(rows, scope=PEOPLE)


def opened(office: "Office", *pairs: tuple[NodeId, NodeId]) -> list[OpenedPair]:
    wanted = [min((a, b), (b, a)) for a, b in pairs]
    return list(office.desk.reviewing.open(office.principal, wanted))


def test_the_queue_is_listed_by_ids_the_most_telling_first(office: "Office") -> None:
    a, b, c = (record(office, "示例同名") for _ in range(3))
    queue(office, (a, b), (b, c), (a, c))
    listed = office.desk.reviewing.queue(office.principal, limit=2)
    assert [({*p.pair}, p.probability) for p in listed] == [({a, b}, 0.5), ({b, c}, 0.6)]
    assert dict(office.log()[-1].fields)["operation"] == "review.list"
    assert dict(office.log()[-1].fields)["purpose"] == "maintenance"


def test_an_opened_pair_has_what_both_records_say_and_is_in_the_log_first(office: "Office") -> None:
    a, b = record(office, "示例甲", DEBTOR_ID), record(office, "示例乙")
    queue(office, (a, b))
    (pair,) = opened(office, (a, b))
    said = {r.node: [(v.name, v.value) for v in r.values] for r in pair.records}
    assert said == {
        a: [("name", "示例甲"), ("resident_id", DEBTOR_ID)],
        b: [("name", "示例乙")],
    }
    assert [r.node for r in pair.records] == [pair.pair.left, pair.pair.right]
    assert (pair.rules, pair.is_one) == ((), False)
    assert DEBTOR_ID not in repr(pair)
    event = office.log()[-1]
    fields = dict(event.fields)
    assert (event.kind, fields["purpose"]) == (EventKind.READ_ALLOWED, "review")
    assert {fields["node_id"], fields["other_node_id"]} == {a.hex(), b.hex()}


def test_what_is_in_no_queue_is_not_opened(office: "Office") -> None:
    a, b, c = (record(office, "示例同名") for _ in range(3))
    queue(office, (a, b))
    before = len(office.log())
    assert opened(office, (a, c), (b, c)) == []
    assert len(office.log()) == before


def test_what_was_decided_meanwhile_is_opened_no_more_and_what_was_unsure_is(
    office: "Office",
) -> None:
    a, b, c = (record(office, "示例同名") for _ in range(3))
    queue(office, (a, b), (b, c), (a, c))
    for one, other, verdict in ((a, b, Verdict.SAME), (b, c, Verdict.UNSURE)):
        office.desk.judging.judge(
            office.principal, one.hex(), other.hex(), verdict, reason="one file"
        )
    assert [p.pair.pair for p in opened(office, (a, b), (b, c))] == [min((b, c), (c, b))]


def test_two_that_became_one_by_others_words_are_said_to_be_one(office: "Office") -> None:
    a, b, c = (record(office, "示例同名") for _ in range(3))
    queue(office, (a, b))
    for one, other in ((a, c), (c, b)):
        office.desk.judging.judge(
            office.principal, one.hex(), other.hex(), Verdict.SAME, reason="one file"
        )
    (pair,) = opened(office, (a, b))
    assert pair.is_one


def test_a_minor_is_shown_to_no_reviewer_either(office: "Office") -> None:
    a, b = record(office, "示例女", CHILD_ID), record(office, "示例女")
    queue(office, (a, b))
    (pair,) = opened(office, (a, b))
    assert (pair.records, pair.rules) == ((), ("VT-05",))


def test_a_record_of_a_source_without_a_lawful_basis_is_not_shown(office: "Office") -> None:
    a, b = record(office, "示例甲", legal_basis="legitimate_interest"), record(office, "示例甲")
    c = record(office, "示例甲", legal_basis="legitimate_interest", jurisdiction="gb")
    queue(office, (a, b), (b, c))
    barred, lawful = opened(office, (a, b), (b, c))
    assert (barred.records, barred.rules) == ((), ("VT-02",))
    assert len(lawful.records) == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER, Role.CASE_SYSTEM])
def test_who_may_not_decide_sees_no_queue(office: "Office", role: Role) -> None:
    a, b = record(office, "示例甲"), record(office, "示例甲")
    queue(office, (a, b))
    clerk = office.colleague(role)
    with pytest.raises(AccessRefused):
        office.desk.reviewing.queue(clerk, limit=5)
    with pytest.raises(AccessRefused):
        office.desk.reviewing.open(clerk, [(a, b)])
    assert office.log()[-1].kind is EventKind.READ_REFUSED


def test_an_investigator_reviews_without_a_case(office: "Office") -> None:
    a, b = record(office, "示例甲"), record(office, "示例甲")
    queue(office, (a, b))
    investigator = office.colleague(Role.INVESTIGATOR)
    (listed,) = office.desk.reviewing.queue(investigator, limit=5)
    (pair,) = office.desk.reviewing.open(investigator, [listed.pair])
    assert len(pair.records) == 2
