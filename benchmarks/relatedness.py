"""How fast and how exact relatedness is: `python -m benchmarks.relatedness [--quick] [--check]`.

Peers in the same run: scipy power iteration on the same damped weights, in turns with ours; and
on the small graph, because a large one takes it minutes, networkx (pagerank, which normalises
rows and so ranks otherwise, and shortest_simple_paths on the same costs).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median

import numpy as np

from benchmarks.graph_generator import SyntheticGraph, generate
from benchmarks.harness import Direction, Goal, Row, cpu_seconds, parse, report, slowdown, timed
from benchmarks.relatedness_peers import (
    PowerIteration,
    as_networkx,
    pagerank_seconds,
    path_seconds,
)
from veiltrace_graph.relatedness.paths import best_paths
from veiltrace_graph.relatedness.push import DEFAULT_WALK
from veiltrace_graph.relatedness.ranking import Related, related
from veiltrace_graph.snapshot import Floats64, Snapshot

SEED = 20261124
SMALL, LARGE = 100_000, 1_000_000
EXACT_SEEDS, TIMED_SEEDS, NETWORKX_PAIRS = 60, 500, 8
# The peer stops where one more sweep moves all scores together by less than the first; the truth
# that answers are compared with is swept on to the second.
PEER_TOLERANCE, TRUE_TOLERANCE = 1e-6, 1e-9
WORKSPACE_BYTES_PER_NODE = 16


@dataclass(slots=True)
class Comparison:
    """Seed by seed: CPU seconds of the peer and of ours, shares of the true best we found."""

    peer: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    best_10: list[float] = field(default_factory=list)
    best_50: list[float] = field(default_factory=list)


def compare(snapshot: Snapshot, seeds: Sequence[int]) -> Comparison:
    """Return the comparison with power iteration. Ours finds its caches swept by the peer."""
    peer = PowerIteration(snapshot)
    found = Comparison()
    for seed in seeds:
        ask = partial(related, snapshot, seed, top_k=50)
        found.peer.append(cpu_seconds(partial(peer.scores, seed, PEER_TOLERANCE)))
        found.ours.append(cpu_seconds(ask))
        truth = peer.scores(seed, TRUE_TOLERANCE)
        found.best_10.append(overlap(ask(), truth, seed, 10))
        found.best_50.append(overlap(ask(), truth, seed, 50))
    return found


def overlap(answer: Related, truth: Floats64, seed: int, k: int) -> float:
    """Return the share of the true k best among our k best; equal true scores are as good."""
    others = np.round(truth, 12)
    others[seed] = 0.0
    best = np.partition(others, -k)[-k:]
    hits = np.count_nonzero(others[answer.nodes[:k]] >= best[best > 0].min())
    return float(hits / np.count_nonzero(best))


def latencies(snapshots: Sequence[Snapshot]) -> list[Floats64]:
    """Return for each snapshot the CPU seconds per seed, in turns, each the median of three."""
    times: list[list[float]] = [[] for _ in snapshots]
    for place in np.random.default_rng(SEED).random(TIMED_SEEDS):
        for snapshot, taken in zip(snapshots, times, strict=True):
            ask = partial(related, snapshot, ordinary(snapshot, place), top_k=50)
            taken.append(median(cpu_seconds(ask) for _ in range(3)))
    return [np.array(taken) for taken in times]


def ordinary(snapshot: Snapshot, place: float) -> int:
    """Return the first node from `place` (0 to 1) on that has relations and is no hub."""
    node = int(place * snapshot.node_count)
    while not 0 < snapshot.degree(node) <= DEFAULT_WALK.hub_degree:
        node = (node + 1) % snapshot.node_count
    return node


def pairs_near(snapshot: Snapshot, count: int) -> list[tuple[int, int]]:
    """Return pairs three steps of a random walk apart, as one would ask about."""
    draw = np.random.default_rng(SEED)
    pairs: list[tuple[int, int]] = []
    while len(pairs) < count:
        first = node = ordinary(snapshot, draw.random())
        for _ in range(3):
            arcs = slice(snapshot.start[node], snapshot.start[node + 1])
            node = int(draw.choice(snapshot.neighbours[arcs]))
        if node != first:
            pairs.append((first, node))
    return pairs


def row(what: str, nodes: int, seconds: Sequence[float] | Floats64, note: str = "") -> Row:
    """Return one line of the table."""
    return {
        "what": what,
        "nodes": nodes,
        "runs": len(seconds),
        "p50 ms": float(np.median(seconds)) * 1e3,
        "p99 ms": float(np.percentile(seconds, 99)) * 1e3,
        "note": note,
    }


def build(graph: SyntheticGraph) -> tuple[Snapshot, Row]:
    """Return the snapshot, and how long it took to build."""
    seconds, snapshot = timed(graph.snapshot)
    note = f"{len(graph.source) / seconds / 1e6:.2f} M edges/s"
    return snapshot, row("snapshot build", graph.node_count, [seconds], note)


def paths_row(snapshot: Snapshot) -> Row:
    """Return what the five best paths take."""
    pairs = pairs_near(snapshot, 50)
    answers = [timed(partial(best_paths, snapshot, a, b, k=5)) for a, b in pairs]
    truncated = sum(paths.truncated for _, paths in answers)
    seconds = [taken for taken, _ in answers]
    return row("best_paths, 5", snapshot.node_count, seconds, f"{truncated} truncated")


def networkx_rows(snapshot: Snapshot) -> list[Row]:
    """Return what networkx and we take for one seed and for five paths."""
    graph = as_networkx(snapshot)
    ranks = pagerank_seconds(snapshot, graph, ordinary(snapshot, 0.5))
    paths = path_seconds(snapshot, graph, pairs_near(snapshot, NETWORKX_PAIRS))
    nodes = snapshot.node_count
    return [
        row("networkx.pagerank", nodes, [ranks["networkx"]], "median of 3"),
        row("related, same seed", nodes, [ranks["ours"]], "median of 3"),
        row("networkx.shortest_simple_paths, 5", nodes, paths["networkx"]),
        row("best_paths, 5", nodes, paths["ours"], "same pairs"),
    ]


def speed_goals(times: Floats64, hub: float, scale: float) -> list[Goal]:
    """Return the goals in reference milliseconds."""
    p50, p99 = np.percentile(times, [50, 99]) * 1e3 / scale
    return [
        Goal("top 50, p50", float(p50), 2.0, Direction.AT_MOST, "ms"),
        Goal("top 50, p99", float(p99), 5.0, Direction.AT_MOST, "ms"),
        Goal("hub seed, slowest", hub * 1e3 / scale, 20.0, Direction.AT_MOST, "ms"),
    ]


def quality_goals(snapshot: Snapshot, found: Comparison, flagged: bool) -> list[Goal]:
    """Return the goals that no machine's speed touches."""
    arrays = (snapshot.start, snapshot.neighbours, snapshot.confidence, snapshot.damping)
    held = sum(a.nbytes for a in arrays) + WORKSPACE_BYTES_PER_NODE * snapshot.node_count
    allowed = 12 * snapshot.arc_count + 20 * snapshot.node_count
    best_10, best_50 = float(np.mean(found.best_10)), float(np.mean(found.best_50))
    return [
        Goal("top 10 found of the exact", best_10, 0.99, Direction.AT_LEAST, "share"),
        Goal("top 50 found of the exact", best_50, 0.97, Direction.AT_LEAST, "share"),
        Goal("hub seeds flagged", float(flagged), 1.0, Direction.AT_LEAST, "yes = 1"),
        Goal("memory", held / 1e6, allowed / 1e6, Direction.AT_MOST, "MB"),
    ]


