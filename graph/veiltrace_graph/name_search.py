"""Search terms of a name: bigrams of Han, kana and hangul text, whole words of any other.

These are the terms that Lucene's CJK analyser makes, so that both stores find the same names.
SQLite's own trigram index would miss the commonest Chinese names, which have two characters.
"""

import re
from itertools import pairwise

from veiltrace_privacy.normalise.name import name_key
from veiltrace_privacy.normalise.person_name import reading_keys
from veiltrace_privacy.normalise.text import clean

_RUNS = re.compile(
    r"(?P<cjk>[\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff]+)|(?P<word>[^\W_]+)"
)
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
MAX_TERMS = 64
"""Terms kept of one name; longer names are found by their first ones."""


def name_terms(name: str) -> tuple[str, ...]:
    """Return the distinct search terms of `name`, in the order they occur.

    >>> name_terms("示例乙")
    ('示例', '例乙')
    >>> name_terms("Fictional Air LLC")
    ('fictional', 'air', 'llc')
    """
    terms: dict[str, None] = {}
    for run in _RUNS.finditer(clean(name)):
        text = name_key(run.group())
        if run.lastgroup == "word" or len(text) == 1:
            terms[text] = None
        else:
            terms.update(dict.fromkeys(a + b for a, b in pairwise(text)))
    return tuple(terms)[:MAX_TERMS]


def sounds_alike(one: str, other: str) -> bool:
    """Return whether one name may be the other in Latin letters, or both are, in another order.

    Two names in Chinese characters are compared by these alone: homophones are other names.

    >>> sounds_alike("王小明", "Xiao-Ming Wang"), sounds_alike("WANG Xiaoming", "Xiaoming Wang")
    (True, True)
    >>> sounds_alike("王小明", "汪晓明")
    False
    """
    if not (_LATIN.search(one) or _LATIN.search(other)):
        return False
    return not set(reading_keys(one)).isdisjoint(reading_keys(other))
