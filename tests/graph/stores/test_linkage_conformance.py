"""What record linkage reads from a graph store and leaves in it: one suite, run on all of them."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from veiltrace_graph.errors import InvalidInput, NothingToWithdraw, UnknownNode
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    NodeId,
    PropertyValue,
    RecordRelation,
    SourceRecord,
)
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.stores.linkage import LinkChanges, LinkScope
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

PEOPLE = (NodeKind.PERSON,)
ALL_PEOPLE = LinkScope(frozenset(PEOPLE))
ID_A = "990101198001010014"
TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
MODEL = "person model 1"


def told(store, *kinds, nodes=None):
    """Return the values of each record as (name, value) pairs, in the store's order."""
    records = store.linkage_records(kinds or PEOPLE, nodes)
    return [[(v.name, v.value) for v in record.values] for record in records]


def with_contact(record, kind, point, relation, *values):
    entity = Entity(point, kind, tuple(PropertyValue(*value) for value in values))
    tie = RecordRelation(relation, record.entities[0].ref, point)
    return replace(record, entities=(*record.entities, entity), relations=(*record.relations, tie))


def test_a_linkage_record_has_the_values_of_the_node_and_of_its_contact_points(
    open_store, factory, load
):
    store = open_store()
    record = factory.party(
        "1", phone="+8612400000001", resident_id=ID_A, birth_date="1980-01-01", name="示例甲"
    )
    record = with_contact(
        record,
        NodeKind.ADDRESS,
        EntityRef("address", "示例市示例路1号"),
        RelationKind.LOCATED_AT,
        ("address", "示例市示例路1号"),
        ("name", "示例大厦"),
    )
    load(store, record)
    (found,) = store.linkage_records(PEOPLE)
    assert found.node == store.node_id(factory.ref("1"))
    assert (found.kind, found.source) == (NodeKind.PERSON, "fictional-register")
    assert [(v.name, v.value) for v in found.values] == [
        ("name", "示例甲"),
        ("birth_date", "1980-01-01"),
        ("resident_id", ID_A),
        ("phone", "+8612400000001"),
        ("address", "示例市示例路1号"),
    ]


def test_a_damaged_value_keeps_its_flag_in_a_linkage_record(open_store, factory, load):
    store = open_store()
    masked = PropertyValue("resident_id", "990101********0014", Flag.MASKED)
    load(store, SourceRecord("1", 1, date(2026, 6, 1), (Entity(factory.ref("1"), *_of(masked)),)))
    (found,) = store.linkage_records(PEOPLE)
    assert found.values == (masked,)


def _of(*values: PropertyValue) -> tuple[NodeKind, tuple[PropertyValue, ...]]:
    return NodeKind.PERSON, values


def test_a_linkage_record_has_each_value_once_and_nothing_that_was_corrected_away(
    open_store, factory, load
):
    store = open_store()
    load(store, factory.party("1", name="示例甲", phone="+8612400000001", gender="男"))
    second = factory.party("1", name="示例甲", phone="+8612400000001")
    load(store, second, name="another-file", fingerprint="2")
    newer = factory.party(
        "1", name="示例甲", phone="+8612400000002", gender="女", seen_on=date(2026, 6, 9)
    )
    load(store, newer, fingerprint="3")
    assert told(store) == [
        [
            ("name", "示例甲"),
            ("gender", "女"),
            ("phone", "+8612400000001"),
            ("phone", "+8612400000002"),
        ]
    ]
    (found,) = store.linkage_records(PEOPLE)
    assert found.source == "another-file"


def test_a_contact_point_that_was_given_up_is_in_the_linkage_record(open_store, factory, load):
    store = open_store()
    record = factory.party("1", name="示例甲", phone="+8612400000001")
    given_up = replace(record.relations[0], valid_to=date(2020, 1, 1))
    load(store, replace(record, relations=(given_up,)))
    assert told(store) == [[("name", "示例甲"), ("phone", "+8612400000001")]]


def test_a_linkage_record_says_nothing_of_the_other_records_of_its_party(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="示例甲", resident_id=ID_A, position=1),
        factory.party("2", name="示例乙", resident_id=ID_A, phone="+8612400000001", position=2),
    )
    assert len(store.view(TODAY).members(store.node_id(factory.ref("1")))) == 2
    assert sorted(told(store)) == [
        [("name", "示例乙"), ("resident_id", ID_A), ("phone", "+8612400000001")],
        [("name", "示例甲"), ("resident_id", ID_A)],
    ]