def main(argv: Sequence[str]) -> int:
    """Run, print, write the results; return the exit code."""
    quick = parse(argv).quick
    nodes = SMALL if quick else LARGE
    before = slowdown()
    graph = generate(nodes, seed=SEED)
    snapshot, built = build(graph)
    sizes = [snapshot] if quick else [snapshot, generate(2 * nodes, seed=SEED).snapshot()]
    times = latencies(sizes)
    hubs = [partial(related, snapshot, int(hub), top_k=50) for hub in graph.hubs]
    hub_times = [median(cpu_seconds(ask) for _ in range(3)) for ask in hubs]
    flagged = all(answer.hub_seed and answer.truncated for answer in (ask() for ask in hubs))
    places = np.random.default_rng(SEED + 1).random(EXACT_SEEDS)
    found = compare(snapshot, [ordinary(snapshot, place) for place in places])
    scale = (before + slowdown()) / 2

    rows = [built]
    rows += [row("related, top 50", s.node_count, t) for s, t in zip(sizes, times, strict=True)]
    rows += [
        row("related, hub seed", nodes, hub_times),
        row("related, caches swept by the peer", nodes, found.ours),
        row("scipy power iteration to 1e-6", nodes, found.peer, "in turns with the line above"),
    ]
    rows.append(paths_row(snapshot))
    small = snapshot if quick else generate(SMALL, seed=SEED).snapshot()
    rows += networkx_rows(small)
    rows.append({"what": "machine slower than reference by", "note": f"{scale:.2f}"})
    goals = speed_goals(times[0], max(hub_times), scale) + quality_goals(snapshot, found, flagged)
    if not quick:
        ratio = median(found.peer) / median(found.ours)
        growth = float(np.median(times[1]) / np.median(times[0]))
        goals += [
            Goal("faster than scipy", ratio, 200.0, Direction.AT_LEAST, "times"),
            Goal("p50 at twice the nodes", growth, 2.0, Direction.AT_MOST, "times"),
        ]
    return report("relatedness", rows, goals, argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
