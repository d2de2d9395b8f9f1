"""What it costs a path to follow a relation, in whole numbers that add up exactly.

A relation costs `-ln(confidence)`; passing through a node of more than 50 neighbours costs
`0.5 * ln(degree / 50)` more. Sums of floats depend on their order; whole numbers do not, so that
equally good paths are equal and a path costs the same read from either end.
"""

import numpy as np

from veiltrace_graph.snapshot import Ints64, Snapshot

HUB_PENALTY_FROM = 50
_UNITS = 1e9
# The low bits count relations, so that of equally costly paths the shorter one is cheaper.
_HOP_BITS = 5
MOST_HOPS = (1 << _HOP_BITS) - 1


class RelationCosts:
    """The rows of a snapshot as (cost, neighbour), ascending, read once each up to a budget.

    `touched` counts the arcs read; `exhausted` says that a row was refused for the budget.
    """

    def __init__(self, snapshot: Snapshot, *, budget: int, hub_degree: int) -> None:
        """Start with nothing read."""
        self._snapshot = snapshot
        self._budget = budget
        self._hub_degree = hub_degree
        self._rows: dict[int, list[tuple[int, int]]] = {}
        self.touched = 0
        self.exhausted = False

    def row(self, node: int) -> list[tuple[int, int]]:
        """Return the relations of `node`, cheapest first; none once the budget is spent."""
        known = self._rows.get(node)
        if known is not None:
            return known
        if self.touched + self._snapshot.degree(node) > self._budget:
            self.exhausted = True
            return []
        row = self._read(node)
        self._rows[node] = row
        self.touched += len(row)
        return row

    def is_hub(self, node: int) -> bool:
        """Return whether `node` has too many neighbours to be looked through."""
        return self._snapshot.degree(node) > self._hub_degree

    def _read(self, node: int) -> list[tuple[int, int]]:
        start = self._snapshot.start
        arcs = slice(start[node], start[node + 1])
        neighbours = self._snapshot.neighbours[arcs]
        doubt = np.rint(-np.log(self._snapshot.confidence[arcs].astype(np.float64)) * _UNITS)
        degrees = start[neighbours + np.int64(1)] - start[neighbours]
        here = _half_penalty(np.array([len(neighbours)]))
        units = doubt.astype(np.int64) + _half_penalty(degrees) + here
        row = zip(((units << _HOP_BITS) + 1).tolist(), neighbours.tolist(), strict=True)
        return sorted(row)


def _half_penalty(degrees: Ints64) -> Ints64:
    """Return what one relation at each node bears of its penalty: a path through has two."""
    excess = np.maximum(degrees, HUB_PENALTY_FROM) / HUB_PENALTY_FROM
    return np.rint(0.25 * np.log(excess) * _UNITS).astype(np.int64)