def test_linkage_records_come_by_kind_or_by_node_and_not_of_nodes_without_values(
    open_store, factory, load
):
    store = open_store()
    firm = factory.party("2", name="示例公司", kind=NodeKind.ORGANISATION, position=2)
    heard_of = RecordRelation(RelationKind.DIRECTS, factory.ref("9"), factory.ref("2"))
    load(
        store,
        factory.party("1", name="示例甲", position=1),
        replace(firm, relations=(heard_of,)),
        factory.party("3", name="示例乙", position=3),
    )
    assert told(store, NodeKind.ORGANISATION) == [[("name", "示例公司")]]
    assert sorted(told(store, *NodeKind)) == [
        [("name", "示例乙")],
        [("name", "示例公司")],
        [("name", "示例甲")],
    ]
    wanted = [store.node_id(factory.ref(record_id)) for record_id in ("1", "2", "9")]
    assert told(store, NodeKind.PERSON, NodeKind.PARTY, nodes=wanted) == [[("name", "示例甲")]]
    assert told(store, nodes=[]) == []


def test_linkage_records_do_not_depend_on_the_order_of_loading(open_store, factory, load):
    records = [
        factory.party(str(i), position=i + 1, name=f"示例{i % 7}甲", phone=f"+861240000000{i % 3}")
        for i in range(30)
    ]
    records += [
        factory.party(str(i), position=i + 31, name=f"示例{i}乙", alias=f"示例{i % 5}丙")
        for i in range(30)
    ]
    shuffled = list(records)
    random.Random(5).shuffle(shuffled)
    one, two = open_store(), open_store()
    load(one, *records)
    load(two, *shuffled, size=7)
    assert list(one.linkage_records(PEOPLE)) == list(two.linkage_records(PEOPLE))
    assert len(told(one)) == 30


@pytest.fixture
def five(open_store, factory, load):
    """Opens a store of five records of five people, loaded in any order, and their nodes."""

    def opened(order=range(5)):
        store = open_store()
        records = [
            factory.party(str(i), position=place + 1, name=f"示例{i}号")
            for place, i in enumerate(order)
        ]
        load(store, *records, size=2)
        return store, [store.node_id(factory.ref(str(i))) for i in range(5)]

    return opened


def judged(left, right, verdict=Verdict.SAME, *, by="reviewer", day=1):
    at = NOW + timedelta(days=day)
    return Judgement(left, right, verdict, Author.PERSON, by, "compared files", at)


def linked(left, right, *, by=MODEL, probability=0.998, day=1):
    reason = f"match probability {probability}"
    at = NOW + timedelta(days=day)
    return Judgement(left, right, Verdict.SAME, Author.MODEL, by, reason, at)


def replace_all(store, *links, by=MODEL, scope=ALL_PEOPLE, day=1):
    return store.replace_model_links(links, scope=scope, model=by, now=NOW + timedelta(days=day))


def sizes(store, nodes):
    """Return of how many records the party of each node consists."""
    view = store.view(TODAY)
    return [len(view.members(node)) for node in nodes]


def test_a_withdrawn_judgement_counts_no_more_and_stays_in_the_log(five):
    store, (a, b, *_) = five()
    store.judge(judged(a, b))
    assert sizes(store, [a]) == [2]
    later = NOW + timedelta(days=5)
    store.withdraw(b, a, by="supervisor", reason="another birth place", now=later)
    assert sizes(store, [a, b]) == [1, 1]
    (logged,) = store.judgements(a)
    assert (logged.by, logged.withdrawn_by) == ("reviewer", "supervisor")
    assert (logged.withdrawal_reason, logged.withdrawn_at) == ("another birth place", later)
    store.judge(judged(a, b, day=6))
    assert sizes(store, [a, b]) == [2, 2]
    assert len(store.judgements(b)) == 2


def test_an_older_judgement_does_not_come_back_when_a_later_one_is_withdrawn(five):
    store, (a, b, *_) = five()
    store.judge(judged(a, b, day=1))
    store.judge(judged(a, b, Verdict.DIFFERENT, day=2))
    store.withdraw(a, b, by="supervisor", now=NOW + timedelta(days=3))
    assert sizes(store, [a, b]) == [1, 1]
    with pytest.raises(NothingToWithdraw):
        store.withdraw(a, b, by="supervisor", now=NOW + timedelta(days=4))


