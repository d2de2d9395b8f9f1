"""What a match asks, and what its result says in the graph."""

from dataclasses import replace
from datetime import UTC, date, datetime

from veiltrace_api.control.partners import Partner
from veiltrace_api.desk.match_record import candidates, match_record, partner_source
from veiltrace_graph.model import Evidence, Node, NodeId, Statement
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.registry.result import Matched, MatchResult, Receipt

DAY = date(2026, 6, 30)
DEBTOR = Node(NodeId(b"d" * 16), NodeKind.PERSON, "示例甲")
ONE, TWO = NodeId(b"1" * 16), NodeId(b"2" * 16)
RECEIPT = Receipt(
    "0" * 32, "court", False, "1" * 32, "carrier", "e1", "A-1", "locate", "2026-06-30",
    2, 0, 1, 128, 2, 40, "0" * 64, 0, "0" * 64,
)  # fmt: skip


def said(node: NodeId, name: str, value: str, flag: Flag = Flag.OK) -> Statement:
    evidence = Evidence("s", "p", "r", DAY)
    return Statement(node, name, value, flag, evidence, datetime(2026, 6, 30, tzinfo=UTC))


def asked():
    statements = {
        DEBTOR.id: (said(DEBTOR.id, "resident_id", "990101198001019908"),),
        ONE: (said(ONE, "phone", "+8612400000001"),),
        TWO: (
            said(TWO, "phone", "+8612400000002"),
            said(TWO, "phone", "124****0002", Flag.MASKED),
        ),
    }
    return candidates(DEBTOR, [ONE, TWO], statements)


def result(*matched: Matched) -> MatchResult:
    return MatchResult(matched, (), RECEIPT, b"")


def test_pairs_are_whole_values_in_an_order_of_their_own():
    values = [(c.pair.identity.value, c.pair.contact.value) for c in asked()]
    assert values == [
        ("990101198001019908", "+8612400000001"),
        ("990101198001019908", "+8612400000002"),
    ]


def test_a_debtor_without_an_identifier_is_not_asked_for():
    assert candidates(DEBTOR, [ONE], {ONE: (said(ONE, "phone", "+8612400000001"),)}) == ()


def test_only_what_matched_becomes_a_relation_with_the_partners_words():
    label = Label("phone", "over_3y", "within_30d")
    record = match_record(result(Matched(1, label)), asked(), case_ref="ab", day=DAY)
    (relation,) = record.relations
    assert relation.kind is RelationKind.USES_CONTACT
    assert relation.target.value == "+8612400000002"
    assert relation.role == "live phone, tenure over_3y, last seen within_30d"
    assert {p.value for e in record.entities for p in e.properties} == {
        "990101198001019908",
        "+8612400000002",
    }


def test_a_match_without_hits_names_the_debtor_and_no_contact_point():
    record = match_record(result(), asked(), case_ref="ab", day=DAY)
    assert record.relations == ()
    assert [entity.kind for entity in record.entities] == [NodeKind.PERSON]


def test_the_next_match_of_a_case_is_a_version_of_its_record():
    label = Label("phone", "over_3y", "within_30d")
    one = match_record(result(Matched(0, label)), asked(), case_ref="ab", day=DAY)
    two = match_record(result(Matched(1, label)), asked(), case_ref="ab", day=DAY)
    assert one.record_id == two.record_id == "ab"


def test_each_partner_is_one_voice_of_its_own():
    partner = Partner("carrier", "http://127.0.0.1:1", "A-1", "contract", ("locate",))
    source = partner_source(partner, jurisdiction="cn", day=DAY)
    other = partner_source(replace(partner, name="lender"), jurisdiction="cn", day=DAY)
    assert source.publisher == "partner:carrier" != other.publisher
