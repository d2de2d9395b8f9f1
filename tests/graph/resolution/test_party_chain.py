"""What holds a party together is found by what is left when a record is taken out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.clusters import form_parties, holding_links
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict, identifier_rule
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.party_chain import chain_of
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NODES = [NodeId(bytes([i]) * 16) for i in range(7)]
PEOPLE = dict.fromkeys(NODES, NodeKind.PERSON)
RULE = identifier_rule("resident_id")


def link(a, b, author=Author.MODEL, by="person model 1", day=0):
    moment = NOW + timedelta(days=day)
    return Judgement(NODES[a], NODES[b], Verdict.SAME, author, by, "", moment)


def ruled(a, b):
    return link(a, b, Author.RULE, RULE)


def carrying(node, *numbers, flag=Flag.OK):
    values = tuple(PropertyValue("resident_id", number, flag) for number in numbers)
    return LinkageRecord(NODES[node], NodeKind.PERSON, "court", values)


def tree(*links, size=7):
    """The tree as (record, record it is under) pairs."""
    number = {node: i for i, node in enumerate(NODES)} | {None: None}
    return [(number[s.record], number[s.under]) for s in chain_of(NODES[:size], links).steps]


def keystones(*links, size, records=()):
    found = chain_of(NODES[:size], links, records).keystones
    return {NODES.index(k.record): [[NODES.index(n) for n in p] for p in k.parts] for k in found}


def test_the_chain_is_a_tree_from_the_record_that_most_hang_on():
    assert tree(link(1, 0), link(1, 2), link(1, 3), link(3, 4), size=5) == [
        (1, None),
        (0, 1),
        (2, 1),
        (3, 1),
        (4, 3),
    ]


def test_the_tree_takes_the_strongest_links_and_the_others_are_told_beside_it():
    by_hand, by_rule = link(0, 1, Author.PERSON, "ann"), ruled(1, 2)
    weak, doubled = link(0, 2), link(0, 1)
    chain = chain_of(NODES[:3], (by_hand, by_rule, weak, doubled))
    assert [step.link for step in chain.steps if step.link] == [by_hand, by_rule]
    assert chain.others == (weak, doubled)


def test_one_record_alone_is_a_chain_without_a_keystone():
    chain = chain_of(NODES[:1], ())
    assert [(s.record, s.under, s.link) for s in chain.steps] == [(NODES[0], None, None)]
    assert (chain.others, chain.keystones) == ((), ())


def test_a_record_in_the_middle_of_a_chain_holds_it_together():
    chain = [link(0, 1), link(1, 2), link(2, 3), link(3, 4)]
    assert keystones(*chain, size=5) == {
        2: [[0, 1], [3, 4]],
        1: [[2, 3, 4], [0]],
        3: [[0, 1, 2], [4]],
    }


def test_a_second_way_between_two_halves_leaves_no_keystone():
    assert keystones(link(0, 1), link(1, 2), link(2, 3), link(3, 0), size=4) == {}


def test_the_record_that_holds_most_together_comes_first():
    links = [link(0, 1), link(1, 2), link(2, 3), link(2, 4), link(4, 5), link(4, 6)]
    assert next(iter(keystones(*links, size=7))) == 2


def test_holders_of_one_identifier_hang_on_none_of_them():
    # The rule paired all with the first: without it, it would pair them with another.
    star = [ruled(0, 1), ruled(0, 2), ruled(0, 3)]
    held = [carrying(i, "990101198001010014") for i in range(4)]
    assert keystones(*star, size=4, records=held) == {}
    assert keystones(*star, size=4) == {0: [[1], [2], [3]]}


def test_a_record_with_two_identifiers_holds_the_holders_of_each_together():
    one, other = "990101198001010014", "990101199002020021"
    star = [ruled(0, 1), ruled(0, 2), ruled(0, 3), ruled(0, 4)]
    held = [carrying(0, one, other), carrying(1, one), carrying(2, one)]
    held += [carrying(3, other), carrying(4, other)]
    assert keystones(*star, size=5, records=held) == {0: [[1, 2], [3, 4]]}


def test_a_masked_identifier_or_one_that_no_rule_went_by_joins_nothing():
    star = [ruled(0, 1), ruled(0, 2)]
    masked = [carrying(i, "9901**********0014", flag=Flag.MASKED) for i in range(3)]
    assert keystones(*star, size=3, records=masked) == {0: [[1], [2]]}
    by_model = [link(0, 1), link(0, 2)]
    held = [carrying(i, "990101198001010014") for i in range(3)]
    assert keystones(*by_model, size=3, records=held) == {0: [[1], [2]]}


PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15)


@given(PAIRS, st.integers(0, 6))
def test_the_parts_are_what_the_other_records_would_form_by_themselves(pairs, out):
    links = holding_links(PEOPLE, [link(a, b) for a, b in pairs if a != b])
    formed = form_parties(PEOPLE, links)
    members = [node for node in NODES if formed[node] == formed[NODES[out]]]
    held = tuple(x for x in links if formed[x.left] == formed[NODES[out]])
    chain = chain_of(members, held)
    assert {step.record for step in chain.steps} == set(members)
    rest = form_parties(
        {node: NodeKind.PERSON for node in members if node != NODES[out]},
        [x for x in held if NODES[out] not in x.pair],
    )
    groups: dict[NodeId, list[NodeId]] = {}
    for node, canonical in sorted(rest.items()):
        groups.setdefault(canonical, []).append(node)
    found = {k.record: {tuple(part) for part in k.parts} for k in chain.keystones}
    expected = {tuple(group) for group in groups.values()}
    assert found.get(NODES[out], expected if len(expected) < 2 else None) == expected
