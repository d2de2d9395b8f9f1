"""The words of an address, and of the place somebody was born."""

import re
from collections.abc import Iterable

from veiltrace_privacy.normalise.area import place_address
from veiltrace_privacy.normalise.latin_name import plain_words

_HAN = re.compile("[\u3400-\u9fff]")
_NUMBERED = re.compile(r"(?<=[号栋幢楼室座弄单元])")


def place_words(addresses: Iterable[str], birth_places: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all addresses and birth places, in a fixed order, each once.

    >>> place_words(["5 Example Street, Fictown"], ["Fictown"])
    ('5', 'born:fictown', 'example', 'fictown', 'street')
    >>> place_words(["南京市鼓楼区示例路1号2室"], [])
    ('2室', '320106', '示例路1号')
    """
    words = {word for address in addresses for word in _address_words(address)}
    words.update(f"born:{word}" for place in birth_places for word in plain_words(place))
    return tuple(sorted(words))


def _address_words(address: str) -> Iterable[str]:
    if not _HAN.search(address):
        return plain_words(address)
    placed = place_address(address)
    parts = [part for part in _NUMBERED.split(placed.rest) if part]
    return [placed.code, *parts] if placed.code else parts
