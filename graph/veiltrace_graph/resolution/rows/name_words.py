"""The words of a person's name, the same however the name is written.

A Chinese name is the syllables it is read as, and itself in simplified characters: so it meets its
Latin spelling by the first and its own kind by both.
"""

import re
from collections.abc import Iterable

from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.person_name import reading_keys
from veiltrace_privacy.normalise.text import clean, to_simplified

_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")


def person_name_words(names: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all names of one person, in the order of the alphabet, each once.

    >>> person_name_words(["王小明"]), person_name_words(["WANG Xiao-Ming"])
    (('ming', 'wang', 'xiao', '王小明'), ('ming', 'wang', 'xiao'))
    >>> person_name_words(["Persona, José"]), person_name_words(["jose persona"])
    (('jose', 'persona'), ('jose', 'persona'))
    """
    words: set[str] = set()
    for name in names:
        readings = reading_keys(name)
        words.update(word for key in readings for word in key.split())
        if not readings or _HAN.search(name):
            words.update(_own_words(name))
    return tuple(sorted(words))


def _own_words(name: str) -> Iterable[str]:
    if _HAN.search(name):
        return (to_simplified(clean(name)).replace(" ", ""),)
    return plain_words(name)
