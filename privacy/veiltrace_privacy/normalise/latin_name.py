"""Names in Latin letters: their words, and a key without case, accents and order of the words."""

import re
import unicodedata

from veiltrace_privacy.normalise.text import fold

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`ʼʹ´", "'"))
_WORD = re.compile("[a-z0-9]+(?:'[a-z0-9]+)*")
_OTHER_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
_PLAIN = str.maketrans({**_OTHER_LETTERS, "ı": "i", "ħ": "h", "'": None})
# The accents of Latin letters only: the marks of Indian and other scripts are letters.
_ACCENT = re.compile("[\u0300-\u036f]")


def latin_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, with accents and with apostrophes inside.

    Words of other scripts come along as they are.

    >>> latin_words("O’EXAMPLE, José-María")
    ("o'example", 'josé', 'maría')
    """
    folded = fold(text.translate(_APOSTROPHES))
    if folded.isascii():
        return tuple(_WORD.findall(folded))
    spaced = "".join(char if _is_of_a_word(char) else " " for char in folded)
    words = (word.strip("'") for word in spaced.split())
    return tuple(word for word in words if word)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without accents and apostrophes.

    >>> plain_words("O’Example"), plain_words("Łódź"), plain_words("MÜLLER")
    (('oexample',), ('lodz',), ('muller',))
    """
    return tuple(plain for word in latin_words(text) if (plain := _plain(word)))


def latin_key(text: str) -> str:
    """Return the plain words of a name in the order of the alphabet.

    Two ways to write one name have one key; ue for ü does not.

    >>> latin_key("Example, José María"), latin_key("JOSE-MARIA EXAMPLE")
    ('example jose maria', 'example jose maria')
    """
    return " ".join(sorted(plain_words(text)))


def _plain(word: str) -> str:
    if word.isascii():
        return word.replace("'", "")
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)


def _is_of_a_word(char: str) -> bool:
    return char.isalnum() or char == "'" or unicodedata.category(char)[0] == "M"
