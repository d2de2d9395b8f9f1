"""From the versions of one record to the intervals of its facts: pure.

Each version holds from the day it was seen until the next was. What several versions in a row
state is one fact with one interval; what returns after a gap has two.
"""

from collections.abc import Hashable, Mapping, Set
from itertools import pairwise
from typing import TypeVar

from veiltrace_graph.stores.sqlite.schema import NEVER

Fact = TypeVar("Fact", bound=Hashable)


def intervals(versions: Mapping[int, Set[Fact]]) -> set[tuple[Fact, int, int]]:
    """Return (fact, first day, day it was gone) for all facts of all versions.

    Args:
        versions: what was stated, by the day it was seen (ordinals).

    >>> sorted(intervals({1: {"a", "b"}, 3: {"b"}, 5: {"a", "b"}}))
    [('a', 1, 3), ('a', 5, 9999999), ('b', 1, 9999999)]
    """
    days = sorted(versions)
    found: set[tuple[Fact, int, int]] = set()
    begun: dict[Fact, int] = {}
    for day, following in pairwise([*days, NEVER]):
        stated = versions[day]
        for fact in stated:
            begun.setdefault(fact, day)
        coming: Set[Fact] = versions.get(following, frozenset())
        for fact in stated - coming:
            found.add((fact, begun.pop(fact), following))
    return found


def versions_of(days: Set[int], facts: Set[tuple[Fact, int, int]]) -> dict[int, set[Fact]]:
    """Return what was stated on each day, given the intervals: the inverse of `intervals`.

    >>> versions_of({1, 3}, {("a", 1, 3), ("b", 1, 9999999)}) == {1: {"a", "b"}, 3: {"b"}}
    True
    """
    return {day: {fact for fact, start, end in facts if start <= day < end} for day in days}
