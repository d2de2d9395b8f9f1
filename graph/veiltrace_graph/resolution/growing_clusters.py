"""Clusters while they grow, and what keeps two of them from becoming one.

Every obstacle holds for good: clusters only grow, so two that may not be one now may never.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Held = Mapping["Obstacle", object]


class Reason(StrEnum):
    """Why records that others would join stay apart."""

    APART = "apart"
    EXCLUSIVE = "exclusive"
    ONE_TO_ONE = "one_to_one"
    SIZE = "size"


class Obstacle(NamedTuple):
    """What keeps clusters apart: a reason, and the property or the source it is about.

    APART: they were judged different. EXCLUSIVE: they hold two values of a property of which a
    party has one. ONE_TO_ONE: they hold two records of a source that describes nobody twice.
    SIZE: together they would be larger than a cluster may be.
    """

    reason: Reason
    about: str = ""


class GrowingClusters:
    """A partition of records 0..n-1 that grows by joins; a cluster is named by its least record.

    Args:
        held: for each record that has any, its value under every obstacle that two different
            values are: of two clusters that share an obstacle and not the value, none is made.
        apart: pairs of records judged different.
        max_size: records that a cluster may have.
    """

    def __init__(
        self,
        count: int,
        held: Mapping[int, Held],
        apart: Iterable[tuple[int, int]],
        max_size: int,
    ) -> None:
        self.size = [1] * count
        self._into = list(range(count))
        self._held = {record: dict(values) for record, values in held.items()}
        self._max_size = max_size
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def cluster_of(self, record: int) -> int:
        """Return the name of the cluster that holds this record."""
        into = self._into
        while into[record] != record:
            into[record] = into[into[record]]
            record = into[record]
        return record

    def names(self) -> npt.NDArray[np.int64]:
        """Return the name of each record's cluster."""
        return np.array([self.cluster_of(r) for r in range(len(self.size))], dtype=np.int64)

    def obstacle(self, clusters: Iterable[int]) -> Obstacle | None:
        """Return what keeps these clusters from being one; None where nothing does."""
        group = set(clusters)
        if any(c in self._apart and not group.isdisjoint(self._apart[c]) for c in group):
            return Obstacle(Reason.APART)
        first: dict[Obstacle, object] = {}
        clashes = [
            obstacle
            for c in group
            for obstacle, value in self._held.get(c, {}).items()
            if first.setdefault(obstacle, value) != value
        ]
        if clashes:
            return min(clashes)
        if sum(self.size[c] for c in group) > self._max_size:
            return Obstacle(Reason.SIZE)
        return None

    def join(self, a: int, b: int) -> int:
        """Make clusters `a` and `b` one, whatever stands between them, and return its name."""
        low, high = min(a, b), max(a, b)
        self._into[high] = low
        self.size[low] += self.size[high]
        for other in self._apart.pop(high, ()):
            self._apart[other].discard(high)
            if other != low:
                self._apart[other].add(low)
                self._apart[low].add(other)
        held = self._held.pop(high, None)
        if held is not None:
            mine = self._held.setdefault(low, {})
            for obstacle, value in held.items():
                if mine.setdefault(obstacle, value) != value:
                    mine[obstacle] = object()  # torn within: unlike every value, its own too
        return low
