"""The wrong pairs a model is surest of, and the true ones it holds for the least likely."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from benchmarks.linked_set import FittedSet
from veiltrace_graph.resolution.blocking import pair_blocks
from veiltrace_graph.resolution.passing import EVERY_PAIR
from veiltrace_graph.resolution.scored_pairs import Floats, Ints
from veiltrace_graph.resolution.scoring import score
from veiltrace_graph.resolution.splink_linker import ComparedPairs, compare

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Pairs that are wrong in one way, by their records' positions.

    bits: how sure the model is of a match. is_candidate: whether blocking compared the two; if not,
    the bits are those it would have given them.
    """

    pairs: ComparedPairs
    bits: Floats
    is_candidate: Mask

    def hardest(self, one: FittedSet, count: int, *, surest: bool) -> Iterator[tuple[int, int]]:
        """Yield the pairs of which the model is surest, or least sure, each of other entities."""
        seen: set[tuple[int, int]] = set()
        for pair in np.argsort(-self.bits if surest else self.bits, kind="stable"):
            left, right = int(self.pairs.left[pair]), int(self.pairs.right[pair])
            entities = sorted((int(one.entity[left]), int(one.entity[right])))
            if tuple(entities) not in seen:
                seen.add((entities[0], entities[1]))
                yield left, right
            if len(seen) == count:
                return

    def patterns(self, one: FittedSet, count: int) -> list[tuple[str, int]]:
        """Return the commonest ways in which the pairs compare, by kinds of level."""
        kinds = {
            comparison.name: np.array([level.kind for level in comparison.levels] + [""])
            for comparison in one.given.scheme.comparisons
        }
        shown = {
            name: kinds[name][levels] for name, levels in self.pairs.levels.items() if len(levels)
        }
        said = Counter(
            ", ".join(f"{name} {kind}" for name, kind in zip(shown, of_pair, strict=True) if kind)
            for of_pair in zip(*shown.values(), strict=True)
        )
        return said.most_common(count)


def false_merges(one: FittedSet, cluster: Ints) -> Errors:
    """Return the pairs of two entities that one cluster holds."""
    left, right = pairs_within(cluster)
    return _errors(one, left, right, one.entity[left] != one.entity[right])


def missed_pairs(one: FittedSet, cluster: Ints) -> Errors:
    """Return the pairs of one entity that no cluster holds."""
    left, right = pairs_within(one.entity)
    return _errors(one, left, right, cluster[left] != cluster[right])


def narrow_escapes(one: FittedSet, cluster: Ints) -> Errors:
    """Return the candidate pairs of two entities that no cluster holds."""
    left, right = one.pairs.left.astype(np.int64), one.pairs.right.astype(np.int64)
    apart = ~one.is_match & (cluster[left] != cluster[right]) & (one.probability > _NEAR)
    return _errors(one, left, right, apart)


_NEAR = 0.01


def pairs_within(group: Ints) -> tuple[Ints, Ints]:
    """Return both ends of every pair of records that are in one group.

    >>> [ends.tolist() for ends in pairs_within(np.array([7, 8, 7, 7]))]
    [[0, 0, 2], [2, 3, 3]]
    """
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(group[order]) != 0))
    ends: list[tuple[Ints, Ints]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for members in np.split(order, starts[1:]):
        first, second = np.triu_indices(len(members), 1)
        ends.append((members[first], members[second]))
    return np.concatenate([low for low, _ in ends]), np.concatenate([high for _, high in ends])


def _errors(one: FittedSet, left: Ints, right: Ints, is_error: Mask) -> Errors:
    left, right = left[is_error], right[is_error]
    scheme, count = one.given.scheme, len(one.given.records)
    pairs = compare(
        scheme.columns(one.given.rows, one.model.frame.rarity),
        pair_blocks(left.tolist(), right.tolist(), count),
        scheme.comparisons,
    )
    candidates = one.pairs.left.astype(np.int64) * count + one.pairs.right
    is_candidate = np.isin(pairs.left.astype(np.int64) * count + pairs.right, candidates)
    as_compared = score(pairs, one.model).bits
    by_itself = score(pairs, replace(one.model, passing=EVERY_PAIR)).bits
    return Errors(pairs, np.where(is_candidate, as_compared, by_itself), is_candidate)
