"""The cheapest path of at most so many relations between two nodes, searched from both ends.

Bidirectional Dijkstra, except that a node may be reached again at higher cost by fewer hops: the
cheapest way there may leave too few hops for the rest.
Source: Pohl (1971), Bi-directional search, Machine Intelligence 6.
"""

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass
from heapq import heappop, heappush

from veiltrace_graph.relatedness.costs import RelationCosts, hops_of
from veiltrace_graph.snapshot import Ints64


@dataclass(frozen=True, slots=True, eq=False)
class _Label:
    """One way to reach a node: its cost, and the way one step before."""

    cost: int
    node: int
    before: "_Label | None"


@dataclass(frozen=True, slots=True)
class Detour:
    """A search for one path: from `source` to `target`, avoiding what is listed.

    shunned: nodes the path must not meet. closed: nodes that must not come right after `source`.
    max_hops: most relations. below: the path must cost less than this.
    """

    source: int
    target: int
    shunned: Set[int]
    closed: Set[int]
    max_hops: int
    below: float = math.inf


@dataclass(frozen=True, slots=True)
class Route:
    """The nodes of a path from end to end; `spent`: what it cost to come to each of them."""

    nodes: tuple[int, ...]
    spent: tuple[int, ...]


class _Side:
    """What the search from one end has reached: per node the labels no other label beats."""

    def __init__(self, end: int) -> None:
        first = _Label(0, end, None)
        self.heap: list[tuple[int, int, int, _Label]] = [(0, 0, end, first)]
        self.labels: dict[int, list[_Label]] = {end: [first]}

    def least(self) -> float:
        """Return the least cost not yet expanded."""
        return self.heap[0][0] if self.heap else math.inf

    def pop(self) -> _Label | None:
        """Return the cheapest label to expand, None if it was beaten meanwhile."""
        label = heappop(self.heap)[3]
        return label if label in self.labels[label.node] else None

    def reach(self, label: _Label, rank: int) -> bool:
        """Keep `label` unless its node was reached as cheaply by as few hops before."""
        known = self.labels.get(label.node, [])
        if any(_beats(other, label) for other in known):
            return False
        self.labels[label.node] = [other for other in known if not _beats(label, other)] + [label]
        heappush(self.heap, (label.cost, rank, label.node, label))
        return True


def cheapest_path(costs: RelationCosts, detour: Detour, tie_break: Ints64 | None) -> Route | None:
    """Return the cheapest path, None where there is none below the limit.

    Of equally cheap ones, that through the lower `tie_break`. Once the budget of `costs` is
    spent, the best path met so far.
    """
    ahead, behind = _Side(detour.source), _Side(detour.target)
    best: tuple[float, int, int] = (detour.below, 0, 0)
    halves: tuple[_Label, _Label] | None = None
    while ahead.least() + behind.least() < best[0] and not costs.exhausted:
        forward = ahead.least() <= behind.least()
        this, other = (ahead, behind) if forward else (behind, ahead)
        label = this.pop()
        if label is None or hops_of(label.cost) == detour.max_hops:
            continue
        for node, step in costs.row(label.node):
            reached = _Label(label.cost + step, node, label)
            if reached.cost >= best[0] or _closed(detour, label.node, node, forward=forward):
                continue
            rank = node if tie_break is None else int(tie_break[node])
            if not this.reach(reached, rank):
                continue
            for met in other.labels.get(node, ()):
                whole = (reached.cost + met.cost, rank, node)
                hops = hops_of(reached.cost) + hops_of(met.cost)
                if hops <= detour.max_hops and whole < best:
                    best, halves = whole, (reached, met) if forward else (met, reached)
    return None if halves is None else _join(*halves)


def _beats(one: _Label, other: _Label) -> bool:
    return one.cost <= other.cost and hops_of(one.cost) <= hops_of(other.cost)


def _closed(detour: Detour, node: int, onto: int, *, forward: bool) -> bool:
    """Return whether the path must not take this relation, read from the end searched from."""
    first, second = (node, onto) if forward else (onto, node)
    return onto in detour.shunned or (first == detour.source and second in detour.closed)


def _join(ahead: _Label, behind: _Label) -> Route:
    """Return the path made of two ways to one node."""
    whole = ahead.cost + behind.cost
    there = [(label.node, label.cost) for label in _trace(ahead)]
    back = [(label.node, whole - label.cost) for label in _trace(behind)]
    nodes, spent = zip(*there[::-1], *back[1:], strict=True)
    return Route(nodes, spent)


def _trace(label: _Label) -> Iterator[_Label]:
    step: _Label | None = label
    while step is not None:
        yield step
        step = step.before
