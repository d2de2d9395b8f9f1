"""The walk behind relatedness: personalised PageRank by local forward push.

From the seed, at each step a walker stops with probability `restart` or follows a relation of
confidence `c` from `u` to `v` with weight `c * sqrt(damping[u] * damping[v])`. What these weights
leave short of 1 (unseen relations, and the share a hub is too large to pass on) is dropped: it
goes neither to the other neighbours nor back to the seed. Hence, for every seed and node:

* the score is symmetric, and exactly 0 between unconnected nodes;
* further parties at one shared address lower or keep every score between the other nodes and
  raise none: with `M = inverse(damping) - (1 - restart) * confidence`, scores are
  `restart * M^-1 / sqrt(damping[u] * damping[v])`, and the newcomers only raise one diagonal
  entry of the M-matrix `M`, so no entry of its inverse grows;
* two parties who do not live there keep their score to within 1 %, unless the walk between them
  enters the address by one resident and leaves it by another: that part is lost.

Source: Andersen, Chung, Lang (2006), Local graph partitioning using PageRank vectors, FOCS.
"""

import threading
from dataclasses import dataclass, field

import numpy as np

from veiltrace_graph.errors import InvalidInput, UnknownNode
from veiltrace_graph.snapshot import HUB_DEGREE, Floats64, Ints32, Snapshot


@dataclass(frozen=True, slots=True)
class WalkOptions:
    """How far a walk goes.

    restart: probability of stopping at a step, in (0, 1).
    tolerance: mass per relation below which a node passes nothing on; smaller is more exact and
        slower. 1e-5 finds 99 % of the exact ten best (benchmarks/relatedness.py).
    arc_budget: relations to follow at most; a walk that would need more is cut short.
    hub_degree: a seed with more neighbours than this is answered by its direct relations alone.
    Raises: InvalidInput: a number is out of its range.
    """

    restart: float = 0.15
    tolerance: float = 1e-5
    arc_budget: int = 100_000
    hub_degree: int = HUB_DEGREE

    def __post_init__(self) -> None:
        """Refuse numbers no walk can have."""
        if not 0 < self.restart < 1:
            raise InvalidInput(f"restart must lie between 0 and 1, not be {self.restart}")
        if not self.tolerance > 0:
            raise InvalidInput(f"tolerance must be above 0, not {self.tolerance}")
        if self.arc_budget < 1 or self.hub_degree < 1:
            raise InvalidInput("arc_budget and hub_degree must be at least 1")


DEFAULT_WALK = WalkOptions()


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Where the walk from one seed came: `nodes` int32[m] ascending, the others float64[m].

    settled: lower bound of each node's score. pending: mass arrived and not yet passed on.
    `settled + restart * pending` is the better estimate. Nodes not listed were not reached.
    hub_seed: the seed has too many neighbours to say much; only its own relations were followed.
    truncated: the walk ended before the tolerance was met. touched: arcs followed.
    """

    nodes: Ints32 = field(repr=False)
    settled: Floats64 = field(repr=False)
    pending: Floats64 = field(repr=False)
    hub_seed: bool
    truncated: bool
    touched: int


class _Workspace(threading.local):
    """Two arrays per thread, zero between walks, so that a walk costs what it touches."""

    def __init__(self) -> None:
        self._free: tuple[Floats64, Floats64] | None = None

    def take(self, node_count: int) -> tuple[Floats64, Floats64]:
        """Return zeroed arrays of at least `node_count` entries, which the caller gives back."""
        free, self._free = self._free, None
        if free is None or len(free[0]) < node_count:
            return np.zeros(node_count), np.zeros(node_count)
        return free

    def give_back(self, settled: Floats64, pending: Floats64, used: Ints32) -> None:
        """Zero the `used` entries and keep the arrays. A walk that failed gives nothing back."""
        settled[used] = 0.0
        pending[used] = 0.0
        self._free = (settled, pending)


_workspace = _Workspace()


def spread_from(snapshot: Snapshot, seed: int, options: WalkOptions = DEFAULT_WALK) -> Spread:
    """Return where the walk from `seed` came, in time that does not grow with the graph.

    All nodes above the tolerance pass on at once, or, when the budget does not allow, none:
    which of them come first in the arrays makes no difference.
    Raises: UnknownNode: `seed` is no position of this snapshot.
    """
    if not 0 <= seed < snapshot.node_count:
        raise UnknownNode("the seed is no position of this snapshot; take it from the same one")
    hub_seed = snapshot.degree(seed) > options.hub_degree
    settled, pending = _workspace.take(snapshot.node_count)
    # Inside, mass is held as score / sqrt(damping): then an arc needs nothing but its confidence.
    pending[seed] = 1.0 / np.sqrt(snapshot.damping[seed])
    front = np.array([seed], dtype=np.int32)
    reached = [front]
    touched, truncated = 0, hub_seed
    while len(front):
        arcs = int((snapshot.start[front + 1] - snapshot.start[front]).sum())
        if touched + arcs > options.arc_budget and not hub_seed:
            truncated = True
            break
        touched += arcs
        ends = _push(snapshot, front, settled, pending, options.restart)
        reached.append(ends)
        if hub_seed:
            break
        # Mass per relation, not mass: a hub passes on only what its neighbours would notice, and
        # the confidence a walk follows is at most 1 / (restart * tolerance * sqrt(damping[seed])).
        front = _distinct(ends[pending[ends] * snapshot.damping[ends] > options.tolerance])
    nodes = _distinct(np.concatenate(reached))
    to_score = np.sqrt(snapshot.damping[nodes])
    spread = Spread(
        nodes=nodes,
        settled=settled[nodes] * to_score,
        pending=pending[nodes] * to_score,
        hub_seed=hub_seed,
        truncated=truncated,
        touched=touched,
    )
    _workspace.give_back(settled, pending, nodes)
    return spread


def _push(
    snapshot: Snapshot, front: Ints32, settled: Floats64, pending: Floats64, restart: float
) -> Ints32:
    """Settle a share of what pends at `front`, pass on the rest; return the arcs' ends."""
    mass = pending[front]
    pending[front] = 0.0
    settled[front] += restart * mass
    begin = snapshot.start[front]
    count = snapshot.start[front + 1] - begin
    ahead = np.cumsum(count)
    arcs = np.arange(ahead[-1]) + np.repeat(begin + count - ahead, count)
    ends: Ints32 = snapshot.neighbours[arcs]
    passed = np.repeat((1.0 - restart) * mass * snapshot.damping[front], count)
    np.add.at(pending, ends, passed * snapshot.confidence[arcs])
    return ends


def _distinct(nodes: Ints32) -> Ints32:
    """Return the nodes ascending, each once. Three times as fast here as np.unique's hashing."""
    ascending = np.sort(nodes)
    first = np.ones(len(nodes), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    distinct: Ints32 = ascending[first]
    return distinct
