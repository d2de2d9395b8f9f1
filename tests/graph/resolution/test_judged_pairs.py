"""What was judged of nodes, as clustering takes it."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judged_pairs import judged_pairs
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict

A, B, C, P, Q = (NodeId(name.encode()) for name in "ABCPQ")
PLACE = {A: 0, B: 1, C: 2}
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def said(left, right, verdict=Verdict.SAME, author=Author.PERSON, day=0):
    return Judgement(left, right, verdict, author, "somebody", "", NOW + timedelta(days=day))


def test_each_verdict_of_persons_and_rules_has_its_place():
    found = judged_pairs(
        [
            said(B, A),
            said(A, C, Verdict.DIFFERENT),
            said(B, C, author=Author.RULE),
        ],
        PLACE,
    )
    assert (found.same_by_persons, found.same_by_rules) == ({(0, 1)}, {(1, 2)})
    assert (found.different, found.unsure) == ({(0, 2)}, set())


def test_the_latest_word_of_persons_counts_and_a_models_never():
    found = judged_pairs(
        [said(A, B), said(A, B, Verdict.UNSURE, day=1), said(A, C, author=Author.MODEL)], PLACE
    )
    assert (found.same_by_persons, found.unsure) == (set(), {(0, 1)})


def test_a_rules_word_stands_beside_a_persons_other_one():
    found = judged_pairs([said(A, B, author=Author.RULE), said(A, B, Verdict.DIFFERENT)], PLACE)
    assert (found.same_by_rules, found.different) == ({(0, 1)}, {(0, 1)})


def test_a_node_without_a_place_ties_those_it_is_the_same_as():
    chain = [said(A, P), said(P, Q), said(Q, B)]
    for order in permutations(chain):
        assert judged_pairs(order, PLACE).same_by_persons == {(0, 1)}
    ruled = [said(A, P), said(P, Q, author=Author.RULE), said(Q, B)]
    found = judged_pairs(ruled, PLACE)
    assert (found.same_by_persons, found.same_by_rules) == (set(), {(0, 1)})


def test_what_a_node_without_a_place_differs_from_so_do_those_it_is_the_same_as():
    for author in (Author.PERSON, Author.RULE):
        judgements = [said(A, P, author=author), said(P, B, Verdict.DIFFERENT)]
        assert judged_pairs(judgements, PLACE).different == {(0, 1)}


def test_a_pair_of_which_nothing_has_a_place_says_nothing():
    found = judged_pairs([said(P, Q), said(Q, A, Verdict.DIFFERENT)], PLACE)
    assert not any((found.same_by_persons, found.same_by_rules, found.different, found.unsure))
