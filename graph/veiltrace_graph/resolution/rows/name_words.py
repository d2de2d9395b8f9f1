"""The words of a person's name, the same however the name is written.

A Chinese name is the syllables it is read as, and itself in simplified characters: so it meets its
Latin spelling by the first and its own kind by both.
"""

import re
from collections.abc import Iterable

from veiltrace_graph.resolution.rows.pinyin_name import pinyin_name_syllables
from veiltrace_privacy.normalise.latin_name import latin_words, plain_words
from veiltrace_privacy.normalise.person_name import reading_keys

_CHARACTER = "[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
_HAN = re.compile(_CHARACTER)
_GAP = re.compile(rf"(?<={_CHARACTER})\s+(?={_CHARACTER})")


def person_name_words(names: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all names of one person, in the order of the alphabet, each once.

    >>> person_name_words(["王小明"]), person_name_words(["WANG Xiao-Ming"])
    (('ming', 'wang', 'xiao', '王小明'), ('ming', 'wang', 'xiao'))
    >>> person_name_words(["Persona, José"]), person_name_words(["jose persona"])
    (('jose', 'persona'), ('jose', 'persona'))
    """
    return tuple(sorted({word for name in names for word in _words(name)}))


def _words(name: str) -> Iterable[str]:
    """Yield the words of a name, which may be in Chinese and in Latin letters at once."""
    words = latin_words(_GAP.sub("", name))
    han = [word for word in words if _HAN.search(word)]
    yield from han
    if len(han) == 1:
        yield from (syllable for key in reading_keys(han[0]) for syllable in key.split())
    latin = [word for word in words if not _HAN.search(word)]
    yield from pinyin_name_syllables(latin) or plain_words(" ".join(latin))
