import math
from collections.abc import Callable
from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.relatedness.paths import Paths, best_paths
from veiltrace_graph.snapshot import Snapshot, build_snapshot

Edges = list[tuple[int, int, float]]
MakeSnapshot = Callable[..., Snapshot]


def costs_of(snapshot: Snapshot) -> nx.Graph:
    """Return the graph with each relation's cost as floats, written down independently."""
    graph = nx.Graph()
    graph.add_nodes_from(range(snapshot.node_count))
    half = [0.25 * math.log(max(snapshot.degree(u), 50) / 50) for u in graph]
    for u in range(snapshot.node_count):
        for arc in range(snapshot.start[u], snapshot.start[u + 1]):
            v = int(snapshot.neighbours[arc])
            confidence = float(snapshot.confidence[arc])
            graph.add_edge(
                u, v, cost=-math.log(confidence) + half[u] + half[v], confidence=confidence
            )
    return graph


def first_of_networkx(graph: nx.Graph, a: int, b: int, k: int) -> list[list[int]]:
    if not nx.has_path(graph, a, b):
        return []
    return list(islice(nx.shortest_simple_paths(graph, a, b, weight="cost"), k))


def first_of_all(graph: nx.Graph, a: int, b: int, k: int, max_hops: int) -> list[list[int]]:
    every = nx.all_simple_paths(graph, a, b, cutoff=max_hops)
    return sorted(every, key=lambda path: cost(graph, path))[:k]


def cost(graph: nx.Graph, path: list[int]) -> float:
    return sum(float(graph[u][v]["cost"]) for u, v in pairwise(path))


def assert_same(graph: nx.Graph, ours: Paths, theirs: list[list[int]]) -> None:
    """Of equally costly paths either may be listed, so costs are compared, one by one."""
    nodes = [list(path.nodes) for path in ours.paths]
    assert len({tuple(path) for path in nodes}) == len(nodes) == len(theirs)
    assert all(len(set(path)) == len(path) for path in nodes)
    theirs_cost = [cost(graph, path) for path in theirs]
    assert [cost(graph, path) for path in nodes] == pytest.approx(theirs_cost, abs=1e-7)


def small_graph(edges: Edges) -> Snapshot:
    source, target, confidence = zip(*edges, strict=True)
    return build_snapshot(
        node_count=9,
        source=np.array(source, dtype=np.int32),
        target=np.array(target, dtype=np.int32),
        confidence=np.array(confidence, dtype=np.float32),
        generation=1,
    )


edge_lists = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from([1.0, 0.9, 0.81, 0.5, 0.37])),
    min_size=1,
    max_size=24,
)


@settings(max_examples=100, deadline=None)
@given(edges=edge_lists, k=st.integers(1, 8))
def test_paths_cost_what_the_first_simple_paths_of_networkx_cost(edges: Edges, k: int) -> None:
    snapshot = small_graph(edges)
    graph = costs_of(snapshot)
    ours = best_paths(snapshot, 0, 8, k=k, max_hops=8)
    assert_same(graph, ours, first_of_networkx(graph, 0, 8, k))


@settings(max_examples=100, deadline=None)
@given(edges=edge_lists, k=st.integers(1, 8), max_hops=st.integers(1, 6))
def test_no_path_has_more_hops_than_asked_and_none_better_was_missed(
    edges: Edges, k: int, max_hops: int
) -> None:
    snapshot = small_graph(edges)
    graph = costs_of(snapshot)
    ours = best_paths(snapshot, 0, 8, k=k, max_hops=max_hops)
    assert all(len(path.nodes) <= max_hops + 1 for path in ours.paths)
    assert_same(graph, ours, first_of_all(graph, 0, 8, k, max_hops))


