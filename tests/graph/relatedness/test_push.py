import threading
from collections.abc import Callable

import numpy as np
import pytest

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.relatedness.push import Spread, WalkOptions, spread_from
from veiltrace_graph.snapshot import Floats64, Snapshot

FINE = WalkOptions(tolerance=1e-12, arc_budget=10**9)

Edges = list[tuple[int, int, float]]
MakeSnapshot = Callable[..., Snapshot]


def exact_scores(snapshot: Snapshot, restart: float) -> Floats64:
    """Return float64[n, n] by solving the walk's equation for every seed at once."""
    weights = np.zeros((snapshot.node_count, snapshot.node_count))
    root = np.sqrt(snapshot.damping)
    for node in range(snapshot.node_count):
        arcs = slice(snapshot.start[node], snapshot.start[node + 1])
        to = snapshot.neighbours[arcs]
        weights[node, to] = snapshot.confidence[arcs] * root[node] * root[to]
    walk = np.eye(len(weights)) - (1 - restart) * weights
    scores: Floats64 = np.linalg.inv(walk).astype(np.float64) * restart
    return scores


def dense(spread: Spread, node_count: int) -> Floats64:
    scores = np.zeros(node_count)
    scores[spread.nodes] = spread.settled
    return scores


def as_bytes(spread: Spread) -> tuple[bytes, bytes, bytes, int]:
    return (
        spread.nodes.tobytes(),
        spread.settled.tobytes(),
        spread.pending.tobytes(),
        spread.touched,
    )


def test_a_fine_walk_settles_at_the_exact_scores(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    exact = exact_scores(snapshot, FINE.restart)
    for seed in (3, 77, 150):
        settled = dense(spread_from(snapshot, seed, FINE), snapshot.node_count)
        assert settled == pytest.approx(exact[seed], abs=1e-9)


def test_what_is_settled_never_exceeds_the_exact_score(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    exact = exact_scores(snapshot, 0.15)
    settled = dense(spread_from(snapshot, 42), snapshot.node_count)
    assert np.all(settled <= exact[42] + 1e-15)


def test_settled_and_pending_mass_account_for_the_exact_score(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    exact = exact_scores(snapshot, 0.15)
    spread = spread_from(snapshot, 42, WalkOptions(tolerance=1e-3))
    assert spread.pending.any()
    whole = dense(spread, snapshot.node_count) + spread.pending @ exact[spread.nodes]
    assert whole == pytest.approx(exact[42], rel=1e-9)


def test_a_walk_leaves_nothing_behind_for_the_next(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    alone = as_bytes(spread_from(snapshot, 5))
    for seed in range(100):
        spread_from(snapshot, seed, WalkOptions(arc_budget=50))
    assert as_bytes(spread_from(snapshot, 5)) == alone


def test_a_walk_that_failed_leaves_nothing_behind(
    snapshot_of: MakeSnapshot, town: Edges, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = snapshot_of(town)
    alone = as_bytes(spread_from(snapshot, 5))

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(np, "sort", fail)
        with pytest.raises(KeyboardInterrupt):
            spread_from(snapshot, 5)
    assert as_bytes(spread_from(snapshot, 5)) == alone


def test_a_walk_in_a_smaller_or_larger_graph_reuses_nothing_wrong(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    large = snapshot_of(town)
    small = snapshot_of([(0, 1, 0.5)])
    alone = as_bytes(spread_from(small, 0))
    spread_from(large, 0)
    assert as_bytes(spread_from(small, 0)) == alone


def test_walks_in_parallel_threads_do_not_meet(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    alone = [as_bytes(spread_from(snapshot, seed)) for seed in range(40)]
    seen: dict[int, list[tuple[bytes, bytes, bytes, int]]] = {}

    def walk(thread: int) -> None:
        seen[thread] = [as_bytes(spread_from(snapshot, seed)) for seed in range(40)]

    threads = [threading.Thread(target=walk, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(seen.values()) == [alone] * 4


def test_a_walk_never_follows_more_than_its_budget(snapshot_of: MakeSnapshot, town: Edges) -> None:
    snapshot = snapshot_of(town)
    for budget in (1, 10, 100, 1000):
        spread = spread_from(snapshot, 42, WalkOptions(tolerance=1e-9, arc_budget=budget))
        assert spread.touched <= budget
        assert spread.truncated


def test_a_walk_that_ends_by_itself_is_not_truncated(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    spread = spread_from(snapshot_of(town), 42)
    assert not spread.truncated
    assert not spread.hub_seed


def test_a_hub_is_answered_by_its_own_relations_and_says_so(
    snapshot_of: MakeSnapshot, town: Edges
) -> None:
    snapshot = snapshot_of(town)
    spread = spread_from(snapshot, 0, WalkOptions(hub_degree=50, arc_budget=1))
    assert spread.hub_seed
    assert spread.truncated
    neighbours = snapshot.neighbours[snapshot.start[0] : snapshot.start[1]]
    assert spread.nodes.tolist() == [0, *neighbours.tolist()]


def test_a_node_without_relations_reaches_itself_alone(snapshot_of: MakeSnapshot) -> None:
    assert spread_from(snapshot_of([(0, 1, 0.5)], nodes=3), 2).nodes.tolist() == [2]


@pytest.mark.parametrize("seed", [-1, 300])
def test_a_seed_outside_the_snapshot_is_refused(
    snapshot_of: MakeSnapshot, town: Edges, seed: int
) -> None:
    with pytest.raises(UnknownNode):
        spread_from(snapshot_of(town), seed)


@pytest.mark.parametrize(
    "options",
    [{"restart": 0.0}, {"restart": 1.0}, {"tolerance": 0.0}, {"arc_budget": 0}, {"hub_degree": 0}],
)
def test_options_no_walk_can_have_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(InvalidInput):
        WalkOptions(**options)  # type: ignore[arg-type]
