"""Readings of Chinese characters in pinyin, and Latin words as syllables of pinyin.

Tones are left out, and ü is written v, as nobody's name has a v otherwise.
"""

import functools
import re
import unicodedata
from collections.abc import Callable

_ALONE = "a ai an ang ao e ei en eng er o ou"
_FINALS = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_SYLLABLES = frozenset(_ALONE.split()).union(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
_TONE = re.compile("[\u0300\u0301\u0304\u030c]")
_MAX_SYLLABLE = 6
_MAX_WORD = 24
# 吕 is Lyu in passports since 2012, and was Lv before.
_UMLAUT = (("ü", "v"), ("lyu", "lv"), ("nyu", "nv"))


@functools.lru_cache(maxsize=1 << 14)
def pinyin_of(text: str) -> tuple[str, ...]:
    """Return the usual reading of each simplified Chinese character.

    >>> pinyin_of("重庆"), pinyin_of("重要")
    (('chong', 'qing'), ('zhong', 'yao'))
    """
    return tuple(_reader()(text))


@functools.lru_cache(maxsize=1 << 14)
def pinyin_syllables(word: str) -> tuple[str, ...]:
    """Return the syllables that a small-letter Latin word is made of, none if it is no pinyin.

    A syllable that begins with a vowel stands first or behind an apostrophe, as pinyin's rules
    of spelling have it, unless the word cannot be read otherwise.

    >>> pinyin_syllables("xiaoming"), pinyin_syllables("xi'an"), pinyin_syllables("xian")
    (('xiao', 'ming'), ('xi', 'an'), ('xian',))
    >>> pinyin_syllables("smith")
    ()
    """
    if len(word) > _MAX_WORD:
        return ()
    if not word.isascii():
        word = unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", word)))
    for written, plain in _UMLAUT:
        word = word.replace(written, plain)
    syllables: tuple[str, ...] = ()
    for part in word.split("'"):
        read = _split(part, "aeo") or _split(part, "")
        if not read:
            return ()
        syllables += read
    return syllables


def _split(word: str, not_inside: str) -> tuple[str, ...]:
    """Return the word's syllables, the first as long as can be; none begins as told inside."""
    for length in range(min(_MAX_SYLLABLE, len(word)), 0, -1):
        head, tail = word[:length], word[length:]
        if head not in _SYLLABLES or (tail and tail[0] in not_inside):
            continue
        rest = _split(tail, not_inside)
        if rest or not tail:
            return (head, *rest)
    return ()


@functools.cache
def _reader() -> Callable[[str], list[str]]:
    # Imported on first use: its tables take 0.14 s and 59 MB, and few programs read names.
    from pypinyin import lazy_pinyin

    return lazy_pinyin
