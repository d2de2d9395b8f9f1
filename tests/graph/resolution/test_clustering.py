"""What ends in one cluster, what may not, and what is reported."""

import numpy as np

from veiltrace_graph.resolution.cluster_input import ClusterRecords, JudgedPairs
from veiltrace_graph.resolution.cluster_options import ClusterOptions
from veiltrace_graph.resolution.clustering import cluster
from veiltrace_graph.resolution.growing_clusters import Obstacle, Reason
from veiltrace_graph.resolution.judgement import Author
from veiltrace_graph.resolution.scored_pairs import ScoredPairs

APART = Obstacle(Reason.APART)
RESIDENT_ID = Obstacle(Reason.EXCLUSIVE, "resident_id")


def scored(weights):
    ends = np.array(list(weights), dtype=np.int64).reshape(-1, 2)
    return ScoredPairs(ends[:, 0], ends[:, 1], np.array(list(weights.values()), dtype=float))


def run(count, weights, *, judged=None, source=(), exclusive=None, **options):
    records = ClusterRecords(np.arange(count), source, exclusive or {})
    given = ClusterOptions(**{"unseen_bits": -4.0} | options)
    return cluster(records, scored(weights), judged, given)


def groups(found):
    members: dict[int, list[int]] = {}
    for record, label in enumerate(found.label.tolist()):
        members.setdefault(label, []).append(record)
    return sorted(members.values())


# Two people called alike who live at one address: 0 and 1 describe one, 2 and 3 the other. The
# common name and the shared address are worth 2 bits on a rare prior, another birth date costs 9.
NAMESAKES = {(0, 1): 8.0, (2, 3): 8.0, (0, 2): -7.0, (0, 3): -7.0, (1, 2): -7.0, (1, 3): -7.0}
# A record that gives name and address alone fits both as well.
WITH_BARE = {**NAMESAKES, (0, 4): 2.0, (1, 4): 2.0, (2, 4): 2.0, (3, 4): 2.0}


def test_namesakes_at_one_address_stay_apart_by_their_birth_dates():
    assert groups(run(4, NAMESAKES)) == [[0, 1], [2, 3]]


def test_a_record_that_fits_two_namesakes_does_not_chain_them():
    found = run(5, WITH_BARE, automatic_bits=2.0)
    assert groups(found) == [[0, 1, 4], [2, 3]]
    assert found.bridges.tolist() == [8, 9]  # to the namesake it was not put to


def test_namesakes_at_one_address_stay_apart_by_their_resident_ids_whatever_the_weights():
    resident_id = ["X", None, "Y", None, None]
    weights = dict.fromkeys(WITH_BARE, 30.0)
    assert groups(run(5, weights)) == [[0, 1, 2, 3, 4]]
    found = run(5, weights, exclusive={"resident_id": resident_id})
    assert found.label[0] != found.label[2]
    assert {step.obstacle for step in found.refusals} == {RESIDENT_ID}


def test_a_strong_pair_is_cut_where_the_other_pairs_speak_against_it_and_is_reported():
    weights = {(0, 1): 9.0, (2, 3): 9.0, (1, 2): 7.0}  # 0 and 2, 3 were never candidates
    found = run(4, weights)
    assert groups(found) == [[0, 1], [2, 3]]
    assert found.bridges.tolist() == [2]


def test_a_chain_holds_where_the_mean_is_at_the_stopping_weight_and_not_below():
    assert groups(run(3, {(0, 1): 9.0, (1, 2): 4.0})) == [[0, 1, 2]]
    assert groups(run(3, {(0, 1): 9.0, (1, 2): 3.99})) == [[0, 1], [2]]


def test_no_single_pair_says_more_than_the_clip():
    # Four records that agree, and a fifth that agrees with one of them and shares no key with
    # the others: a clip of 50 would let that pair outvote the three.
    weights = {(a, b): 60.0 for a in range(4) for b in range(a + 1, 4)} | {(0, 4): 50.0}
    assert groups(run(5, weights, clip_bits=50.0)) == [[0, 1, 2, 3, 4]]
    assert groups(run(5, weights, clip_bits=10.0)) == [[0, 1, 2, 3], [4]]


def test_merges_come_best_first_with_their_mean_and_a_scored_pair_that_spans_them():
    found = run(3, {(0, 1): 5.0, (1, 2): 8.0, (0, 2): 4.0})
    said = [(s.low, s.high, s.mean_bits, s.strongest) for s in found.merges]
    assert said == [(1, 2, 8.0, 1), (0, 1, 4.5, 0)]


