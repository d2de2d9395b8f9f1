"""A person's word is held against what persons said before, and against what cannot be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.clusters import form_parties
from veiltrace_graph.resolution.contradiction import contradicted_pairs, exclusive_conflicts
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NODES = [NodeId(bytes([i]) * 16) for i in range(6)]
ONE, OTHER = "990101198001010014", "990101199002020021"


def said(a, b, verdict=Verdict.SAME, author=Author.PERSON, day=0):
    moment = NOW + timedelta(days=day)
    return Judgement(NODES[a], NODES[b], verdict, author, "ann", "", moment)


def against(new, *standing):
    return [tuple(map(NODES.index, pair)) for pair in contradicted_pairs(new, standing)]


def test_same_is_contradicted_by_whom_persons_parted_anywhere_in_the_two_parties():
    parted = said(3, 0, Verdict.DIFFERENT)
    assert against(said(1, 2), said(0, 1), said(2, 3), parted) == [(0, 3)]
    assert against(said(1, 2), said(0, 1), parted) == []


def test_different_is_contradicted_by_the_shortest_chain_of_persons_links():
    chain = [said(0, 1), said(1, 2), said(2, 3), said(3, 4), said(4, 0)]
    assert against(said(0, 2, Verdict.DIFFERENT), *chain) == [(0, 1), (1, 2)]


def test_the_word_on_the_pair_itself_is_replaced_and_unsure_contradicts_nothing():
    assert against(said(0, 1), said(0, 1, Verdict.DIFFERENT)) == []
    assert against(said(0, 1, Verdict.DIFFERENT), said(1, 0)) == []
    assert against(said(0, 2, Verdict.UNSURE), said(0, 1), said(1, 2)) == []
    assert against(said(0, 2), said(0, 1), said(1, 2, Verdict.UNSURE)) == []


@pytest.mark.parametrize("author", [Author.RULE, Author.MODEL])
def test_rules_and_models_contradict_no_person(author):
    links = [said(0, 1, author=author), said(1, 2, author=author)]
    assert against(said(0, 2, Verdict.DIFFERENT), *links) == []
    assert against(said(0, 1), said(0, 1, Verdict.DIFFERENT, author)) == []


WORDS = st.lists(
    st.builds(said, st.integers(0, 5), st.integers(0, 5), st.sampled_from(Verdict)).filter(
        lambda judgement: judgement.left != judgement.right
    ),
    max_size=10,
)


@given(WORDS)
def test_words_that_contradict_no_earlier_one_all_come_true(words):
    kept: list[Judgement] = []
    for day, word in enumerate(words):
        new = replace(word, decided_at=NOW + timedelta(days=day))
        if not contradicted_pairs(new, kept):
            kept = [old for old in kept if old.pair != new.pair] + [new]
    formed = form_parties(dict.fromkeys(NODES, NodeKind.PERSON), kept)
    for judgement in kept:
        if judgement.verdict is not Verdict.UNSURE:
            is_one = formed[judgement.left] == formed[judgement.right]
            assert is_one is (judgement.verdict is Verdict.SAME)


def record(number, kind=NodeKind.PERSON, flag=Flag.OK, node=0):
    values = (PropertyValue("resident_id", number, flag),)
    return LinkageRecord(NODES[node], kind, "court", values)


def test_two_whole_resident_ids_are_two_persons():
    assert exclusive_conflicts([record(ONE), record(ONE)]) == ()
    assert exclusive_conflicts([record(ONE), record(OTHER, NodeKind.PARTY)]) == ("resident_id",)


def test_a_masked_resident_id_conflicts_with_none():
    assert exclusive_conflicts([record(ONE), record("9901**********0021", flag=Flag.MASKED)]) == ()


def company(code, name="恒示贸易有限公司", node=0):
    values = (PropertyValue("name", name), PropertyValue("uscc", code))
    return LinkageRecord(NODES[node], NodeKind.ORGANISATION, "court", values)


def test_two_valid_credit_codes_are_two_companies_unless_one_is_a_branch_entered_so():
    one, other = "91320106MA9YYY999D", "91991006340158998T"
    branch = company(other, "恒示贸易有限公司南京分公司", node=1)
    assert exclusive_conflicts([company(one), company(other, node=1)]) == ("uscc",)
    assert exclusive_conflicts([company(one), company(one, node=1)]) == ()
    assert exclusive_conflicts([company(one), branch]) == ()