def test_paths_through_hubs_cost_what_networkx_says(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    graph = costs_of(snapshot)
    for a, b in ((3, 299), (42, 43), (0, 150), (77, 200)):
        ours = best_paths(snapshot, a, b, k=6, max_hops=20)
        assert_same(graph, ours, first_of_networkx(graph, a, b, 6))
        ours = best_paths(snapshot, a, b, k=6, max_hops=3)
        assert_same(graph, ours, first_of_all(graph, a, b, 6, 3))


@settings(max_examples=100, deadline=None)
@given(edges=edge_lists, max_hops=st.integers(1, 6), hub_degree=st.integers(2, 4))
def test_a_path_has_at_most_one_hub_and_that_no_more_than_half_way_from_either_end(
    edges: Edges, max_hops: int, hub_degree: int
) -> None:
    snapshot = small_graph(edges)
    graph = costs_of(snapshot)

    def allowed(path: list[int]) -> bool:
        at = [place for place, node in enumerate(path) if snapshot.degree(node) > hub_degree]
        from_a, from_b = (max_hops + 1) // 2, max_hops // 2
        near = all(place <= from_a and len(path) - 1 - place <= from_b for place in at)
        return len(at) <= 1 and near

    every = first_of_all(graph, 0, 8, 10**6, max_hops)
    ours = best_paths(snapshot, 0, 8, k=6, max_hops=max_hops, hub_degree=hub_degree)
    assert_same(graph, ours, [path for path in every if allowed(path)][:6])


def test_two_parties_that_share_a_hub_are_shown_it(snapshot_of: MakeSnapshot) -> None:
    hub = snapshot_of([(0, party, 0.9) for party in range(1, 5000)] + [(1, 5000, 0.9)])
    answer = best_paths(hub, 5000, 2, k=3)
    assert [path.nodes for path in answer.paths] == [(5000, 1, 0, 2)]
    assert answer.touched < 10
    assert not answer.truncated


def test_the_same_paths_are_found_from_the_other_end(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    forth, back = best_paths(snapshot, 3, 299, k=5), best_paths(snapshot, 299, 3, k=5)
    assert [path.nodes for path in forth.paths] == [path.nodes[::-1] for path in back.paths]
    assert [path.confidence for path in forth.paths] == [path.confidence for path in back.paths]


def test_a_paths_confidence_is_the_product_without_the_hub_penalty(
    snapshot_of: MakeSnapshot,
) -> None:
    hub = [(1, leaf, 0.9) for leaf in range(3, 203)]
    (path,) = best_paths(snapshot_of([(0, 1, 0.5), (1, 2, 0.5), *hub]), 0, 2, k=3).paths
    assert path.nodes == (0, 1, 2)
    assert path.confidence == 0.25


def test_a_way_round_a_hub_comes_before_a_surer_one_through_it(snapshot_of: MakeSnapshot) -> None:
    hub = [(1, leaf, 0.9) for leaf in range(5, 405)]
    through, around = [(0, 1, 0.9), (1, 2, 0.9)], [(0, 3, 0.75), (3, 2, 0.75)]
    paths = best_paths(snapshot_of([*through, *around, *hub]), 0, 2, k=2).paths
    assert [path.nodes for path in paths] == [(0, 3, 2), (0, 1, 2)]
    assert paths[0].confidence < paths[1].confidence


def test_of_equally_sure_paths_the_shorter_comes_first(snapshot_of: MakeSnapshot) -> None:
    chain = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 1.0), (1, 3, 1.0)]
    paths = best_paths(snapshot_of(chain), 0, 3, k=5).paths
    assert [path.nodes for path in paths] == [(0, 3), (0, 1, 3), (0, 1, 2, 3)]


def test_equal_paths_are_ordered_by_what_the_caller_says(snapshot_of: MakeSnapshot) -> None:
    diamond = snapshot_of([(0, u, 0.5) for u in (1, 2, 3)] + [(u, 4, 0.5) for u in (1, 2, 3)])
    assert [p.nodes[1] for p in best_paths(diamond, 0, 4, k=3).paths] == [1, 2, 3]
    captions = np.array([0, 7, 5, 6, 0])
    best = best_paths(diamond, 0, 4, k=2, tie_break=captions).paths
    assert [p.nodes[1] for p in best] == [2, 3]


def test_a_longer_cheaper_way_does_not_hide_one_with_few_enough_hops(
    snapshot_of: MakeSnapshot,
) -> None:
    # To 3 the way by 1 and 2 is surer, but leaves too few hops for the rest.
    edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 0.5), (3, 4, 1.0), (4, 5, 1.0)]
    snapshot = snapshot_of(edges)
    assert [p.nodes for p in best_paths(snapshot, 0, 5, k=2, max_hops=3).paths] == [(0, 3, 4, 5)]
    assert best_paths(snapshot, 0, 5, k=1, max_hops=5).paths[0].confidence == 1.0


def test_unconnected_nodes_have_no_path(snapshot_of: MakeSnapshot) -> None:
    answer = best_paths(snapshot_of([(0, 1, 0.5), (2, 3, 0.5)]), 0, 3, k=5)
    assert answer.paths == ()
    assert not answer.truncated


def test_a_spent_budget_is_said_and_never_exceeded(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    whole = best_paths(snapshot, 3, 299, k=5)
    assert not whole.truncated
    for budget in (1, 20, whole.touched - 1):
        cut = best_paths(snapshot, 3, 299, k=5, budget=budget)
        assert cut.truncated
        assert cut.touched <= budget
    assert best_paths(snapshot, 3, 299, k=5, budget=whole.touched) == whole


def test_garbage_is_refused_with_our_errors(snapshot_of: MakeSnapshot) -> None:
    snapshot = snapshot_of([(0, 1, 0.5)])
    with pytest.raises(UnknownNode):
        best_paths(snapshot, 0, 2, k=1)
    with pytest.raises(InvalidInput):
        best_paths(snapshot, 0, 0, k=1)
    with pytest.raises(InvalidInput):
        best_paths(snapshot, 0, 1, k=0)
    with pytest.raises(InvalidInput):
        best_paths(snapshot, 0, 1, k=1, max_hops=0)
    with pytest.raises(InvalidInput):
        best_paths(snapshot, 0, 1, k=1, tie_break=np.arange(1))
