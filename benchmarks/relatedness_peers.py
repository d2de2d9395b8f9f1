"""The peers relatedness is measured against: scipy on the same weights, and networkx."""

from functools import partial
from itertools import islice

import networkx as nx
import numpy as np
from scipy import sparse

from benchmarks.harness import cpu_seconds, take_turns
from veiltrace_graph.relatedness.paths import best_paths
from veiltrace_graph.relatedness.push import DEFAULT_WALK
from veiltrace_graph.relatedness.ranking import related
from veiltrace_graph.snapshot import Floats64, Snapshot


class PowerIteration:
    """Scores of one seed for all nodes, by sweeping over the whole damped matrix."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Build the matrix once, as a server that answers this way would."""
        root = np.sqrt(snapshot.damping)
        rows = np.repeat(root, np.diff(snapshot.start))
        weights = snapshot.confidence * rows * root[snapshot.neighbours]
        # With one 64-bit index array scipy would widen the other, and sweep the slower for it.
        self.matrix = sparse.csr_array(
            (weights, snapshot.neighbours, snapshot.start.astype(np.int32)),
            shape=(snapshot.node_count, snapshot.node_count),
        )

    def scores(self, seed: int, tolerance: float) -> Floats64:
        """Return float64[node_count], swept until all scores together move by less."""
        restart = DEFAULT_WALK.restart
        start = np.zeros(self.matrix.shape[0])
        start[seed] = restart
        scores, moved = start, np.inf
        while moved >= tolerance:
            swept = start + (1.0 - restart) * (self.matrix @ scores)
            moved = np.abs(swept - scores).sum()
            scores = swept
        return scores


def as_networkx(snapshot: Snapshot) -> nx.Graph:
    """Return the graph with the damped `weight` and the path `cost` of each relation."""
    matrix = PowerIteration(snapshot).matrix.tocoo()
    half_penalty = 0.25 * np.log(np.maximum(np.diff(snapshot.start), 50) / 50)
    cost = half_penalty[matrix.row] + half_penalty[matrix.col] - np.log(snapshot.confidence)
    graph = nx.Graph()
    columns = (matrix.row, matrix.col, matrix.data, cost)
    for u, v, weight, length in zip(*(column.tolist() for column in columns), strict=True):
        graph.add_edge(u, v, weight=weight, cost=length)
    return graph


def pagerank_seconds(snapshot: Snapshot, graph: nx.Graph, seed: int) -> dict[str, float]:
    """Return the CPU seconds networkx and we take for one seed."""
    restart = DEFAULT_WALK.restart
    return take_turns(
        {
            "networkx": partial(nx.pagerank, graph, alpha=1 - restart, personalization={seed: 1}),
            "ours": partial(related, snapshot, seed, top_k=50),
        },
        rounds=3,
    )


def path_seconds(
    snapshot: Snapshot, graph: nx.Graph, pairs: list[tuple[int, int]]
) -> dict[str, list[float]]:
    """Return the CPU seconds networkx and we take for the five best paths of each pair."""
    seconds: dict[str, list[float]] = {"networkx": [], "ours": []}
    for a, b in pairs:
        theirs = cpu_seconds(partial(five_paths, graph, a, b))
        seconds["networkx"].append(theirs)
        ours = cpu_seconds(partial(best_paths, snapshot, a, b, k=5))
        seconds["ours"].append(ours)
    return seconds


def five_paths(graph: nx.Graph, a: int, b: int) -> list[list[int]]:
    """Return the five cheapest paths as networkx finds them."""
    return list(islice(nx.shortest_simple_paths(graph, a, b, weight="cost"), 5))
