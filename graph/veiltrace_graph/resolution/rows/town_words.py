"""The words of an organisation's address that may be the name of its town."""

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from veiltrace_graph.resolution.rows.name_place import place_key
from veiltrace_privacy.normalise.area import place_address
from veiltrace_privacy.normalise.area_name import name_index
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.text import to_simplified

_HAN = re.compile("[\u3400-\u9fff]")
_STREET = "road rd street st lane ln avenue ave drive way close court square place"
_STREETS = frozenset(_STREET.split())
_GERMAN_STREET = re.compile(".*(?:str|strasse|weg|allee|platz|gasse)")
_OTHER = """
room rm suite unit flat floor no building bldg district county province city china
north south east west middle po box the of
"""
_OTHER_WORDS = frozenset(_OTHER.split())
_REGION = re.compile("香港|澳门")  # their districts have no codes of areas
_MOST_WORDS = 3


def town_words(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the words of addresses that may be a town's, in a fixed order, each once.

    Of an address in Chinese that is the city, or the province where no city is told; in Latin
    letters whatever is no street, number or kind of place, and such words in a row as one.

    >>> town_words(["江苏省南京市鼓楼区示例东路1号203室"])
    ('nanjing',)
    >>> town_words(["suite 39 219 example road fictown zz 10293"])
    ('fictown', 'fictownzz', 'zz')
    """
    return tuple(sorted({word for address in addresses for word in _words(address)}))


def _words(address: str) -> Iterator[str]:
    if _HAN.search(address):
        placed = place_address(address)
        town = placed.city or placed.province
        region = _REGION.match(to_simplified(address))
        yield from (place_key(name) for name in (town and town.name, region and region[0]) if name)
        return
    words = [word for word in plain_words(address) if word not in _OTHER_WORDS]
    named = [
        word
        for word, after in zip_longest(words, words[1:], fillvalue="")
        if word.isalpha()
        and not {word, after} & _STREETS
        and not _GERMAN_STREET.fullmatch(word)
        and word not in _provinces()
    ]
    for length in range(1, _MOST_WORDS + 1):
        yield from ("".join(run) for run in zip(*(named[i:] for i in range(length)), strict=False))


@functools.cache
def _provinces() -> frozenset[str]:
    """Return the provinces that are no cities: firms of one are in many towns."""
    areas = (m.area for meanings in name_index().meanings.values() for m in meanings)
    return frozenset(
        place_key(area.name)
        for area in areas
        if area.code.endswith("0000") and not area.name.endswith("市")
    )
