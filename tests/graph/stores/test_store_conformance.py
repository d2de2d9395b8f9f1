"""Every graph store behaves the same: one suite, run on all of them."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from veiltrace_graph.errors import JudgementConflict, UnknownNode
from veiltrace_graph.model import NodeId, Rejected
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.base import HUB_RELATIONS, GraphStore, GraphView, RunState
from veiltrace_graph.vocabulary import NodeKind

TODAY = date(2026, 7, 1)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
ID_A = "990101198001010014"


def values(view, node, name):
    return [s.value for s in view.statements([node]).get(node, ()) if s.name == name]


def person(left: NodeId, right: NodeId, verdict: Verdict, day: int = 2) -> Judgement:
    decided = NOW + timedelta(days=day)
    return Judgement(left, right, verdict, Author.PERSON, "reviewer", "compared files", decided)


def only(view: GraphView, text: str) -> NodeId:
    hits = view.search(text)
    assert len(hits) == 1
    return hits[0].node.id


def test_a_record_comes_back_with_its_values_opened_and_its_evidence(open_store, factory, load):
    store = open_store()
    load(store, factory.party("7", name="示例甲", resident_id=ID_A, phone="+8612400000001"))
    view = store.view(TODAY)
    node = only(view, "示例甲")
    (name,) = [s for s in view.statements([node])[node] if s.name == "name"]
    assert (name.value, name.evidence.source, name.evidence.record_id) == (
        "示例甲",
        "fictional-register",
        "7",
    )
    assert name.evidence.seen_on == date(2026, 6, 1)
    assert values(view, node, "resident_id") == [ID_A]
    (uses,) = view.relations([node])
    assert values(view, uses.target, "phone") == ["+8612400000001"]


def test_an_identical_second_load_changes_nothing(open_store, factory, load):
    store = open_store()
    records = [factory.party(str(i), position=i + 1, name=f"示例{i}甲") for i in range(30)]
    load(store, *records)
    before = store.digest()
    again = load(store, *records, fingerprint="2")
    assert (again.accepted, again.unchanged) == (0, 30)
    assert store.digest() == before


def test_the_digest_depends_on_content_and_not_on_order_or_batches(open_store, factory, load):
    records = [
        factory.party(str(i), position=i + 1, name=f"示例{i}甲", resident_id=f"{i % 5}")
        for i in range(20)
    ]
    shuffled = list(records)
    random.Random(3).shuffle(shuffled)
    one, two, three = open_store(), open_store(), open_store()
    load(one, *records)
    load(two, *shuffled, size=3)
    load(three, *records[:-1])
    assert one.digest() == two.digest() != three.digest()


def test_a_newer_version_closes_what_it_no_longer_states(open_store, factory, load):
    store = open_store()
    load(store, factory.party("7", name="示例甲", status="active", seen_on=date(2026, 1, 1)))
    newer = factory.party("7", name="示例甲", status="closed", seen_on=date(2026, 6, 1))
    load(store, newer, fingerprint="2")
    node = only(store.view(TODAY), "示例甲")
    assert values(store.view(TODAY), node, "status") == ["closed"]
    assert values(store.view(date(2026, 3, 1)), node, "status") == ["active"]


def test_versions_give_the_same_history_in_whatever_order_they_come(open_store, factory, load):
    # What stays, what goes, what comes and what returns after a gap.
    versions = [
        factory.party("7", name="示例甲", status="a", phone="+8612400000001", seen_on=DAYS[0]),
        factory.party("7", name="示例甲", status="b", seen_on=DAYS[1]),
        factory.party("7", name="示例甲", status="a", phone="+8612400000001", seen_on=DAYS[2]),
        factory.party("7", name="示例乙", seen_on=DAYS[3]),
    ]
    histories, digests = set(), set()
    for order in permutations(versions):
        store = open_store()
        for i, version in enumerate(order):
            load(store, version, fingerprint=str(i), now=NOW + timedelta(hours=i))
        digests.add(store.digest())
        histories.add(tuple(_state(store, day) for day in DAYS))
    assert len(digests) == 1
    assert histories == {
        (
            (("示例甲",), ("a",), 1),
            (("示例甲",), ("b",), 0),
            (("示例甲",), ("a",), 1),
            (("示例乙",), (), 0),
        )
    }


DAYS = [date(2026, month, 1) for month in (1, 2, 3, 6)]


def _state(store: GraphStore, day: date) -> tuple[object, ...]:
    view = store.view(day)
    node = view.search("示例甲")[0].node.id
    names = tuple(values(view, node, "name")), tuple(values(view, node, "status"))
    return (*names, len(view.relations([node])))


def test_a_late_version_changes_what_is_known_now_and_not_what_was_known_then(
    open_store, factory, load
):
    store = open_store()
    load(store, factory.party("7", name="示例甲", status="a", seen_on=DAYS[0]))
    load(store, factory.party("7", name="示例甲", status="c", seen_on=DAYS[2]), fingerprint="2")
    late = factory.party("7", name="示例甲", status="b", seen_on=DAYS[1])
    load(store, late, fingerprint="3", now=NOW + timedelta(days=9))
    node = only(store.view(TODAY), "示例甲")
    assert values(store.view(DAYS[1]), node, "status") == ["b"]
    then = store.view(DAYS[1], known_at=NOW + timedelta(days=1))
    assert values(then, node, "status") == ["a"]


def test_a_correction_of_the_same_day_can_be_taken_back(open_store, factory, load):
    store = open_store()
    for i, status in enumerate(("open", "closed", "open")):
        record = factory.party("7", name="示例甲", status=status)
        load(store, record, fingerprint=str(i), now=NOW + timedelta(hours=i))
        view = store.view(TODAY)
        assert values(view, only(view, "示例甲"), "status") == [status]


def test_the_same_content_seen_later_makes_its_evidence_fresher(open_store, factory, load):
    store = open_store()
    old = factory.party("7", name="示例甲", seen_on=date(2024, 1, 1))
    load(store, old)
    load(store, replace(old, seen_on=date(2026, 6, 1)), fingerprint="2")
    view = store.view(TODAY)
    (name,) = view.statements([only(view, "示例甲")]).popitem()[1]
    assert name.evidence.seen_on == date(2026, 6, 1)
    past = store.view(date(2025, 1, 1))
    (name,) = past.statements([only(past, "示例甲")]).popitem()[1]
    assert name.evidence.seen_on == date(2024, 1, 1)


def test_two_rows_with_one_record_id_in_one_file_are_both_kept(open_store, factory, load):
    store = open_store()
    rows = [
        factory.party("7", name="示例甲", position=1),
        factory.party("7", name="示例乙", position=2),
    ]
    load(store, *rows)
    view = store.view(TODAY)
    node = view.search("示例甲")[0].node.id
    assert set(values(view, node, "name")) == {"示例甲", "示例乙"}
    digest = store.digest()
    load(store, *rows, fingerprint="2")
    assert store.digest() == digest


def test_what_was_not_yet_known_is_absent_from_an_earlier_state_of_knowledge(
    open_store, factory, load
):
    store = open_store()
    load(store, factory.party("7", name="示例甲", status="active", seen_on=date(2026, 1, 1)))
    later = NOW + timedelta(days=10)
    newer = factory.party("7", name="示例甲", status="closed", seen_on=date(2026, 6, 1))
    load(store, newer, fingerprint="2", now=later)
    then = store.view(TODAY, known_at=NOW + timedelta(days=1))
    assert values(then, only(then, "示例甲"), "status") == ["active"]


def test_an_expired_relation_is_not_read_after_its_last_day(open_store, factory, load):
    store = open_store()
    record = factory.party("7", name="示例甲", phone="+8612400000001")
    ended = replace(record.relations[0], valid_to=date(2025, 1, 1))
    load(store, replace(record, relations=(ended,)))
    node = only(store.view(TODAY), "示例甲")
    assert store.view(TODAY).relations([node]) == ()
    assert len(store.view(date(2024, 12, 31)).relations([node])) == 1
    assert len(store.view(TODAY).edges().source) == 0


@pytest.mark.parametrize("name", ["张", "张三", "诸葛明天", "Fictional Air LLC", "O'Neill Öz"])
def test_names_of_every_length_and_script_are_found(open_store, factory, load, name):
    store = open_store()
    load(
        store,
        factory.party("1", name=name, position=1),
        factory.party("2", name="示例乙", position=2),
    )
    assert [hit.node.caption for hit in store.view(TODAY).search(name)] == [name]


def test_a_two_character_name_is_found_inside_a_company_name(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="张三", position=1),
        factory.party("2", name="示例张三贸易有限公司", kind=NodeKind.ORGANISATION, position=2),
    )
    hits = store.view(TODAY).search("张三")
    assert [hit.node.caption for hit in hits] == ["张三", "示例张三贸易有限公司"]


def test_traditional_and_full_width_spellings_find_the_same_name(open_store, factory, load):
    store = open_store()
    load(store, factory.party("1", name="示例貿易ＡＢＣ公司"))
    assert store.view(TODAY).search("示例贸易abc公司")


@pytest.mark.parametrize(
    "text", ["Wang Xiaoming", "Xiao-Ming WANG", "wangxiaoming", "Wáng Xiǎomíng", "王曉明"]
)
def test_a_chinese_name_is_found_by_its_latin_spellings(open_store, factory, load, text):
    store = open_store()
    load(
        store,
        factory.party("1", name="王晓明", position=1),
        factory.party("2", name="王晓敏", position=2),
        factory.party("3", name="示例王晓明", kind=NodeKind.ORGANISATION, position=3),
    )
    assert store.view(TODAY).search(text)[0].node.caption == "王晓明"
    assert "王晓敏" not in [hit.node.caption for hit in store.view(TODAY).search(text)]


def test_a_latin_spelling_is_found_by_the_chinese_name_but_no_homophone(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="SHAN Xiaoming", position=1),
        factory.party("2", name="单晓明", position=2),
        factory.party("3", name="山小明", position=3),
    )
    hits = [hit.node.caption for hit in store.view(TODAY).search("单晓明")]
    assert hits == ["单晓明", "SHAN Xiaoming"]
    latin = [hit.node.caption for hit in store.view(TODAY).search("Xiaoming Shan")]
    assert sorted(latin) == ["SHAN Xiaoming", "单晓明", "山小明"]
    assert latin[0] == "SHAN Xiaoming"


def test_an_identifier_is_found_by_its_exact_value_only(open_store, factory, load):
    store = open_store()
    load(store, factory.party("7", name="示例甲", resident_id=ID_A))
    view = store.view(TODAY)
    assert [hit.node.caption for hit in view.find("resident_id", ID_A)] == ["示例甲"]
    assert view.find("resident_id", ID_A[:-1]) == ()
    assert view.find("phone", ID_A) == ()


def test_records_that_share_a_strong_identifier_become_one_party(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="示例甲", resident_id=ID_A, position=1),
        factory.party("2", name="示例 甲", resident_id=ID_A, phone="+8612400000001", position=2),
        factory.party("3", name="示例甲", position=3),
    )
    view = store.view(TODAY)
    (party,) = {hit.node.id for hit in view.find("resident_id", ID_A)}
    assert len(view.members(party)) == 2
    assert len(view.relations([party])) == 1
    assert len({hit.node.id for hit in view.search("示例甲")}) == 2


def test_parties_do_not_depend_on_the_order_of_loading(open_store, factory, load):
    records = [
        factory.party("1", name="示例甲", resident_id="A", position=1),
        factory.party("2", name="示例甲", resident_id="A", uscc="B", position=2),
        factory.party("3", name="示例甲", uscc="B", position=3),
        factory.party("4", name="示例乙", uscc="C", position=4),
    ]
    digests = set()
    for order in permutations(records):
        store = open_store()
        load(store, *order, size=1)
        digests.add(store.digest())
    assert len(digests) == 1


def test_a_person_and_a_company_are_never_joined_in_whatever_order_they_come(
    open_store, factory, load
):
    kinds = [
        NodeKind.ORGANISATION,
        NodeKind.ORGANISATION,
        NodeKind.PERSON,
        NodeKind.PERSON,
        NodeKind.PARTY,
    ]
    records = [
        factory.party(str(i), name=f"示例{i}号", uscc="A", kind=kind, position=i)
        for i, kind in enumerate(kinds)
    ]
    digests = set()
    for order in permutations(records):
        store = open_store()
        load(store, *order, size=1)
        digests.add(store.digest())
    assert len(digests) == 1
    hits = store.view(TODAY).find("uscc", "A")
    assert sorted(hit.node.kind for hit in hits) == ["organisation", "party", "person"]


def test_a_party_found_to_be_a_company_leaves_the_person_it_was_joined_with(
    open_store, factory, load
):
    records = [
        factory.party("1", name="示例甲", uscc="A", position=1),
        factory.party("2", name="示例店", uscc="A", kind=NodeKind.PARTY, position=2),
        factory.party("2", name="示例店", uscc="A", kind=NodeKind.ORGANISATION, position=3),
    ]
    digests = set()
    for order in permutations(records):
        store = open_store()
        for i, record in enumerate(order):
            load(store, record, fingerprint=str(i))
        digests.add(store.digest())
        view = store.view(TODAY)
        assert only(view, "示例甲") != only(view, "示例店")
    assert len(digests) == 1


def test_a_party_of_thousands_of_records_is_formed_in_reasonable_steps(open_store, factory, load):
    store = open_store()
    records = [
        factory.party(str(i), name="示例银行", uscc="A", kind=NodeKind.ORGANISATION, position=i)
        for i in range(1, 3_001)
    ]
    load(store, *records, size=1_000)
    view = store.view(TODAY)
    assert len(view.members(only(view, "示例银行"))) == 3_000


def test_an_identifier_that_was_corrected_away_is_found_in_views_of_before_only(
    open_store, factory, load
):
    store = open_store()
    load(store, factory.party("1", name="示例甲", resident_id="A", seen_on=DAYS[0]))
    load(
        store, factory.party("1", name="示例甲", resident_id="B", seen_on=DAYS[2]), fingerprint="2"
    )
    assert store.view(DAYS[3]).find("resident_id", "A") == ()
    assert store.view(DAYS[1]).find("resident_id", "A")


def test_a_corrected_identifier_takes_its_link_back(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="示例甲", resident_id="A", position=1),
        factory.party("2", name="示例乙", resident_id="A", position=2),
    )
    corrected = factory.party("2", name="示例乙", resident_id="B", seen_on=date(2026, 6, 20))
    load(store, corrected, fingerprint="2")
    view = store.view(TODAY)
    assert only(view, "示例甲") != only(view, "示例乙")
    withdrawn = [j for j in store.judgements(only(view, "示例甲")) if j.withdrawn_at]
    assert [j.by for j in withdrawn] == ["shared resident_id"]


def test_a_person_may_part_what_a_rule_joined_and_join_it_again(open_store, factory, load):
    store = open_store()
    records = [
        factory.party("1", name="示例甲", resident_id="A", position=1),
        factory.party("2", name="示例乙", resident_id="A", position=2),
    ]
    load(store, *records)
    a, b = store.view(TODAY).members(only(store.view(TODAY), "示例甲"))
    store.judge(person(a, b, Verdict.DIFFERENT))
    assert len(store.view(TODAY).members(a)) == 1
    load(store, *records, fingerprint="2")
    assert len(store.view(TODAY).members(a)) == 1
    store.judge(person(a, b, Verdict.SAME, day=3))
    assert len(store.view(TODAY).members(a)) == 2
    assert len(store.judgements(a)) == 3


def test_a_person_cannot_join_what_was_parted_elsewhere(open_store, factory, load):
    store = open_store()
    load(store, *(factory.party(str(i), name=f"示例{i}", position=i) for i in (1, 2, 3)))
    a, b, c = (only(store.view(TODAY), f"示例{i}") for i in (1, 2, 3))
    store.judge(person(a, b, Verdict.SAME))
    store.judge(person(b, c, Verdict.SAME))
    with pytest.raises(JudgementConflict):
        store.judge(person(a, c, Verdict.DIFFERENT))
    assert len(store.view(TODAY).members(a)) == 3


def test_a_rejected_record_is_counted_and_kept_for_review(open_store, factory, load):
    store = open_store()
    bad = Rejected(2, "no_record_id", "证件号", '{"姓名": "示例乙"}')
    run = load(store, factory.party("1", name="示例甲"), bad)
    assert (run.read, run.accepted, run.rejected) == (2, 1, 1)
    assert store.rejections(run.id) == {("no_record_id", "证件号"): 1}
    assert list(store.rejected(run.id)) == [bad]


def test_an_unfinished_run_is_resumed_and_a_finished_one_is_not_repeated(open_store, factory, load):
    store = open_store()
    run = store.open_run(factory.opening(), now=NOW)
    run = store.write_batch(run, [factory.party("1", name="示例甲", position=1)], now=NOW)
    resumed = store.open_run(factory.opening(), now=NOW + timedelta(hours=1))
    assert (resumed.id, resumed.position) == (run.id, 1)
    store.finish_run(resumed, state=RunState.FINISHED, error="", now=NOW)
    found = store.run_of(factory.opening())
    assert found is not None
    assert found.state is RunState.FINISHED


def test_a_failed_run_is_read_again_from_the_start(open_store, factory):
    store = open_store()
    run = store.open_run(factory.opening(), now=NOW)
    store.finish_run(run, state=RunState.FAILED, error="connector.source_unavailable", now=NOW)
    assert store.run_of(factory.opening()) is None


def test_a_node_is_found_by_the_beginning_of_its_id(open_store, factory, load):
    store = open_store()
    load(store, *(factory.party(str(i), name=f"示例{i}号", position=i) for i in range(1, 40)))
    view = store.view(TODAY)
    node = only(view, "示例7号")
    assert view.by_prefix(node.hex()[:9]).id == node
    for wrong in ("", "zz", node.hex()[:-1] + ("0" if node.hex()[-1] != "0" else "1")):
        with pytest.raises(UnknownNode):
            view.by_prefix(wrong)


def test_an_unknown_node_is_an_error_of_ours(open_store):
    store = open_store()
    with pytest.raises(UnknownNode):
        store.view(TODAY).node(NodeId(bytes(16)))


def test_neighbours_are_found_through_all_records_of_a_party(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="示例甲", resident_id="A", phone="+8612400000001", position=1),
        factory.party("2", name="示例甲", resident_id="A", phone="+8612400000002", position=2),
        factory.party("3", name="示例乙", phone="+8612400000002", position=3),
        factory.party("4", name="示例丙", phone="+8612400000003", position=4),
    )
    view = store.view(TODAY)
    one, two = only(view, "示例甲"), only(view, "示例乙")
    phones = {r.target for r in view.relations([one])}
    assert set(view.neighbourhood(one, hops=1, limit=9).nodes) == phones
    assert set(view.neighbourhood(one, hops=2, limit=9).nodes) == phones | {two}
    cut = view.neighbourhood(one, hops=2, limit=2)
    assert set(cut.nodes) == phones
    assert cut.truncated


def test_a_hub_is_shown_but_nothing_is_reached_through_it(open_store, factory, load):
    store = open_store()
    dormitory = "+8612400000009"
    strangers = [
        factory.party(str(i), name=f"示例{i}号", phone=dormitory, position=i)
        for i in range(1, HUB_RELATIONS + 3)
    ]
    load(store, *strangers)
    view = store.view(TODAY)
    one = only(view, "示例7号")
    (hub,) = (hit.node.id for hit in view.find("phone", dormitory))
    around = view.neighbourhood(one, hops=3, limit=1000)
    assert around.nodes == around.hubs == (hub,)
    assert view.neighbourhood(hub, hops=1, limit=100).truncated


def test_edges_name_parties_once_and_in_a_fixed_order(open_store, factory, load):
    store = open_store()
    load(
        store,
        factory.party("1", name="示例甲", resident_id="A", phone="+8612400000001", position=1),
        factory.party("2", name="示例甲", resident_id="A", phone="+8612400000001", position=2),
    )
    edges = store.view(TODAY).edges()
    assert [node.kind for node in edges.nodes] == [NodeKind.PERSON, NodeKind.PHONE]
    assert list(zip(edges.source, edges.target, strict=True)) == [(0, 1), (0, 1)]


def test_a_store_tells_the_id_that_a_reference_has(open_store, factory, load):
    store = open_store()
    record = factory.party("1", name="示例甲", phone="+8612400000001")
    before = {entity.ref: store.node_id(entity.ref) for entity in record.entities}
    load(store, record)
    view = store.view(TODAY)
    for entity in record.entities:
        assert store.node_id(entity.ref) == before[entity.ref]
        assert view.node(before[entity.ref]).kind is entity.kind


def test_the_revision_is_another_after_each_load_and_judgement_and_not_after_reading(
    open_store, factory, load
):
    store = open_store()
    seen = [store.revision()]
    load(store, *(factory.party(str(i), name=f"示例{i}号", position=i) for i in (1, 2)))
    seen.append(store.revision())
    one, other = (store.node_id(factory.ref(str(i))) for i in (1, 2))
    store.judge(Judgement(one, other, Verdict.SAME, Author.PERSON, "ann", "", NOW))
    seen.append(store.revision())
    store.withdraw(one, other, by="ann", now=NOW)
    seen.append(store.revision())
    assert len(set(seen)) == 4
    assert len(store.view(TODAY).members(one)) == 1
    assert store.revision() == seen[-1]