def test_a_label_is_the_record_that_comes_first_by_content():
    records = ClusterRecords(np.array([7, 3, 5]))
    found = cluster(records, scored({(0, 1): 5.0, (0, 2): 5.0, (1, 2): 5.0}))
    assert found.label.tolist() == [1, 1, 1]


def test_a_merge_beyond_the_size_guard_is_refused_and_reported():
    found = run(3, {(0, 1): 9.0, (1, 2): 8.0, (0, 2): 7.0}, max_size=2)
    assert groups(found) == [[0, 1], [2]]
    (refusal,) = found.refusals
    assert (refusal.low, refusal.high, refusal.strongest) == (0, 2, 1)
    assert (refusal.mean_bits, refusal.obstacle) == (7.5, Obstacle(Reason.SIZE))
    assert found.bridges.tolist() == [2]  # the refusal names pair 1; the other one is a bridge


def test_a_one_to_one_source_gives_a_cluster_one_record_and_other_sources_any_number():
    weights = {(0, 1): 9.0, (1, 2): 8.0, (0, 2): 7.0}
    source = ["register", "court", "register"]
    assert groups(run(3, weights, source=source)) == [[0, 1, 2]]
    found = run(3, weights, source=source, one_to_one_sources=frozenset({"register"}))
    assert groups(found) == [[0, 1], [2]]
    assert found.refusals[0].obstacle == Obstacle(Reason.ONE_TO_ONE, "register")


def test_a_pair_judged_different_is_bridged_by_no_chain_of_weights():
    judged = JudgedPairs(different=[(2, 0)])
    found = run(3, {(0, 1): 20.0, (1, 2): 20.0, (0, 2): 20.0}, judged=judged)
    assert groups(found) == [[0, 1], [2]]
    assert [step.obstacle for step in found.refusals] == [APART]


def test_a_link_of_persons_holds_against_weights_and_conflicts_and_the_conflict_is_reported():
    judged = JudgedPairs(same_by_persons=[(1, 0)], different=[(0, 1)])
    found = run(2, {(0, 1): -20.0}, judged=judged)
    assert groups(found) == [[0, 1]]
    (clash,) = found.clashes
    assert (clash.left, clash.right) == (0, 1)
    assert (clash.author, clash.obstacle) == (Author.PERSON, APART)


def test_a_rule_joins_without_weights_but_not_against_a_conflict():
    judged = JudgedPairs(same_by_rules=[(0, 1), (1, 2), (3, 4)])
    values = ["X", None, "Y", None, None]
    found = run(5, {}, judged=judged, exclusive={"resident_id": values})
    assert groups(found) == [[0], [1], [2], [3, 4]]
    assert [(c.left, c.right, c.author) for c in found.clashes] == [
        (0, 1, Author.RULE),
        (1, 2, Author.RULE),
    ]
    assert {c.obstacle for c in found.clashes} == {RESIDENT_ID}


def test_what_a_rule_joined_is_weighed_as_one_cluster():
    judged = JudgedPairs(same_by_rules=[(0, 1)])
    assert groups(run(3, {(0, 2): 9.0, (1, 2): -9.5}, judged=judged)) == [[0, 1], [2]]
    assert groups(run(3, {(0, 2): 9.0, (1, 2): -8.5}, judged=judged)) == [[0, 1, 2]]


def test_a_person_s_word_joins_two_whole_parties_and_takes_nothing_from_them():
    weights = {(0, 1): 9.0, (2, 3): 9.0}  # two parties whose other records share no key
    judged = JudgedPairs(same_by_persons=[(1, 2)])
    assert groups(run(4, weights, judged=judged, stop_bits=6.0)) == [[0, 1, 2, 3]]


def test_what_stands_in_the_way_of_a_person_s_word_stays_outside():
    judged = JudgedPairs(same_by_persons=[(0, 1)])
    ids = {"resident_id": [None, "X", "Y"]}
    found = run(3, {(0, 2): 9.0}, judged=judged, exclusive=ids)
    assert groups(found) == [[0, 1], [2]]
    assert (found.clashes, len(found.refusals)) == ((), 1)


def test_weights_in_another_last_bit_make_no_other_cluster():
    # 0.1 + 0.2 + 0.3 sums to another float than 0.3 + 0.2 + 0.1.
    up, down = 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1
    assert up != down
    for first, second in ((up, down), (down, up)):
        found = run(3, {(0, 1): first, (1, 2): second, (0, 2): -1.0})
        assert groups(found) == [[0, 1], [2]]


def test_no_records_and_no_pairs_make_no_clusters():
    found = run(0, {})
    assert (found.label.tolist(), found.merges, found.bridges.tolist()) == ([], (), [])
