"""What clustering is given beside the scored pairs: the records, and what was decided before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.growing_clusters import Obstacle, Reason
from veiltrace_graph.resolution.must_links import Pair
from veiltrace_graph.resolution.scored_pairs import Ints


@dataclass(frozen=True, slots=True, eq=False)
class ClusterRecords:
    """What clustering sees of the records; every sequence has one entry for each record.

    order: numbers, all different, that sort the records by their content; ties break on them.
    source: the source of each record; may be left out where no source is one-to-one.
    exclusive: by property, a value of which a party has one, or None: two never meet in a cluster.
    Raises: InvalidInput: two numbers of `order` are alike, or lengths differ.
    """

    order: Ints
    source: Sequence[str] = ()
    exclusive: Mapping[str, Sequence[str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse sequences that do not say something of each record."""
        count = len(self.order)
        if len(np.unique(self.order)) != count:
            raise InvalidInput("order must give each record a number of its own")
        if any(len(values) != count for values in self.exclusive.values()):
            raise InvalidInput(f"each exclusive property must be listed for all {count} records")
        if len(self.source) not in (0, count):
            raise InvalidInput(f"source must be listed for all {count} records or for none")

    def unshared(self, one_to_one_sources: frozenset[str]) -> Iterator[tuple[int, Obstacle, str]]:
        """Yield record, obstacle and value of which a cluster may hold but one of each obstacle.

        Raises: InvalidInput: there are one-to-one sources, and the records name no source.
        """
        for name, values in self.exclusive.items():
            obstacle = Obstacle(Reason.EXCLUSIVE, name)
            for record, value in enumerate(values):
                if value is not None:
                    yield record, obstacle, value
        if one_to_one_sources and len(self.source) != len(self.order):
            raise InvalidInput("one-to-one sources need the source of each record")
        for record, source in enumerate(self.source):
            if source in one_to_one_sources:
                yield record, Obstacle(Reason.ONE_TO_ONE, source), str(record)


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs of positions that were decided before: by persons, or by a rule such as a shared id.

    unsure: pairs a person could not decide, whatever they weigh: no merge rests on them.
    Raises: InvalidInput: a pair has one record twice.
    """

    same_by_persons: Collection[Pair] = ()
    same_by_rules: Collection[Pair] = ()
    different: Collection[Pair] = ()
    unsure: Collection[Pair] = ()

    def __post_init__(self) -> None:
        """Refuse a record that is paired with itself."""
        for pairs in (self.same_by_persons, self.same_by_rules, self.different, self.unsure):
            if any(a == b for a, b in pairs):
                raise InvalidInput("a judged pair has two different records")
