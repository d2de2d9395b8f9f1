"""How clerks, spreadsheets and web pages damage what they hand on."""

from functools import cache
from itertools import pairwise
from random import Random

from opencc import OpenCC

from benchmarks.companies.words import abbreviations, lookalikes

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: after for row in _KEYBOARD for key, after in pairwise(row)}
_CODE_CONFUSIONS = {"0": "8", "1": "7", "2": "7", "3": "8", "5": "6", "6": "8", "8": "3", "9": "4"}


def slip_in_han(word: str, rng: Random) -> str:
    """Return the word with a character mistaken, left out, doubled, or in its neighbour's place."""
    alike = lookalikes()
    known = [i for i, char in enumerate(word) if char in alike]
    if known and rng.random() < 0.6:
        place = rng.choice(known)
        return word[:place] + rng.choice(alike[word[place]]) + word[place + 1 :]
    place = rng.randrange(len(word) - 1)
    char, after = word[place], word[place + 1]
    changed = rng.choice((after, char + char + after, after + char))
    return word[:place] + changed + word[place + 2 :]


def slip_in_latin(text: str, rng: Random) -> str:
    """Return the text with one letter of a longer word mistyped."""
    places = [i for i in range(1, len(text) - 1) if text[i - 1 : i + 2].isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    char, after = text[place], text[place + 1]
    hit = _NEIGHBOURS.get(char.lower(), "e")
    changed = rng.choice((after, char + char + after, after + char, hit + after))
    return text[:place] + changed + text[place + 2 :]


def abbreviated(text: str) -> str:
    """Return the name with its long words cut short, as customer lists have it.

    >>> abbreviated("Ashcombe Construction Services Limited")
    'Ashcombe Constr. Svcs Limited'
    """
    for word, short in abbreviations().items():
        text = text.replace(word, short)
    return text


def without_umlauts(text: str) -> str:
    """Return German text as a keyboard without umlauts writes it.

    >>> without_umlauts("Lindhof Möbel GmbH")
    'Lindhof Moebel GmbH'
    """
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(letter, letters)
    return text


def traditional(text: str) -> str:
    """Return the text in traditional characters.

    >>> traditional("恒达贸易有限公司")
    '恆達貿易有限公司'
    """
    return str(_converter().convert(text))


def masked(code: str, rng: Random) -> str:
    """Return the code with its middle hidden, as courts publish it."""
    kept = rng.choice(((4, 4), (8, 1), (6, 4)))
    hidden = max(len(code) - sum(kept), 1)
    return code[: kept[0]] + rng.choice("*X") * hidden + code[len(code) - kept[1] :]


def garbled(code: str, rng: Random) -> str:
    """Return a code that is no longer whole: rounded by a spreadsheet, cut short, or mistyped."""
    if code.isdigit() and len(code) >= 15 and rng.random() < 0.7:
        return f"{float(code):.5E}"
    if rng.random() < 0.25:
        return code[:-1]
    places = [i for i, char in enumerate(code) if char in _CODE_CONFUSIONS]
    place = rng.choice(places)
    return code[:place] + _CODE_CONFUSIONS[code[place]] + code[place + 1 :]


def restyled(code: str, rng: Random) -> str:
    """Return the same code as another clerk would write it."""
    return rng.choice(
        (
            code.lower(),
            f"'{code}",
            f" {code}",
            f"{code[:4]} {code[4:]}",
            code.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789"}),
        )
    )


def misread(text: str) -> str:
    """Return UTF-8 read as Latin-1, which has befallen whole files."""
    return text.encode().decode("latin-1")


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")
