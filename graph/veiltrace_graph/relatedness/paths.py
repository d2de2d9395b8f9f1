"""The best paths between two nodes: why the one is related to the other.

Source: Yen (1971), Finding the k shortest loopless paths in a network, Management Science 17;
Lawler (1972) for not deriving the same path twice.
"""

from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from itertools import pairwise
from math import inf, prod

import numpy as np

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.relatedness.cheapest import Detour, Route, cheapest_path
from veiltrace_graph.relatedness.costs import MOST_HOPS, RelationCosts
from veiltrace_graph.snapshot import HUB_DEGREE, Ints64, Snapshot

PATH_ARC_BUDGET = 100_000


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes from end to end, and the product of the confidences of the relations between them."""

    nodes: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Paths:
    """The best paths, best first. `touched`: relations read.

    truncated: the budget ended the search: these paths exist, but there may be better ones.
    """

    paths: tuple[Path, ...]
    truncated: bool
    touched: int


def best_paths(
    snapshot: Snapshot,
    a: int,
    b: int,
    *,
    k: int,
    max_hops: int = 6,
    budget: int = PATH_ARC_BUDGET,
    hub_degree: int = HUB_DEGREE,
    tie_break: Ints64 | None = None,
) -> Paths:
    """Return the `k` best simple paths from `a` to `b` of at most `max_hops` relations.

    Best is the highest product of confidences after a penalty for passing through hubs
    (`veiltrace_graph.relatedness.costs`); at equal cost the fewest hops, then the lower
    `tie_break` (int64[node_count]) along the path, then the lower positions.

    Args:
        budget: relations to read at most before the answer is truncated.
        hub_degree: a node with more neighbours is a hub. A path has one at most, its ends
            included, and no more than half of `max_hops` from either end (rounded up from `a`,
            down from `b`): enough to say that two parties share it, not to wander through it.
    Raises: UnknownNode: `a` or `b` is no position of this snapshot. InvalidInput: a number is
        out of range, or `a` is `b`.

    >>> from veiltrace_graph.snapshot import build_snapshot
    >>> snapshot = build_snapshot(
    ...     node_count=3,
    ...     source=np.array([0, 0, 1], dtype=np.int32),
    ...     target=np.array([2, 1, 2], dtype=np.int32),
    ...     confidence=np.array([0.25, 1.0, 0.5], dtype=np.float32),
    ...     generation=1,
    ... )
    >>> best_paths(snapshot, 0, 2, k=5).paths
    (Path(nodes=(0, 1, 2), confidence=0.5), Path(nodes=(0, 2), confidence=0.25))
    """
    _check(snapshot, a, b, k=k, max_hops=max_hops, tie_break=tie_break)
    costs = RelationCosts(snapshot, budget=budget, hub_degree=hub_degree)
    search = _Search(costs, a, b, k=k, max_hops=max_hops, tie_break=tie_break)
    found = search.run()
    return Paths(
        paths=tuple(Path(nodes, _confidence(snapshot, nodes)) for nodes in found),
        truncated=costs.exhausted,
        touched=costs.touched,
    )


# Cost, tie-break of each node, nodes, cost at each node, index of the node it left its parent at.
_Waiting = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], int]


class _Search:
    """Yen's search: each path given out is branched at each of its nodes into the next best."""

    def __init__(
        self,
        costs: RelationCosts,
        a: int,
        b: int,
        *,
        k: int,
        max_hops: int,
        tie_break: Ints64 | None,
    ) -> None:
        self._costs = costs
        self._ends = (a, b)
        self._k = k
        self._max_hops = max_hops
        self._tie_break = tie_break
        self._found: list[tuple[int, ...]] = []
        self._waiting: list[_Waiting] = []

    def run(self) -> list[tuple[int, ...]]:
        """Return the nodes of the best paths, best first."""
        self._seek(Route(self._ends[:1], (0,)), closed=set())
        while self._waiting and len(self._found) < self._k:
            _, _, nodes, spent, left_at = heappop(self._waiting)
            self._found.append(nodes)
            for at in range(left_at, len(nodes) - 1):
                root = Route(nodes[: at + 1], spent[: at + 1])
                taken = {path[at + 1] for path in self._found if path[: at + 1] == root.nodes}
                self._seek(root, closed=taken)
        return self._found

    def _seek(self, root: Route, *, closed: set[int]) -> None:
        """Let the cheapest path wait that begins with `root` and goes on to none of `closed`."""
        wanted = self._k - len(self._found)
        if not wanted:
            return
        ahead = nsmallest(wanted, self._waiting)
        # As many paths as are still wanted cost less or the same: a dearer one is never given out.
        below = ahead[-1][0] + 1 - root.spent[-1] if len(ahead) == wanted else inf
        hops_ahead, hops_behind = self._hops_after(root.nodes)
        detour = Detour(
            source=root.nodes[-1],
            target=self._ends[1],
            shunned=set(root.nodes[:-1]),
            closed=closed,
            hops_ahead=hops_ahead,
            hops_behind=hops_behind,
            below=below,
        )
        route = cheapest_path(self._costs, detour, self._tie_break)
        if route is None:
            return
        nodes = root.nodes + route.nodes[1:]
        spent = root.spent + tuple(root.spent[-1] + cost for cost in route.spent[1:])
        ranks = nodes if self._tie_break is None else tuple(self._tie_break[list(nodes)].tolist())
        heappush(self._waiting, (spent[-1], ranks, nodes, spent, len(root.nodes) - 1))

    def _hops_after(self, root: tuple[int, ...]) -> tuple[int, int]:
        """Return how far to search from the end of `root`, and from the other end.

        From each end half of the hops: the searches stay small, and any path has a middle.
        """
        from_a = (self._max_hops + 1) // 2
        from_b = self._max_hops - from_a
        gone = len(root) - 1
        hub_at = next((at for at, node in enumerate(root) if self._costs.is_hub(node)), None)
        if hub_at is not None:
            return 0, hub_at + from_b - gone
        return max(from_a - gone, 0), min(from_b, self._max_hops - gone)


def _check(
    snapshot: Snapshot, a: int, b: int, *, k: int, max_hops: int, tie_break: Ints64 | None
) -> None:
    if not (0 <= a < snapshot.node_count and 0 <= b < snapshot.node_count):
        raise UnknownNode("an end is no position of this snapshot; take it from the same one")
    if a == b:
        raise InvalidInput("a path needs two different ends")
    if k < 1 or not 1 <= max_hops <= MOST_HOPS:
        raise InvalidInput(f"k must be at least 1 and max_hops between 1 and {MOST_HOPS}")
    if tie_break is not None and len(tie_break) != snapshot.node_count:
        raise InvalidInput(f"tie_break must have {snapshot.node_count} entries, one for each node")


def _confidence(snapshot: Snapshot, nodes: tuple[int, ...]) -> float:
    """Return the product of the confidences along the path."""
    confidences = []
    for node, onto in pairwise(nodes):
        begin, end = snapshot.start[node], snapshot.start[node + 1]
        arc = begin + np.searchsorted(snapshot.neighbours[begin:end], onto)
        confidences.append(float(snapshot.confidence[arc]))
    # In one order, so that a path has one confidence, whichever end it is read from.
    return prod(sorted(confidences))
