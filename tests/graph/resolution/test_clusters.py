"""Parties follow from the judgements alone, whatever their order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.clusters import form_parties
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NODES = [NodeId(bytes([i]) * 16) for i in range(6)]


def judge(a, b, verdict=Verdict.SAME, author=Author.RULE, day=0, withdrawn=False):
    moment = NOW + timedelta(days=day)
    return Judgement(
        NODES[a], NODES[b], verdict, author, "r", "", moment, moment if withdrawn else None
    )


def parties(*judgements):
    groups: dict[NodeId, set[int]] = {}
    for node, canonical in form_parties(NODES, judgements).items():
        groups.setdefault(canonical, set()).add(NODES.index(node))
    return sorted(map(sorted, groups.values()))


def test_links_chain_into_one_party():
    assert parties(judge(0, 1), judge(1, 2)) == [[0, 1, 2], [3], [4], [5]]


def test_a_withdrawn_judgement_counts_no_more():
    assert parties(judge(0, 1, withdrawn=True)) == [[0], [1], [2], [3], [4], [5]]


def test_a_person_outweighs_a_rule_even_an_older_one():
    parted = judge(0, 1, Verdict.DIFFERENT, Author.PERSON, day=0)
    assert parties(parted, judge(0, 1, day=9))[0] == [0]


def test_no_chain_of_rules_bridges_what_a_person_parted():
    parted = judge(0, 2, Verdict.DIFFERENT, Author.PERSON)
    assert parties(judge(0, 1), judge(1, 2), parted) == [[0], [1], [2], [3], [4], [5]]
    by_hand = judge(0, 1, author=Author.PERSON)
    assert parties(by_hand, judge(1, 2), parted)[0] == [0, 1]


def test_unsure_joins_nothing_and_parts_nothing():
    assert parties(judge(0, 1, Verdict.UNSURE))[0] == [0]
    assert parties(judge(0, 1), judge(1, 2), judge(0, 2, Verdict.UNSURE))[0] == [0, 1, 2]


@given(
    st.lists(
        st.builds(
            judge,
            st.integers(0, 5),
            st.integers(0, 5),
            st.sampled_from(Verdict),
            st.sampled_from(Author),
            st.integers(0, 3),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_parties_do_not_depend_on_the_order_of_judgements(judgements, random):
    shuffled = list(judgements)
    random.shuffle(shuffled)
    assert form_parties(NODES, judgements) == form_parties(list(reversed(NODES)), shuffled)
