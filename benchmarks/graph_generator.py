"""A synthetic debtor-asset graph with the shape of real ones, the same for the same seed."""

from dataclasses import dataclass

import numpy as np

from veiltrace_graph.snapshot import Floats32, Ints32, Ints64, Snapshot, build_snapshot

EDGES_PER_NODE = 4.78
SUPER_HUBS = 12
HUB_SHARE = 0.058
"""Share of all nodes related to each super-hub: a call centre's phone, a registration address."""


@dataclass(frozen=True, slots=True)
class SyntheticGraph:
    """Edges as arrays, parallel ones included, and the positions of the super-hubs."""

    node_count: int
    source: Ints32
    target: Ints32
    confidence: Floats32
    hubs: Ints64

    def snapshot(self) -> Snapshot:
        """Return the snapshot of these edges."""
        return build_snapshot(
            node_count=self.node_count,
            source=self.source,
            target=self.target,
            confidence=self.confidence,
            generation=1,
        )


def generate(node_count: int, *, seed: int) -> SyntheticGraph:
    """Return 4.78 edges a node: a half in local clusters, a quarter to power-law targets.

    Twelve super-hubs take 15 %, chance the rest. At 1e6 nodes half of the nodes have at most 7
    neighbours, 1 % more than 32, 0.1 % more than 120, and a super-hub has 56,000.
    """
    draw = np.random.default_rng(seed)
    edges = round(EDGES_PER_NODE * node_count)
    local, popular = edges // 2, edges // 4
    at_hubs = SUPER_HUBS * round(HUB_SHARE * node_count)
    shuffled = draw.permutation(node_count)
    hubs = shuffled[-SUPER_HUBS:]
    source = draw.integers(0, node_count, edges)
    # Families, households and workplaces: neighbours on a ring, at most twelve places apart.
    near = (source[:local] + draw.integers(1, 13, local)) % node_count
    # Target rank ~ U^3 over one node in twenty gives degrees a power-law tail of exponent 2.5.
    rank = (0.05 * node_count * draw.random(popular) ** 3).astype(np.int64)
    chance = draw.integers(0, node_count, edges - local - popular - at_hubs)
    target = np.concatenate([near, shuffled[rank], np.repeat(hubs, at_hubs // SUPER_HUBS), chance])
    return SyntheticGraph(
        node_count=node_count,
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        confidence=draw.uniform(0.3, 1.0, edges).astype(np.float32),
        hubs=hubs,
    )
