"""The words of an address, and of the place somebody was born."""

import re
from collections.abc import Iterable

from veiltrace_privacy.normalise.area import place_address
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.text import fold

_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMBERED = re.compile("(?<=[号栋幢楼室座弄])|(?<=单元)")


def place_words(places: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all these addresses or places, in a fixed order, each once.

    >>> place_words(["5 Example Street, Fictown"])
    ('5', 'example', 'fictown', 'street')
    >>> place_words(["南京市鼓楼区示例路1号2室", "江苏南京"])
    ('2室', '320100', '320106', '示例路1号')
    """
    return tuple(sorted({word for place in places for word in _words(place)}))


def _words(place: str) -> Iterable[str]:
    if not _HAN.search(place):
        return plain_words(place)
    placed = place_address(fold(place))
    parts = [part for part in map(str.strip, _NUMBERED.split(placed.rest)) if part]
    return [placed.code, *parts] if placed.code else parts