def test_withdrawing_one_authors_judgement_leaves_the_others(five):
    store, (a, b, *_) = five()
    replace_all(store, linked(a, b))
    store.judge(judged(a, b, Verdict.DIFFERENT))
    with pytest.raises(NothingToWithdraw):
        store.withdraw(a, b, author=Author.RULE, by="supervisor", now=NOW)
    store.withdraw(a, b, by="supervisor", now=NOW + timedelta(days=2))
    assert sizes(store, [a]) == [2]
    store.withdraw(a, b, author=Author.MODEL, by="supervisor", now=NOW + timedelta(days=3))
    assert sizes(store, [a]) == [1]


def test_judgements_survive_a_load_again_and_a_newer_version_of_the_record(five, factory, load):
    store, (a, b, c, d, _) = five()
    store.judge(judged(a, b))
    store.judge(judged(c, d, Verdict.DIFFERENT))
    replace_all(store, linked(b, c), linked(c, d))
    before = store.judgements(a) + store.judgements(c)
    formed = [3, 3, 3, 1]
    assert sizes(store, (a, b, c, d)) == formed
    for fingerprint, day in (("2", date(2026, 6, 1)), ("3", date(2026, 6, 20))):
        again = [
            factory.party(
                str(i), position=i + 1, seen_on=day, name=f"示例{i}号", status=fingerprint
            )
            for i in range(5)
        ]
        assert load(store, *again, fingerprint=fingerprint).accepted == 5
        assert sizes(store, (a, b, c, d)) == formed
    assert store.judgements(a) + store.judgements(c) == before


def test_a_models_links_form_parties_and_a_second_run_changes_nothing(five):
    store, (a, b, c, d, e) = five()
    links = [linked(a, b), linked(c, b), linked(d, e)]
    assert replace_all(store, *links) == LinkChanges(added=3, withdrawn=0)
    assert sizes(store, (a, b, c, d, e)) == [3, 3, 3, 2, 2]
    before = store.digest(), store.judgements(b)
    turned = [linked(link.right, link.left, probability=0.997, day=9) for link in links]
    assert replace_all(store, *turned, day=9) == LinkChanges(added=0, withdrawn=0)
    assert (store.digest(), store.judgements(b)) == before


def test_a_link_that_a_model_no_longer_finds_is_taken_back(five):
    store, (a, b, c, *_) = five()
    replace_all(store, linked(a, b), linked(b, c))
    assert replace_all(store, linked(b, c), day=2) == LinkChanges(added=0, withdrawn=1)
    assert sizes(store, (a, b, c)) == [1, 2, 2]
    (logged,) = store.judgements(a)
    assert (logged.withdrawn_at, logged.withdrawn_by) == (NOW + timedelta(days=2), MODEL)


def test_another_model_takes_over_the_links_it_finds_too(five):
    store, (a, b, c, *_) = five()
    replace_all(store, linked(a, b), linked(b, c))
    newer = "person model 2"
    changes = replace_all(store, linked(a, b, by=newer), by=newer, day=2)
    assert changes == LinkChanges(added=1, withdrawn=2)
    assert sizes(store, (a, b, c)) == [2, 2, 1]
    assert [(j.by, j.withdrawn_by) for j in store.judgements(a)] == [(MODEL, newer), (newer, "")]


def test_only_links_of_the_scope_are_replaced(five, factory, load):
    store, (a, b, c, d, _) = five()
    firms = [
        factory.party(f"f{i}", position=i, name=f"示例{i}公司", kind=NodeKind.ORGANISATION)
        for i in (1, 2)
    ]
    load(store, *firms, fingerprint="2")
    one, other = (store.node_id(factory.ref(f"f{i}")) for i in (1, 2))
    organisations = LinkScope(frozenset({NodeKind.ORGANISATION}))
    replace_all(store, linked(one, other), scope=organisations)
    replace_all(store, linked(a, b), linked(c, d))
    assert sizes(store, (one, a, c)) == [2, 2, 2]
    of_a = LinkScope(frozenset(PEOPLE), frozenset({a}))
    assert replace_all(store, scope=of_a) == LinkChanges(added=0, withdrawn=1)
    assert sizes(store, (one, a, b, c)) == [2, 1, 1, 2]
    for scope in (of_a, organisations):
        with pytest.raises(InvalidInput):
            replace_all(store, linked(b, c), scope=scope)


