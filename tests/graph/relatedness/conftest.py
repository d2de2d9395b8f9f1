"""Small graphs for the tests of relatedness."""

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from veiltrace_graph.snapshot import Snapshot, build_snapshot

Edge = tuple[int, int, float]
MakeSnapshot = Callable[..., Snapshot]


@pytest.fixture
def snapshot_of() -> MakeSnapshot:
    def make(edges: Iterable[Edge], *, nodes: int | None = None) -> Snapshot:
        source, target, confidence = zip(*edges, strict=True)
        return build_snapshot(
            node_count=max(*source, *target) + 1 if nodes is None else nodes,
            source=np.array(source, dtype=np.int32),
            target=np.array(target, dtype=np.int32),
            confidence=np.array(confidence, dtype=np.float32),
            generation=1,
        )

    return make


@pytest.fixture
def town() -> list[Edge]:
    """300 nodes in clusters of ten, a few relations between them, two large shared addresses."""
    draw = np.random.default_rng(11)
    near = draw.integers(0, 300, 900)
    pairs = [
        *zip(near.tolist(), (near // 10 * 10 + draw.integers(0, 10, 900)).tolist(), strict=True)
    ]
    pairs += [(u, v) for u, v in draw.integers(0, 300, (60, 2)).tolist()]
    pairs += [(hub, v) for hub in (0, 150) for v in draw.integers(0, 300, 80).tolist()]
    confidence = draw.uniform(0.3, 1.0, len(pairs)).tolist()
    return [(u, v, c) for (u, v), c in zip(pairs, confidence, strict=True)]
