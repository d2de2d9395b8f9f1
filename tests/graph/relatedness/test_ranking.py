from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.relatedness.push import WalkOptions
from veiltrace_graph.relatedness.ranking import Related, related, relatedness_between
from veiltrace_graph.snapshot import Snapshot, build_snapshot

FINE = WalkOptions(tolerance=1e-10, arc_budget=10**8, hub_degree=10**8)
STRANGERS = 10_000

Edges = list[tuple[int, int, float]]
MakeSnapshot = Callable[..., Snapshot]


def ranking(answer: Related) -> dict[int, float]:
    return dict(zip(answer.nodes.tolist(), answer.scores.tolist(), strict=True))


def with_strangers(edges: Edges, snapshot_of: MakeSnapshot, *, at: int, nodes: int) -> Snapshot:
    strangers = [(at, nodes + number, 0.9) for number in range(STRANGERS)]
    crowded: Snapshot = snapshot_of([*edges, *strangers])
    return crowded


def test_the_seed_itself_is_not_listed_and_scores_descend(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    answer = related(snapshot_of(town), 42, top_k=20)
    assert len(answer.nodes) == 20
    assert 42 not in answer.nodes
    assert np.all(np.diff(answer.scores) <= 0)
    assert answer.scores[-1] > 0


def test_a_short_list_is_the_beginning_of_a_long_one(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    long = related(snapshot, 42, top_k=60)
    short = related(snapshot, 42, top_k=7)
    assert short.nodes.tolist() == long.nodes[:7].tolist()
    assert short.scores.tobytes() == long.scores[:7].tobytes()


def test_equal_scores_are_ordered_by_what_the_caller_says_then_by_position(
    snapshot_of: MakeSnapshot,
) -> None:
    star = snapshot_of([(0, leaf, 0.5) for leaf in range(1, 7)])
    assert related(star, 0, top_k=3).nodes.tolist() == [1, 2, 3]
    captions = np.array([0, 9, 3, 3, 1, 8, 2])
    assert related(star, 0, top_k=4, tie_break=captions).nodes.tolist() == [4, 6, 2, 3]


def test_scores_that_differ_by_rounding_alone_are_a_tie(snapshot_of: MakeSnapshot) -> None:
    # Nodes 1 and 5 have the same relations, listed in another order of neighbours.
    weights = [0.31, 0.57, 0.83]
    edges = [(0, 1, 0.7), (0, 5, 0.7)]
    edges += [(1, 2 + at, c) for at, c in enumerate(weights)]
    edges += [(5, 6 + at, c) for at, c in enumerate(reversed(weights))]
    answer = ranking(related(snapshot_of(edges), 0, top_k=9))
    assert answer[1] == answer[5]


def test_the_order_of_edges_makes_no_difference_to_a_byte_of_the_answer(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    first = related(snapshot_of(town), 42, top_k=50)
    second = related(snapshot_of(town[::-1]), 42, top_k=50)
    assert first.nodes.tobytes() == second.nodes.tobytes()
    assert first.scores.tobytes() == second.scores.tobytes()


def test_renumbering_the_nodes_renumbers_the_answer(snapshot_of: MakeSnapshot, town: Edges) -> None:
    new = np.random.default_rng(5).permutation(300)
    renumbered = snapshot_of([(int(new[u]), int(new[v]), c) for u, v, c in town])
    old_order = np.argsort(new)
    before = related(snapshot_of(town), 42, top_k=50)
    after = related(renumbered, int(new[42]), top_k=50, tie_break=old_order)
    assert old_order[after.nodes].tolist() == before.nodes.tolist()
    assert after.scores.tobytes() == before.scores.tobytes()


def test_a_pair_scores_the_same_from_either_end(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    for a, b in combinations((0, 3, 42, 150, 299), 2):
        forth, back = relatedness_between(snapshot, a, b), relatedness_between(snapshot, b, a)
        assert forth == back


def test_a_pair_score_agrees_with_the_fine_ranking(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    for node, score in list(ranking(related(snapshot, 42, top_k=50, options=FINE)).items()):
        assert relatedness_between(snapshot, 42, node).score == pytest.approx(score, rel=0.01)


def test_unconnected_parties_score_exactly_zero(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of([*town, (300, 301, 1.0), (301, 302, 1.0)])
    assert relatedness_between(snapshot, 42, 300, options=FINE).score == 0.0
    assert related(snapshot, 300, top_k=500, options=FINE).nodes.tolist() == [301, 302]


def test_two_residents_of_a_hub_are_connected_however_large_it_is(
    snapshot_of: MakeSnapshot,
) -> None:
    crowded = snapshot_of([(0, resident, 0.9) for resident in range(1, 20_000)])
    assert 0 < relatedness_between(crowded, 1, 2).score < 1e-5


def test_less_certain_relations_score_lower(snapshot_of: MakeSnapshot) -> None:
    answer = ranking(related(snapshot_of([(0, 1, 0.9), (0, 2, 0.6)]), 0, top_k=2))
    assert answer[1] > answer[2]


def test_a_hub_seed_answers_within_its_own_relations_and_is_flagged(
    snapshot_of: MakeSnapshot,
) -> None:
    snapshot = snapshot_of([(0, party, 0.9) for party in range(1, 1500)] + [(1, 1500, 0.9)])
    answer = related(snapshot, 0, top_k=2000)
    assert answer.hub_seed
    assert answer.truncated
    assert answer.touched == 1499
    assert 1500 not in answer.nodes


@pytest.mark.parametrize("residents", [1, 2, 5, 40])
def test_strangers_at_an_address_move_no_score_that_does_not_pass_it_by_one_percent(
    snapshot_of: MakeSnapshot, residents: int
) -> None:
    # 0 - 1 - 2 are related, 1 lives at 3 with others: the smallest households are the hardest.
    others = [(3, 4 + number, 0.9) for number in range(residents - 1)]
    edges = [(0, 1, 0.9), (1, 2, 0.9), (1, 3, 0.9), *others]
    before = snapshot_of(edges)
    after = with_strangers(edges, snapshot_of, at=3, nodes=before.node_count)
    for options in (FINE, WalkOptions()):
        was = relatedness_between(before, 0, 2, options=options).score
        now = relatedness_between(after, 0, 2, options=options).score
        assert was > 0
        assert abs(now - was) <= 0.01 * was


def test_strangers_at_an_address_raise_no_score_and_lower_those_between_its_residents(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    for address in (0, 33, 150):
        before = snapshot_of(town)
        after = with_strangers(town, snapshot_of, at=address, nodes=300)
        residents = set(before.neighbours[before.start[address] : before.start[address + 1]])
        for seed in (1, 34, 42, int(min(residents))):
            was = ranking(related(before, seed, top_k=300, options=FINE))
            now = ranking(related(after, seed, top_k=20_000, options=FINE))
            others = [node for node in was if node != address]
            assert all(now.get(node, 0.0) <= was[node] + 1e-9 for node in others)
            if seed in residents:
                assert all(now[node] < was[node] for node in residents & set(others))


def test_strangers_at_an_address_raise_no_score_nearby_and_lower_few_by_one_percent(
    snapshot_of: MakeSnapshot,
) -> None:
    # Of the pairs around an address those linked across it cannot keep their score; they lose.
    draw = np.random.default_rng(8)
    source, apart = draw.integers(0, 2000, 8000), draw.integers(1, 13, 8000)
    target = np.where(draw.random(8000) < 0.8, source + apart, draw.integers(0, 2000, 8000)) % 2000
    confidence = draw.uniform(0.3, 1.0, 8000)
    edges = list(zip(source.tolist(), target.tolist(), confidence.tolist(), strict=True))
    before = snapshot_of(edges)
    moved: list[float] = []
    for address in range(100, 2000, 400):
        after = with_strangers(edges, snapshot_of, at=address, nodes=2000)
        row = slice(before.start[address], before.start[address + 1])
        at_it = {address, *before.neighbours[row].tolist()}
        for seed in sorted(set(range(address - 15, address + 16)) - at_it):
            was = ranking(related(before, seed, top_k=50))
            now = ranking(related(after, seed, top_k=500))
            moved += [now[node] / was[node] - 1 for node in was if node not in at_it]
    assert len(moved) > 4000
    assert max(moved) < 0.01
    assert np.mean(np.abs(moved) > 0.01) < 0.03
    assert min(moved) > -0.2


def test_strangers_among_whom_some_know_each_other_raise_no_score_either(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    strangers = [(33, 300 + number, 0.9) for number in range(400)]
    strangers += [(300 + number, 301 + number, 0.8) for number in range(399)]
    before, after = snapshot_of(town), snapshot_of([*town, *strangers])
    for seed in (1, 34, 42):
        was = ranking(related(before, seed, top_k=300, options=FINE))
        now = ranking(related(after, seed, top_k=2000, options=FINE))
        assert all(now.get(node, 0.0) <= was[node] + 1e-9 for node in was if node != 33)


def test_asking_for_nothing_or_with_a_wrong_order_is_refused(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    with pytest.raises(InvalidInput):
        related(snapshot, 0, top_k=0)
    with pytest.raises(InvalidInput):
        related(snapshot, 0, top_k=5, tie_break=np.arange(3))
    with pytest.raises(UnknownNode):
        relatedness_between(snapshot, 0, 300)


def test_a_graph_without_edges_relates_nothing() -> None:
    nothing = np.array([], dtype=np.int32)
    empty = build_snapshot(
        node_count=2,
        source=nothing,
        target=nothing,
        confidence=nothing.astype(np.float32),
        generation=1,
    )
    assert related(empty, 0, top_k=5).nodes.tolist() == []
    assert relatedness_between(empty, 0, 1).score == 0.0