def test_a_models_link_must_be_its_own_and_of_two_known_nodes(five):
    store, (a, b, *_) = five()
    wrong = [
        linked(a, a),
        linked(a, b, by="another"),
        replace(linked(a, b), verdict=Verdict.DIFFERENT),
        replace(linked(a, b), author=Author.PERSON),
    ]
    for link in wrong:
        with pytest.raises(InvalidInput):
            replace_all(store, link)
    with pytest.raises(UnknownNode):
        replace_all(store, linked(a, b), linked(a, NodeId(bytes(16))))
    assert store.judgements(a) == ()


def test_a_models_links_never_bridge_what_a_person_parted_and_rules_outlast_them(
    five, factory, load
):
    store, (a, b, c, d, _) = five()
    ids = [
        factory.party(i, position=int(i) + 1, name=f"示例{i}号", resident_id=ID_A)
        for i in ("0", "1")
    ]
    load(store, *ids, fingerprint="2", now=NOW + timedelta(hours=1))
    store.judge(judged(a, d, Verdict.DIFFERENT))
    replace_all(store, linked(b, c), linked(c, d))
    assert sizes(store, (a, b, c, d)) == [2, 2, 1, 1]


def test_standing_judgements_come_by_scope_and_without_the_withdrawn(five):
    store, (a, b, c, d, _) = five()
    first, second = judged(a, b, day=1), judged(c, d, Verdict.DIFFERENT, day=2)
    store.judge(second)
    store.judge(first)
    replace_all(store, linked(b, c, day=3))
    of_people = store.standing_judgements(ALL_PEOPLE)
    assert [(j.author, j.pair) for j in of_people] == [
        (Author.PERSON, first.pair),
        (Author.PERSON, second.pair),
        (Author.MODEL, pair(b, c)),
    ]
    assert of_people[0] == first
    assert store.standing_judgements(LinkScope(frozenset({NodeKind.ORGANISATION}))) == ()
    of_d = LinkScope(frozenset(PEOPLE), frozenset({d}))
    assert store.standing_judgements(of_d) == (second,)
    store.withdraw(c, d, by="supervisor", now=NOW + timedelta(days=4))
    assert store.standing_judgements(of_d) == ()


def test_what_holds_a_party_together_is_told_and_nothing_that_joins_nobody(five):
    store, (a, b, c, d, e) = five()
    by_model = [linked(a, b), linked(b, c), linked(d, e)]
    replace_all(store, *by_model)
    store.judge(judged(a, c, day=3))
    store.judge(judged(c, d, Verdict.UNSURE, day=3))
    assert store.holding_judgements(b) == (judged(a, c, day=3), *sorted(by_model[:2], key=_pair))
    assert store.holding_judgements(e) == (linked(d, e),)
    store.judge(judged(a, b, Verdict.DIFFERENT, day=4))
    assert store.holding_judgements(a) == (judged(a, c, day=3),)
    assert store.holding_judgements(b) == ()
    with pytest.raises(UnknownNode):
        store.holding_judgements(NodeId(bytes(16)))


def _pair(judgement):
    return judgement.pair


def test_a_record_found_to_be_a_company_leaves_the_person_a_model_joined_it_with(
    open_store, factory, load
):
    store = open_store()
    unknown = factory.party("2", name="示例店", kind=NodeKind.PARTY, position=2)
    load(store, factory.party("1", name="示例甲", position=1), unknown)
    nodes = [store.node_id(factory.ref(i)) for i in ("1", "2")]
    scope = LinkScope(frozenset({NodeKind.PERSON, NodeKind.PARTY}))
    replace_all(store, linked(*nodes), scope=scope)
    assert sizes(store, nodes) == [2, 2]
    firm = factory.party("2", name="示例店", kind=NodeKind.ORGANISATION, seen_on=date(2026, 6, 9))
    load(store, firm, fingerprint="2", now=NOW + timedelta(days=2))
    assert sizes(store, nodes) == [1, 1]


