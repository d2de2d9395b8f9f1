"""Which records are compared at all: those that share a blocking key which is not too common.

A key that very many records share says little about any two of them, and its pairs grow with the
square of their number. Which keys are too common is found when a model is fitted and then belongs
to the model, so that every later run compares by the same keys.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

LARGEST_BLOCK = 60
"""Records that may share one key: at most 1,770 pairs come of it."""


MOST_HOLDERS = 10 * LARGEST_BLOCK
"""Records of one key above which it is not compared by even if the model does not stop it.

A model keeps to the keys that were too common when it was fitted. As records are added, others
grow; they are followed a while, so that a model lasts, and not for ever: at most 179,700 pairs come
of one key.
"""


def common_keys(keys: Iterable[Iterable[str]], largest: int = LARGEST_BLOCK) -> frozenset[str]:
    """Return the keys that more than `largest` records have.

    >>> sorted(common_keys([{"a", "b"}, {"a"}, {"a"}], largest=2))
    ['a']
    """
    counts = Counter(key for of_one in keys for key in set(of_one))
    return frozenset(key for key, count in counts.items() if count > largest)


def shared_keys(
    keys: Sequence[Collection[str]], is_stopped: Callable[[str], bool]
) -> list[list[str]]:
    """Return for each record its keys that another has too and that are not stopped, sorted.

    Those that more than `MOST_HOLDERS` have are left out as well.

    >>> shared_keys([["a", "b"], ["a", "b", "c"], ["d"]], {"b"}.__contains__)
    [['a'], ['a'], []]
    """
    counts = Counter(key for of_one in keys for key in set(of_one))
    used = {
        key for key, count in counts.items() if 1 < count <= MOST_HOLDERS and not is_stopped(key)
    }
    return [sorted(used.intersection(of_one)) for of_one in keys]


def pair_blocks(left: Sequence[int], right: Sequence[int], records: int) -> list[list[str]]:
    """Return blocks by which exactly these pairs of records are compared.

    >>> pair_blocks([0, 0], [1, 2], 3)
    [['0', '1'], ['0'], ['1']]
    """
    blocks: list[list[str]] = [[] for _ in range(records)]
    for number, ends in enumerate(zip(left, right, strict=True)):
        for end in ends:
            blocks[end].append(str(number))
    return blocks


def share_without_key(keys: Sequence[Sequence[str]]) -> float:
    """Return which part of the records no key compares with any other, 0 to 1.

    >>> share_without_key([["a"], [], ["a"], []])
    0.5
    """
    return sum(not of_one for of_one in keys) / len(keys) if keys else 0.0
