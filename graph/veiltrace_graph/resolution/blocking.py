"""Which records are compared at all: those that share a blocking key which is not too common.

A key that very many records share says little about any two of them, and its pairs grow with the
square of their number. Which keys are too common is found when a model is fitted and then belongs
to the model, so that every later run compares by the same keys.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

LARGEST_BLOCK = 60
"""Records that may share one key: at most 1,770 pairs come of it."""


def common_keys(keys: Iterable[Iterable[str]], largest: int = LARGEST_BLOCK) -> frozenset[str]:
    """Return the keys that more than `largest` records have.

    >>> sorted(common_keys([{"a", "b"}, {"a"}, {"a"}], largest=2))
    ['a']
    """
    counts = Counter(key for of_one in keys for key in of_one)
    return frozenset(key for key, count in counts.items() if count > largest)


def shared_keys(keys: Sequence[Iterable[str]], stopped: frozenset[str]) -> list[list[str]]:
    """Return for each record its keys that another has too and that are not stopped, sorted.

    >>> shared_keys([["a", "b"], ["a", "c"], ["d"]], frozenset("c"))
    [['a'], ['a'], []]
    """
    distinct = [set(of_one) - stopped for of_one in keys]
    counts = Counter(key for of_one in distinct for key in of_one)
    return [sorted(key for key in of_one if counts[key] > 1) for of_one in distinct]


def share_without_key(keys: Sequence[Sequence[str]]) -> float:
    """Return which part of the records no key compares with any other, 0 to 1.

    >>> share_without_key([["a"], [], ["a"], []])
    0.5
    """
    return sum(not of_one for of_one in keys) / len(keys) if keys else 0.0