def test_parties_do_not_depend_on_the_order_of_loading_whatever_was_judged(
    open_store, factory, load
):
    # Of three holders of one identifier a person parted two, before the third was known or after.
    records = [
        factory.party(str(i), position=i + 1, name=f"示例{i}号", resident_id=ID_A) for i in range(3)
    ]
    for verdict, expected in ((Verdict.DIFFERENT, [1, 1, 1]), (Verdict.UNSURE, [3, 3, 3])):
        for one, other in ((0, 1), (0, 2), (1, 2)):
            digests = set()
            for order in permutations(range(3)):
                store = open_store()
                nodes = [store.node_id(factory.ref(str(i))) for i in range(3)]
                for i, place in enumerate(order):
                    load(store, records[place], fingerprint=str(i))
                    if {one, other} == set(order[: i + 1]):
                        store.judge(judged(nodes[one], nodes[other], verdict))
                if {one, other} != set(order[:2]):
                    store.judge(judged(nodes[one], nodes[other], verdict))
                digests.add(store.digest())
                assert sizes(store, nodes) == expected
            assert len(digests) == 1


def test_the_digest_counts_what_persons_and_models_judged_in_whatever_order(five):
    digests = set()
    for order in permutations(range(3)):
        store, (a, b, c, d, e) = five((*order, 3, 4))
        links = [linked(a, b), linked(b, c), linked(d, e)]
        judgements = [
            judged(a, d, Verdict.DIFFERENT),
            judged(c, e, Verdict.UNSURE),
            judged(d, e, day=3),
        ]
        replace_all(store, *(links[i] for i in order))
        for i in order:
            store.judge(judgements[i])
        digests.add(store.digest())
    assert len(digests) == 1
    store.withdraw(c, e, by="supervisor", now=NOW + timedelta(days=9))
    assert store.digest() not in digests


def test_nodes_are_found_by_a_blocking_key_they_share(five):
    store, (a, b, c, *_) = five()
    store.keep_linkage_keys([(a, ["x", "y"]), (b, ["y"]), (c, [])])
    assert store.holders_of(["x", "y", "z"]) == {"x": (a,), "y": tuple(sorted((a, b)))}
    store.keep_linkage_keys([(a, ["z"])])
    assert store.holders_of(["x", "y", "z"]) == {"y": (b,), "z": (a,)}


def test_blocking_keys_are_kept_whole_or_not_at_all(five):
    store, (a, b, *_) = five()
    store.keep_linkage_keys([(a, ["x"])])
    with pytest.raises(UnknownNode):
        store.keep_linkage_keys([(a, ["y"]), (b, ["y"]), (NodeId(bytes(16)), ["y"])])
    assert store.holders_of(["x", "y"]) == {"x": (a,)}


def test_keys_of_all_nodes_of_a_kind_leave_none_of_before(five, factory, load):
    store, (a, b, *_) = five()
    load(store, factory.party("f", name="示例公司", kind=NodeKind.ORGANISATION), fingerprint="2")
    firm = store.node_id(factory.ref("f"))
    store.keep_linkage_keys([(a, ["x"]), (b, ["x"]), (firm, ["x"])])
    store.keep_linkage_keys([(a, ["y"])], all_of=PEOPLE)
    assert store.holders_of(["x", "y"]) == {"x": (firm,), "y": (a,)}
    assert b in store.nodes_to_link(PEOPLE)


def test_a_node_is_to_be_linked_while_it_has_no_keys_and_when_it_changed(five, factory, load):
    store, nodes = five()
    assert set(store.nodes_to_link(PEOPLE)) == set(nodes)
    assert store.nodes_to_link([NodeKind.ORGANISATION]) == ()

    def to_link_after(*records, fingerprint):
        store.keep_linkage_keys([(node, ["x"]) for node in store.nodes_to_link(PEOPLE)])
        assert store.nodes_to_link(PEOPLE) == ()
        load(store, *records, fingerprint=fingerprint, now=NOW + timedelta(int(fingerprint)))
        left = store.nodes_to_link(PEOPLE)
        assert set(store.holders_of(["x"])["x"]).isdisjoint(left)
        return sorted(factory_numbers[node] for node in left)

    factory_numbers = {store.node_id(factory.ref(str(i))): i for i in range(7)}
    phone = "+8612400000001"
    assert to_link_after(factory.party("0", name="示例0号"), fingerprint="2") == []
    assert to_link_after(factory.party("0", name="示例0号", phone=phone), fingerprint="3") == [0]
    # Another who uses the same phone says nothing new of the first.
    assert to_link_after(factory.party("5", name="示例5号", phone=phone), fingerprint="4") == [5]
    newer = factory.party("0", name="示例0号", seen_on=date(2026, 6, 9))
    assert to_link_after(newer, fingerprint="5") == [0]


