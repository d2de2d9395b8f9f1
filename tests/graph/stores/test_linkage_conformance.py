"""What record linkage reads from a graph store and leaves in it: one suite, run on all of them."""

import random
from dataclasses import replace
from datetime import date

from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

PEOPLE = (NodeKind.PERSON,)
ID_A = "990101198001010014"


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
    assert len(store.view(date(2026, 7, 1)).members(store.node_id(factory.ref("1")))) == 2
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
