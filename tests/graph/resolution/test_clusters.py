"""Parties follow from the judgements alone, whatever their order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.clusters import form_parties, standing_verdicts
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.vocabulary import NodeKind

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NODES = [NodeId(bytes([i]) * 16) for i in range(6)]
PEOPLE = dict.fromkeys(NODES, NodeKind.PERSON)


def judge(a, b, verdict=Verdict.SAME, author=Author.RULE, day=0, withdrawn=False):
    moment = NOW + timedelta(days=day)
    return Judgement(
        NODES[a], NODES[b], verdict, author, "r", "", moment, moment if withdrawn else None
    )


def parties(*judgements):
    groups: dict[NodeId, set[int]] = {}
    for node, canonical in form_parties(PEOPLE, judgements).items():
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


def test_a_rule_outweighs_a_model_and_a_person_both():
    model = {"author": Author.MODEL}
    assert parties(judge(0, 1, **model))[0] == [0, 1]
    assert parties(judge(0, 1, **model, day=9), judge(0, 1, Verdict.DIFFERENT))[0] == [0]
    assert parties(judge(0, 1), judge(0, 1, Verdict.DIFFERENT, Author.MODEL, day=9))[0] == [0, 1]
    unsure = judge(0, 1, Verdict.UNSURE, Author.PERSON)
    assert parties(judge(0, 1, **model, day=9), unsure)[0] == [0]


def test_a_torn_party_loses_the_models_links_first_and_the_rules_only_if_they_tear_it():
    parted = judge(0, 3, Verdict.DIFFERENT, Author.PERSON)
    rules, bridge = [judge(0, 1), judge(2, 3)], judge(1, 2, author=Author.MODEL)
    assert parties(*rules, bridge)[0] == [0, 1, 2, 3]
    assert parties(*rules, bridge, parted) == [[0, 1], [2, 3], [4], [5]]
    assert parties(*rules, judge(1, 2), parted) == [[0], [1], [2], [3], [4], [5]]


def test_a_model_makes_no_person_and_organisation_one():
    kinds = PEOPLE | {NODES[1]: NodeKind.PARTY, NODES[2]: NodeKind.ORGANISATION}
    links = [judge(0, 1, author=Author.MODEL), judge(1, 2, author=Author.MODEL)]
    formed = form_parties(kinds, links[:1])
    assert formed[NODES[1]] == NODES[0]
    formed = form_parties(kinds, [*links, judge(3, 4, author=Author.MODEL)])
    assert [NODES.index(formed[node]) for node in NODES] == [0, 1, 2, 3, 3, 5]


def test_a_link_of_a_person_with_what_was_found_to_be_a_company_costs_no_other_link():
    links = [judge(0, 1, author=Author.MODEL), judge(1, 2, author=Author.MODEL)]
    formed = form_parties(PEOPLE | {NODES[0]: NodeKind.ORGANISATION}, links)
    assert [NODES.index(formed[node]) for node in NODES] == [0, 1, 1, 3, 4, 5]


def test_a_model_may_say_which_side_a_record_is_on_when_a_rule_cannot():
    shared = [judge(0, 1), judge(1, 2), judge(0, 2, Verdict.DIFFERENT, Author.PERSON)]
    assert parties(*shared, judge(0, 1, author=Author.MODEL)) == [[0, 1], [2], [3], [4], [5]]


def test_a_parted_pair_of_a_model_costs_no_other_link_of_its_party():
    links = [judge(0, 1, author=Author.MODEL), judge(1, 2, author=Author.MODEL)]
    assert parties(*links, judge(0, 1, Verdict.DIFFERENT, Author.PERSON))[:2] == [[0], [1, 2]]


def test_which_holders_of_one_identifier_a_rule_paired_makes_no_difference():
    # Three records share an identifier; a rule joins them by two pairs, which depend on the order
    # in which they came.
    for verdict, formed in ((Verdict.DIFFERENT, [[0], [1], [2]]), (Verdict.UNSURE, [[0, 1, 2]])):
        said = judge(0, 1, verdict, Author.PERSON)
        for pairs in ([(0, 1), (0, 2)], [(0, 2), (1, 2)], [(0, 1), (1, 2)]):
            assert parties(said, *(judge(a, b) for a, b in pairs))[: len(formed)] == formed


JUDGEMENTS = st.lists(
    st.builds(
        judge,
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from(Verdict),
        st.sampled_from(Author),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=15,
)


@given(JUDGEMENTS, st.randoms())
def test_parties_do_not_depend_on_the_order_of_judgements(judgements, random):
    shuffled = list(judgements)
    random.shuffle(shuffled)
    assert form_parties(PEOPLE, judgements) == form_parties(
        dict.fromkeys(reversed(NODES), NodeKind.PERSON), shuffled
    )


@given(JUDGEMENTS)
def test_nothing_but_persons_themselves_bridges_what_a_person_parted(judgements):
    formed = form_parties(PEOPLE, judgements)
    by_hand = form_parties(PEOPLE, [j for j in judgements if j.author is Author.PERSON])
    for (a, b), (verdict, author) in standing_verdicts(judgements).items():
        if author is Author.PERSON and verdict is not Verdict.UNSURE:
            same = verdict is Verdict.SAME or by_hand[a] == by_hand[b]
            assert (formed[a] == formed[b]) is same


@given(JUDGEMENTS)
def test_a_model_only_adds_to_what_rules_and_persons_joined(judgements):
    formed = form_parties(PEOPLE, judgements)
    without = form_parties(PEOPLE, [j for j in judgements if j.author is not Author.MODEL])
    for node, canonical in without.items():
        assert formed[node] == formed[canonical]