def test_who_was_judged_is_to_be_linked_again_and_who_a_model_linked_is_not(five, factory, load):
    store, nodes = five()
    a, b, c, d, _ = nodes

    def to_link_after(act):
        store.keep_linkage_keys([(node, ["x"]) for node in store.nodes_to_link(PEOPLE)])
        act()
        return set(store.nodes_to_link(PEOPLE))

    assert to_link_after(lambda: store.judge(judged(a, b))) == {a, b}
    assert to_link_after(lambda: store.judge(judged(c, d, Verdict.UNSURE))) == {c, d}
    assert to_link_after(lambda: store.withdraw(b, a, by="supervisor", now=NOW)) == {a, b}
    assert to_link_after(lambda: replace_all(store, linked(a, c))) == set()
    assert to_link_after(lambda: replace_all(store)) == set()


def test_whom_a_rule_joins_or_parts_is_to_be_linked_again(open_store, factory, load):
    store = open_store()
    load(store, factory.party("1", name="示例甲", resident_id=ID_A))
    a, b, c = (store.node_id(factory.ref(number)) for number in "123")
    same = [factory.party(n, name="示例乙", resident_id=ID_A, position=int(n)) for n in "23"]
    for number, record in zip("23", same, strict=True):
        store.keep_linkage_keys([(node, ["x"]) for node in store.nodes_to_link(PEOPLE)])
        load(store, record, fingerprint=number, now=NOW + timedelta(int(number)))
        # Which of the holders the rule pairs with the new one follows from their ids.
        assert store.node_id(factory.ref(number)) in store.nodes_to_link(PEOPLE)
        assert len(store.nodes_to_link(PEOPLE)) > 1
    store.keep_linkage_keys([(node, ["x"]) for node in store.nodes_to_link(PEOPLE)])
    without = factory.party("2", name="示例乙", seen_on=date(2026, 6, 9))
    load(store, without, fingerprint="9", now=NOW + timedelta(9))
    assert {b} < set(store.nodes_to_link(PEOPLE)) <= {a, b, c}


def test_the_models_of_which_links_stand_are_told(five):
    store, (a, b, *_) = five()
    assert store.linking_models() == frozenset()
    store.judge(judged(a, b))
    replace_all(store, linked(a, b))
    assert store.linking_models() == {MODEL}
    replace_all(store, by="person model 2")
    assert store.linking_models() == frozenset()


def test_who_is_tied_to_a_contact_point_is_to_be_linked_when_that_changed(
    open_store, factory, load
):
    # Address and person are records of their own, as in FollowTheMoney.
    store = open_store()
    place = factory.ref("place")
    tie = RecordRelation(RelationKind.LOCATED_AT, factory.ref("1"), place)
    load(store, replace(factory.party("1", name="示例甲"), relations=(tie,)))
    (node,) = store.nodes_to_link(PEOPLE)
    for i, street in enumerate(("示例路1号", "示例路2号")):
        store.keep_linkage_keys([(node, ["x"])])
        values = (PropertyValue("address", street),)
        described = Entity(place, NodeKind.ADDRESS, values)
        record = SourceRecord("place", 1, date(2026, 6, 1 + i), (described,))
        load(store, record, fingerprint=f"place {i}", now=NOW + timedelta(1 + i))
        assert store.nodes_to_link(PEOPLE) == (node,)
        assert told(store) == [[("name", "示例甲"), ("address", street)]]


def test_the_digest_does_not_count_blocking_keys(five):
    store, (a, *_) = five()
    before = store.digest()
    store.keep_linkage_keys([(a, ["x"])])
    assert store.digest() == before


