"""The graph as of one date, as immutable arrays that a walk can read without a store.

Each relation is kept in both directions as one row entry of a sparse matrix (CSR): the arcs of
node `u` are `neighbours[start[u]:start[u + 1]]`, in ascending order of position.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from veiltrace_graph.errors import InvalidInput

UNSEEN_RELATIONS = 8.0
"""How many relations every node is taken to have that no source told us of.

They damp the walk at nodes of few known relations, where one further relation would otherwise
move every score: 8 is about the median number of neighbours, and keeps the detour to a
small shared address and back below 1 % of a score (tests/graph/relatedness/test_ranking.py).
"""

HUB_DEGREE = 1_000
"""A node with more neighbours than this is a hub: evidence to show, not a bridge to walk."""

_MAX_NODES = 2**31 - 1

Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Floats32 = NDArray[np.float32]
Floats64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Undirected weighted graph over nodes 0..node_count-1; the caller keeps position <-> id.

    start: int64[node_count + 1]; neighbours: int32[arcs]; confidence: float32[arcs] in (0, 1].
    damping: float64[node_count], `1 / (UNSEEN_RELATIONS + sum of a node's confidences)`.
    The damped weight of a relation is `confidence * sqrt(damping[u] * damping[v])`.
    generation: which state of the store this is; two snapshots of one state are equal bytes.
    """

    generation: int
    start: Ints64 = field(repr=False)
    neighbours: Ints32 = field(repr=False)
    confidence: Floats32 = field(repr=False)
    damping: Floats64 = field(repr=False)

    @property
    def node_count(self) -> int:
        """Return the number of nodes."""
        return len(self.damping)

    @property
    def arc_count(self) -> int:
        """Return the number of arcs: twice the number of related pairs."""
        return len(self.neighbours)

    def degree(self, node: int) -> int:
        """Return how many different nodes `node` is related to."""
        return int(self.start[node + 1] - self.start[node])


class _Edges(NamedTuple):
    """Related pairs, each once with low < high, in ascending order."""

    low: Ints64
    high: Ints64
    confidence: Floats32


def build_snapshot(
    *, node_count: int, source: Ints32, target: Ints32, confidence: Floats32, generation: int
) -> Snapshot:
    """Return the snapshot of the given edges, the same bytes in whatever order they come.

    Direction is dropped, and so are edges from a node to itself. Parallel edges become one whose
    confidence is that of at least one being true, `1 - prod(1 - c)`.

    Args:
        node_count: number of nodes, edges or none.
        source, target: int32[n_edges], positions below `node_count`.
        confidence: float32[n_edges], in (0, 1].
        generation: the store's state, passed through.
    Raises: InvalidInput: lengths differ, or a position or confidence is out of range.

    >>> snapshot = build_snapshot(
    ...     node_count=3,
    ...     source=np.array([0, 1, 2], dtype=np.int32),
    ...     target=np.array([1, 0, 1], dtype=np.int32),
    ...     confidence=np.array([0.5, 0.5, 1.0], dtype=np.float32),
    ...     generation=1,
    ... )
    >>> snapshot.neighbours.tolist(), snapshot.confidence.tolist()
    ([1, 0, 2, 1], [0.75, 0.75, 1.0, 1.0])
    """
    _check(node_count, source, target, confidence)
    edges = _fold(node_count, source, target, confidence)
    above = np.bincount(edges.low, minlength=node_count)
    below = np.bincount(edges.high, minlength=node_count)
    start = _offsets(above + below)
    neighbours = np.empty(2 * len(edges.low), dtype=np.int32)
    weight = np.empty(len(neighbours), dtype=np.float32)

    # A row lists its lower neighbours, then its higher ones; both halves come out ascending.
    count = np.arange(len(edges.low))
    by_high = np.argsort(edges.high * node_count + edges.low)
    high = edges.high[by_high]
    place = count + (start[:-1] - _offsets(below)[:-1])[high]
    neighbours[place], weight[place] = edges.low[by_high], edges.confidence[by_high]
    place = count + (start[:-1] + below - _offsets(above)[:-1])[edges.low]
    neighbours[place], weight[place] = edges.high, edges.confidence

    rows = np.repeat(np.arange(node_count), above + below)
    strength = np.bincount(rows, weights=weight, minlength=node_count)
    damping: Floats64 = np.reciprocal(UNSEEN_RELATIONS + strength).astype(np.float64, copy=False)
    for array in (start, neighbours, weight, damping):
        array.setflags(write=False)
    return Snapshot(generation, start, neighbours, weight, damping)


def _check(node_count: int, source: Ints32, target: Ints32, confidence: Floats32) -> None:
    if not 0 <= node_count <= _MAX_NODES:
        raise InvalidInput(f"a snapshot holds 0 to {_MAX_NODES} nodes, not {node_count}")
    if not len(source) == len(target) == len(confidence):
        raise InvalidInput("source, target and confidence must have one entry for each edge")
    for name, ends in (("source", source), ("target", target)):
        if ends.dtype.kind not in "iu":
            raise InvalidInput(f"edge {name} must be an array of whole numbers")
        if len(ends) and not (ends.min() >= 0 and ends.max() < node_count):
            raise InvalidInput(f"edge {name} must be a position below {node_count}")
    if not np.all((confidence > 0) & (confidence <= 1)):
        raise InvalidInput("every confidence must be above 0 and at most 1")


def _fold(node_count: int, source: Ints32, target: Ints32, confidence: Floats32) -> _Edges:
    between_two = source != target
    low = np.minimum(source, target)[between_two].astype(np.int64)
    pair = low * node_count + np.maximum(source, target)[between_two]
    order = np.argsort(pair)
    pair, weight = pair[order], confidence[between_two][order].astype(np.float32)

    first = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]][: len(pair)])
    times = np.diff(np.append(first, len(pair)))
    folded = weight[first]
    repeated = times > 1
    if repeated.any():
        # Floats multiply to slightly different products in another order: sort within a pair.
        members = weight[np.repeat(repeated, times)].astype(np.float64)
        group = np.repeat(np.arange(np.count_nonzero(repeated)), times[repeated])
        doubt = 1.0 - members[np.lexsort((members, group))]
        folded[repeated] = 1.0 - np.multiply.reduceat(doubt, _offsets(times[repeated])[:-1])
    low, high = np.divmod(pair[first], max(node_count, 1))
    return _Edges(low, high, folded)


def _offsets(counts: Ints64) -> Ints64:
    """Return int64[len(counts) + 1]: where each run begins, and where the last one ends."""
    offsets = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
