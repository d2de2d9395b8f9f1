"""How right clusters are, by the pairs they imply."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from veiltrace_graph.resolution.scored_pairs import Ints


@dataclass(frozen=True, slots=True)
class PairQuality:
    """Pairs: those in one cluster that are of one entity, all in one cluster, all of one entity."""

    right: float
    linked: float
    true: float

    @property
    def precision(self) -> float:
        """Which part of the linked pairs is right; 1 where none is linked."""
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Which part of the true pairs is linked; 1 where there is none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> PairQuality(right=3, linked=4, true=6).f1
        0.6
        """
        both = self.linked + self.true
        return 2 * self.right / both if both else 1.0


def quality_of(cluster: Ints, entity: Ints) -> PairQuality:
    """Return how right clusters are; a number for each record of its cluster and of its entity.

    >>> quality_of(np.array([0, 0, 0, 1]), np.array([5, 5, 6, 6]))
    PairQuality(right=1, linked=3, true=2)
    """
    both = np.unique(np.stack([cluster, entity]), axis=1, return_counts=True)[1]
    return PairQuality(
        right=_pairs(both),
        linked=_pairs(np.unique(cluster, return_counts=True)[1]),
        true=_pairs(np.unique(entity, return_counts=True)[1]),
    )


def pooled(qualities: Sequence[PairQuality]) -> PairQuality:
    """Return the quality over several sets, each of which counts as much as the others.

    >>> pooled([PairQuality(1, 1, 2), PairQuality(300, 400, 400)])
    PairQuality(right=1.25, linked=1.5, true=2.0)
    """
    return PairQuality(
        right=sum(one.right / one.true for one in qualities),
        linked=sum(one.linked / one.true for one in qualities),
        true=float(len(qualities)),
    )


def _pairs(sizes: Ints) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
