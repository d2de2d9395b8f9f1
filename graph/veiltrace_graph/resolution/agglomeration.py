"""Clusters by average linkage: the two with the highest mean match weight become one, and again.

One strong pair cannot chain two clusters whose other pairs speak against it, which is what
connected components do. A pair that was never scored speaks too: its records share no key.
"""

from collections import defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from veiltrace_graph.resolution.cluster_options import ClusterOptions
from veiltrace_graph.resolution.growing_clusters import GrowingClusters, Obstacle
from veiltrace_graph.resolution.scored_pairs import STEPS_PER_BIT, Ints, RankedPairs, in_steps

# The pairs between two clusters: by how many steps they exceed as many unseen pairs in all, and
# the position of the strongest, strongest pairs coming first.
Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Two clusters whose pairs join them: they became one, or an obstacle kept them apart.

    strongest: the position of the strongest pair between them.
    """

    low: int
    high: int
    mean_bits: float
    strongest: int
    obstacle: Obstacle | None


def agglomerate(
    pairs: RankedPairs, clusters: GrowingClusters, options: ClusterOptions
) -> list[Step]:
    """Grow `clusters` until no two are left that may and should be one; return the steps taken.

    Two of equal mean: the lowest named come first. What connected components leave apart does not
    touch: each is clustered as if it were alone. A refusal is returned once for each pair of
    records that asks for it.
    """
    between = _Between(pairs, clusters, options)
    unseen = in_steps(options.unseen_bits)
    steps: list[Step] = []
    refused: set[int] = set()
    while (found := between.pop_best()) is not None:
        excess, low, high = found
        strongest = between.strongest(low, high)
        obstacle = clusters.obstacle((low, high))
        if obstacle is None:
            clusters.join(low, high)
            between.join(low, high)
        elif strongest in refused:
            continue
        else:
            refused.add(strongest)
        steps.append(Step(low, high, (unseen + excess) / STEPS_PER_BIT, strongest, obstacle))
    return steps


class _Between:
    """The edges between clusters, and the best two by how far their mean exceeds an unseen pair."""

    def __init__(
        self, pairs: RankedPairs, clusters: GrowingClusters, options: ClusterOptions
    ) -> None:
        self._size = clusters.size
        self._floor = in_steps(options.stop_bits) - in_steps(options.unseen_bits)
        low, high, excess, strongest = _edges(pairs, clusters.names(), options)
        self._edges: defaultdict[int, dict[int, Edge]] = defaultdict(dict)
        edge = zip(excess.tolist(), strongest.tolist(), strict=True)
        for a, b, both in zip(low.tolist(), high.tolist(), edge, strict=True):
            self._edges[a][b] = self._edges[b][a] = both
        size = np.array(clusters.size)
        mean = excess / (size[low] * size[high])
        order = np.argsort(-mean, kind="stable")[::-1]  # the edges come sorted by their ends
        order = order[mean[order] >= self._floor]
        # Candidates as (-mean, low, high): the first ones, best last, and those that came up since.
        self._first = list(
            zip((-mean[order]).tolist(), low[order].tolist(), high[order].tolist(), strict=True)
        )
        self._later: list[tuple[float, int, int]] = []

    def pop_best(self) -> tuple[float, int, int] | None:
        """Return by how much the mean of two clusters exceeds an unseen pair, and the two."""
        while self._first or self._later:
            if not self._first or (self._later and self._later[0] < self._first[-1]):
                negative, low, high = heappop(self._later)
            else:
                negative, low, high = self._first.pop()
            edge = self._edges[low].get(high)
            # What came up before one of the two grew is out of date.
            if edge and edge[0] / (self._size[low] * self._size[high]) == -negative:
                return -negative, low, high
        return None

    def strongest(self, low: int, high: int) -> int:
        """Return the strongest pair between two clusters that have an edge."""
        return self._edges[low][high][1]

    def join(self, low: int, high: int) -> None:
        """Give `low` the edges of `high`, now that the two are one cluster."""
        edges, size = self._edges, self._size
        mine = edges[low]
        del mine[high]
        theirs = edges.pop(high)
        del theirs[low]
        for other, edge in theirs.items():
            old = mine.get(other)
            if old:
                edge = (edge[0] + old[0], min(edge[1], old[1]))
            about = edges[other]
            del about[high]
            mine[other] = about[low] = edge
        floor = self._floor * size[low]
        for other, (excess, _) in mine.items():
            if excess >= floor * size[other]:
                ends = (low, other) if low < other else (other, low)
                heappush(self._later, (-excess / (size[low] * size[other]), *ends))


def _edges(
    pairs: RankedPairs, name: Ints, options: ClusterOptions
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the edges between clusters that some pair may join, sorted by their two ends.

    Returns: low, high, excess and strongest pair of each.
    """
    ends = np.sort([name[pairs.low], name[pairs.high]], axis=0)
    low, high = ends[0], ends[1]
    clip = in_steps(options.clip_bits)
    excess = np.clip(pairs.steps, -clip, clip) - in_steps(options.unseen_bits)
    joins = pairs.steps >= in_steps(options.stop_bits)
    component = _components(len(name), low[joins], high[joins])
    matter = np.flatnonzero((component[low] == component[high]) & (low != high))
    edge, first, of = np.unique(
        low[matter] * len(name) + high[matter], return_index=True, return_inverse=True
    )
    total = np.zeros(len(edge), dtype=np.int64)
    np.add.at(total, of, excess[matter])
    return edge // len(name), edge % len(name), total, matter[first]


def _components(count: int, low: Ints, high: Ints) -> Ints:
    links = coo_array((np.ones(len(low), dtype=bool), (low, high)), shape=(count, count))
    labels: Ints = connected_components(links, directed=False)[1]
    return labels
