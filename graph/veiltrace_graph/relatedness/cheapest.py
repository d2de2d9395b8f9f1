"""The cheapest path of at most so many relations between two nodes, searched from both ends.

Bidirectional Dijkstra, except that a node may be reached again at higher cost by fewer hops: the
cheapest way there may leave too few hops for the rest. A hub is reached from both ends, but never
searched through: that alone would cost more than all the rest.
Source: Pohl (1971), Bi-directional search, Machine Intelligence 6.
"""

import math
from collections.abc import Iterator, Set
from dataclasses import dataclass
from heapq import heappop, heappush

from veiltrace_graph.relatedness.costs import RelationCosts
from veiltrace_graph.snapshot import Ints64


@dataclass(frozen=True, slots=True, eq=False)
class _Label:
    """One way to reach a node: its cost and hops, and the way one step before."""

    cost: int
    hops: int
    node: int
    before: "_Label | None"


@dataclass(frozen=True, slots=True)
class Detour:
    """A search for one path: from `source` to `target`, avoiding what is listed.

    shunned: nodes the path must not meet. closed: nodes that must not come right after `source`.
    hops_ahead, hops_behind: most relations from each end to where the two searches meet.
    below: the path must cost less than this.
    """

    source: int
    target: int
    shunned: Set[int]
    closed: Set[int]
    hops_ahead: int
    hops_behind: int
    below: float = math.inf


@dataclass(frozen=True, slots=True)
class Route:
    """The nodes of a path from end to end; `spent`: what it cost to come to each of them."""

    nodes: tuple[int, ...]
    spent: tuple[int, ...]


class _Side:
    """What the search from one end has reached: per node the labels no other label beats."""

    def __init__(self, end: int, *, max_hops: int) -> None:
        first = _Label(0, 0, end, None)
        self.labels: dict[int, list[_Label]] = {end: [first]}
        self._max_hops = max_hops
        self._waiting: list[tuple[int, int, int, _Label]] = []
        self._least_to_meet = math.inf
        self._wait(first, rank=0)

    def least_waiting(self) -> float:
        """Return the least cost not yet expanded."""
        return self._waiting[0][0] if self._waiting else math.inf

    def least_open(self) -> float:
        """Return the least cost from which a path may yet go on towards the other end."""
        return min(self.least_waiting(), self._least_to_meet)

    def pop(self, costs: RelationCosts) -> _Label | None:
        """Return the cheapest label to expand, None if it was beaten meanwhile or is a hub's."""
        label = heappop(self._waiting)[3]
        if label not in self.labels[label.node]:
            return None
        if costs.is_hub(label.node):
            self._least_to_meet = min(self._least_to_meet, label.cost)
            return None
        return label

    def reach(self, label: _Label, rank: int) -> bool:
        """Keep `label` unless its node was reached as cheaply by as few hops before."""
        known = self.labels.get(label.node)
        if known is None:
            self.labels[label.node] = [label]
        else:
            for other in known:
                if other.cost <= label.cost and other.hops <= label.hops:
                    return False
            unbeaten = [o for o in known if o.cost < label.cost or o.hops < label.hops]
            self.labels[label.node] = [*unbeaten, label]
        self._wait(label, rank)
        return True

    def _wait(self, label: _Label, rank: int) -> None:
        if label.hops < self._max_hops:
            heappush(self._waiting, (label.cost, rank, label.node, label))
        else:
            self._least_to_meet = min(self._least_to_meet, label.cost)


def cheapest_path(costs: RelationCosts, detour: Detour, tie_break: Ints64 | None) -> Route | None:
    """Return the cheapest path, None where there is none below the limit.

    Of equally cheap ones, that through the lower `tie_break`. Once the budget of `costs` is
    spent, the best path met so far.
    """
    ahead = _Side(detour.source, max_hops=detour.hops_ahead)
    behind = _Side(detour.target, max_hops=detour.hops_behind)
    best: tuple[float, int, int] = (detour.below, 0, 0)
    halves: tuple[_Label, _Label] | None = None
    while ahead.least_open() + behind.least_open() < best[0] and not costs.exhausted:
        forward = ahead.least_waiting() <= behind.least_waiting()
        this, other = (ahead, behind) if forward else (behind, ahead)
        if this.least_waiting() == math.inf:
            break
        label = this.pop(costs)
        if label is None:
            continue
        still_open = other.least_open()
        for step, node in costs.row(label.node):
            cost = label.cost + step
            if cost >= best[0]:
                break  # rows ascend in cost
            met = other.labels.get(node, ())
            if not met and cost + still_open >= best[0]:
                continue
            if _closed(detour, label.node, node, forward=forward):
                continue
            rank = node if tie_break is None else int(tie_break[node])
            reached = _Label(cost, label.hops + 1, node, label)
            if not this.reach(reached, rank):
                continue
            for rest in met:
                whole = (cost + rest.cost, rank, node)
                if whole < best:
                    best, halves = whole, (reached, rest) if forward else (rest, reached)
    return None if halves is None else _join(*halves)


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
