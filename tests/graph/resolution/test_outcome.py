"""What a linking leaves: links that span its clusters, and one pair of two clusters to review."""

from dataclasses import replace
from datetime import UTC, datetime
from math import log2

import numpy as np
import pytest
from tests.graph.resolution.conftest import Town, record

from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.cluster_input import JudgedPairs
from veiltrace_graph.resolution.judgement import Author, Verdict
from veiltrace_graph.resolution.linkage import Linking, compare_candidates, link
from veiltrace_graph.resolution.linkage_input import LinkageInput, linkage_input
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.outcome import Outcome, outcome
from veiltrace_graph.resolution.scheme import PERSONS

NOW = datetime(2026, 7, 1, tzinfo=UTC)
BANDS = Bands(automatic=0.99, review=0.05)
NONE = JudgedPairs()


@pytest.fixture(scope="module")
def given(town: Town) -> LinkageInput:
    return linkage_input(town.records, PERSONS)


@pytest.fixture(scope="module")
def linking(given: LinkageInput, model: MatchModel) -> Linking:
    return link(given, model, BANDS)


@pytest.fixture(scope="module")
def found(linking: Linking, model: MatchModel) -> Outcome:
    return outcome(linking, model, BANDS, NONE, NOW)


def labels(linking: Linking) -> dict[bytes, int]:
    nodes = (one.node for one in linking.given.records)
    return dict(zip(nodes, linking.clustering.label.tolist(), strict=True))


def test_the_links_span_the_clusters_and_nothing_else(linking: Linking, found: Outcome) -> None:
    label = labels(linking)
    assert all(label[link.left] == label[link.right] for link in found.links)
    assert len(found.links) == len(label) - len(set(label.values()))


def test_a_link_is_signed_by_the_model_and_says_what_spoke_loudest(
    linking: Linking, found: Outcome, model: MatchModel
) -> None:
    for link_made in found.links:
        assert (link_made.author, link_made.verdict) == (Author.MODEL, Verdict.SAME)
        assert (link_made.by, link_made.decided_at) == (model.name, NOW)
        parts, _, sum_up = link_made.reason.partition("; ")
        bits = [abs(float(part.split()[-1])) for part in parts.split(", ")]
        assert bits == sorted(bits, reverse=True)
        assert 1 <= len(bits) <= 3
        assert sum_up.endswith(tuple("0123456789"))
        assert " bits, 0." in sum_up
    assert any("name same/" in one.reason for one in found.links)


def test_a_reason_holds_no_value_of_anybody(found: Outcome, town: Town) -> None:
    said = " ".join(link_made.reason for link_made in found.links)
    words = {v.value for one in town.records for v in one.values if v.name in ("name", "phone")}
    assert not any(word in said for word in words)


def test_of_two_clusters_the_most_probable_pair_is_queued_and_no_other(
    linking: Linking, found: Outcome
) -> None:
    label = labels(linking)
    best: dict[frozenset[int], float] = {}
    nodes = [one.node for one in linking.given.records]
    for a, b, p in zip(
        linking.pairs.left, linking.pairs.right, linking.scores.probability, strict=True
    ):
        ends = frozenset({label[nodes[a]], label[nodes[b]]})
        if len(ends) == 2 and p >= BANDS.review:
            best[ends] = max(best.get(ends, 0.0), p)
    queued = {frozenset({label[q.left], label[q.right]}): q.probability for q in found.queue}
    assert queued == best
    assert len(found.queue) == len(queued) > 0


def test_priority_is_what_an_answer_would_tell_times_the_records_a_yes_joins(
    linking: Linking, found: Outcome
) -> None:
    label = labels(linking)
    size = np.bincount(list(label.values()))
    for pair in found.queue:
        p = pair.probability
        told = -p * log2(p) - (1 - p) * log2(1 - p) if p < 1 else 0.0
        joined = size[label[pair.left]] + size[label[pair.right]]
        assert pair.priority == pytest.approx(told * joined)


def test_two_clusters_that_were_judged_different_are_not_asked_about_again(
    linking: Linking, found: Outcome, given: LinkageInput, model: MatchModel
) -> None:
    asked = found.queue[0]
    place = {one.node: number for number, one in enumerate(given.records)}
    label = labels(linking)
    # Of the two clusters another pair than the one that was asked about.
    a, b = (max(n for n in place if label[n] == label[end]) for end in asked.pair)
    judged = JudgedPairs(different=[(place[a], place[b])])
    again = outcome(link(given, model, BANDS, judged), model, BANDS, judged, NOW)
    kept = {pair.pair for pair in again.queue}
    assert kept == {pair.pair for pair in found.queue} - {asked.pair}


def test_a_pair_that_a_person_could_not_decide_gives_way_to_another_of_the_two_clusters(
    town: Town, model: MatchModel
) -> None:
    home = "3 apple lane, bartonville"
    twice = [
        record(node, name="ivo gorwick", birth_date=born, address=home)
        for node, born in (("f1", "1944-03-09"), ("f2", "1944-03-09"), ("s", "1971-11-20"))
    ]
    given = linkage_input([*town.records, *twice], PERSONS)
    compared = compare_candidates(given, model.frame)
    bands = Bands(automatic=0.999, review=1e-9)
    place = {one.node: number for number, one in enumerate(given.records)}
    f1, f2, s = (place[one.node] for one in twice)

    def asked(judged: JudgedPairs) -> set[tuple[int, int]]:
        linking = link(given, model, bands, judged, compared=compared)
        queue = outcome(linking, model, bands, judged, NOW).queue
        ends = {(place[pair.left], place[pair.right]) for pair in queue}
        return {pair for pair in ends if s in pair and not {f1, f2}.isdisjoint(pair)}

    by_link = [(f1, f2)]
    (first,) = asked(JudgedPairs(same_by_persons=by_link))
    (other,) = asked(JudgedPairs(same_by_persons=by_link, unsure=[first]))
    assert first != other
    both = [(s, f1), (s, f2)]
    assert asked(JudgedPairs(same_by_persons=by_link, unsure=both)) == {first}


def test_a_rules_link_that_was_left_out_is_put_to_a_person(town: Town, model: MatchModel) -> None:
    ids = ("990101198001010014", "990101199002020021")
    torn = [record(f"t{i}", name=f"otto fal{i}ley", resident_id=ids[i]) for i in (0, 1)]
    given = linkage_input([*town.records, *torn], PERSONS)
    place = {one.node: number for number, one in enumerate(given.records)}
    ends = place[torn[0].node], place[torn[1].node]
    judged = JudgedPairs(same_by_rules=[ends])
    found = outcome(link(given, model, BANDS, judged), model, BANDS, judged, NOW)
    assert {one.node for one in torn} in [set(pair.pair) for pair in found.queue]


def test_no_probability_is_told_as_certain(linking: Linking, model: MatchModel) -> None:
    sure = replace(linking, scores=replace(linking.scores, probability=np.ones(len(linking.pairs))))
    reasons = [one.reason for one in outcome(sure, model, BANDS, NONE, NOW).links]
    assert all(reason.endswith("0.9999") for reason in reasons)


def test_without_pairs_there_is_nothing_to_leave(model: MatchModel) -> None:
    alone = linkage_input([record("a", name="pia kemley")], PERSONS)
    assert outcome(link(alone, model, BANDS), model, BANDS, NONE, NOW) == Outcome((), ())