def test_a_models_token_of_a_text_is_the_same_at_every_call_and_shows_nothing_of_it(open_store):
    one, two = open_store(), open_store()
    token = one.model_token("place:示例路1号")
    assert token == two.model_token("place:示例路1号") != one.model_token("place:示例路2号")
    assert len(bytes.fromhex(token)) == 16


def test_the_queue_of_a_scope_is_told_with_what_was_decided_of_it(five):
    store, (a, b, c, d, _) = five()
    pairs = [ReviewPair(*ends, 0.5, 1.0) for ends in ((a, b), (b, c), (c, d))]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    store.judge(judged(a, b))
    of_b = LinkScope(frozenset(PEOPLE), frozenset({b}))
    assert {pair.pair for pair in store.queued_pairs(of_b)} == {p.pair for p in pairs[:2]}
    assert len(store.queued_pairs(ALL_PEOPLE)) == 3
    assert store.queued_pairs(LinkScope(frozenset({NodeKind.ORGANISATION}))) == ()
    assert (a, b) not in queued(store)


def queued(store, limit=99):
    return [(pair.left, pair.right) for pair in store.review_queue(limit=limit)]


def pair(one, other):
    return (one, other) if one < other else (other, one)


def test_the_review_queue_gives_the_most_telling_pairs_first(five):
    store, (a, b, c, d, _) = five()
    pairs = [ReviewPair(a, b, 0.4, 0.1), ReviewPair(c, b, 0.5, 0.9), ReviewPair(c, d, 0.6, 0.5)]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    assert queued(store) == [pair(b, c), pair(c, d), pair(a, b)]
    assert queued(store, limit=2) == [pair(b, c), pair(c, d)]
    first = store.review_queue(limit=1)[0]
    assert (first.probability, first.priority) == (0.5, 0.9)


def test_what_a_person_decided_leaves_the_queue_and_what_they_were_unsure_of_comes_last(five):
    store, (a, b, c, d, _) = five()
    pairs = [ReviewPair(a, b, 0.5, 0.9), ReviewPair(b, c, 0.5, 0.8), ReviewPair(c, d, 0.5, 0.7)]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    store.judge(judged(b, a, Verdict.UNSURE, day=1))
    assert queued(store) == [pair(b, c), pair(c, d), pair(a, b)]
    store.judge(judged(a, b, Verdict.DIFFERENT, day=2))
    store.judge(judged(d, c, Verdict.SAME, day=2))
    assert queued(store) == [pair(b, c)]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    assert queued(store) == [pair(b, c)]
    store.withdraw(c, d, by="supervisor", now=NOW + timedelta(days=3))
    assert queued(store) == [pair(b, c), pair(c, d)]


def test_a_rule_or_a_model_takes_nothing_out_of_the_queue(five):
    store, (a, b, *_) = five()
    store.replace_review_queue([ReviewPair(a, b, 0.5, 0.9)], scope=ALL_PEOPLE)
    replace_all(store, linked(a, b))
    assert queued(store) == [pair(a, b)]


def test_equal_pairs_of_the_queue_follow_by_caption_whatever_their_ids(five):
    store, nodes = five()
    pairs = [ReviewPair(one, other, 0.5, 0.5) for one in nodes for other in nodes if one < other]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    numbers = [{nodes.index(one), nodes.index(other)} for one, other in queued(store)]
    assert numbers == [{i, j} for i in range(5) for j in range(i + 1, 5)]


def test_only_queued_pairs_of_the_scope_are_replaced(five):
    store, (a, b, c, d, _) = five()
    pairs = [ReviewPair(a, b, 0.5, 0.9), ReviewPair(c, d, 0.5, 0.8)]
    store.replace_review_queue(pairs, scope=ALL_PEOPLE)
    of_c = LinkScope(frozenset(PEOPLE), frozenset({c}))
    store.replace_review_queue([ReviewPair(b, c, 0.5, 0.7)], scope=of_c)
    assert queued(store) == [pair(a, b), pair(b, c)]
    for wrong in (ReviewPair(a, b, 0.5, 0.9), ReviewPair(c, c, 0.5, 0.9)):
        with pytest.raises(InvalidInput):
            store.replace_review_queue([wrong], scope=of_c)
    with pytest.raises(UnknownNode):
        store.replace_review_queue([ReviewPair(c, NodeId(bytes(16)), 0.5, 0.9)], scope=of_c)
    assert queued(store) == [pair(a, b), pair(b, c)]
