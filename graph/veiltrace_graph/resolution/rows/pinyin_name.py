"""Whether a name in Latin letters may be a Chinese one, and the syllables it is read as then.

Many names elsewhere can be cut into syllables of Chinese ("sa bi ne lan ge"). Cut up, they would
share no word with the same name mistyped, which can not.
"""

import functools
import itertools
from collections.abc import Sequence

from veiltrace_privacy.normalise.person_name import reading_keys
from veiltrace_privacy.normalise.pinyin import pinyin_of
from veiltrace_privacy.normalise.surname import COMPOUND_SURNAMES, SURNAME_READINGS, SURNAMES

_LONGEST_GIVEN = 2


def pinyin_name_syllables(words: Sequence[str]) -> tuple[str, ...]:
    """Return the syllables of a name of these words; none unless it is a surname and at most two.

    >>> pinyin_name_syllables(["xiaoming", "wang"]), pinyin_name_syllables(["sabine", "lange"])
    (('ming', 'wang', 'xiao'), ())
    """
    keys = reading_keys(" ".join(words)) if len(words) > 1 else ()
    syllables = tuple(keys[0].split()) if keys else ()
    longest = _longest_surname(words) + _LONGEST_GIVEN
    return syllables if longest > _LONGEST_GIVEN and len(syllables) <= longest else ()


def _longest_surname(words: Sequence[str]) -> int:
    """Return of how many syllables a surname among the words is at most, 0 if there is none."""
    neighbours = map("".join, itertools.pairwise(words))
    if not _compound().isdisjoint((*words, *neighbours)):
        return 2
    return 0 if _single().isdisjoint(words) else 1


@functools.cache
def _single() -> frozenset[str]:
    stated = {reading for readings in SURNAME_READINGS.values() for reading in readings}
    return frozenset(stated.union(*map(pinyin_of, SURNAMES)))


@functools.cache
def _compound() -> frozenset[str]:
    return frozenset(map("".join, COMPOUND_SURNAMES.values()))
