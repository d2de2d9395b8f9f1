"""The words of an organisation's address, the same in Chinese and in the pinyin of its English."""

import re
from collections.abc import Iterable, Iterator

from veiltrace_graph.resolution.rows.name_place import place_key
from veiltrace_privacy.normalise.area import place_address
from veiltrace_privacy.normalise.latin_name import plain_words
from veiltrace_privacy.normalise.pinyin import pinyin_of

_HAN = re.compile("[\u3400-\u9fff]")
_KIND = re.compile("大道|大街|单元|[镇乡村路街巷弄号栋幢楼层室座]")
_HAN_PART = re.compile("[0-9a-z]+|[\u3400-\u9fff]+")
_SIDE = re.compile("(?<=..)[东西南北中]$")
_SIDES = {"东": "east", "西": "west", "南": "south", "北": "north", "中": "middle"}
_GERMAN_STREET = re.compile("(?<=..)strasse$")


def office_words(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all addresses, in a fixed order, each once.

    >>> office_words(["南京市鼓楼区示例东路1号203室"])
    ('1', '203', 'east', 'gulou', 'jiangsu', 'nanjing', 'shili')
    >>> office_words(["room 203 no 1 shili east road gulou district nanjing"])
    ('1', '203', 'district', 'east', 'gulou', 'nanjing', 'no', 'road', 'room', 'shili')
    """
    return tuple(sorted({word for address in addresses for word in _words(address)}))


def _words(address: str) -> Iterator[str]:
    if not _HAN.search(address):
        # As the word is cut short on envelopes.
        yield from (_GERMAN_STREET.sub("str", word) for word in plain_words(address))
        return
    placed = place_address(address)
    for area in filter(None, (placed.province, placed.city, placed.county)):
        yield place_key(area.name)
    for part in _HAN_PART.findall(_KIND.sub(" ", placed.rest)):
        side = _SIDE.search(part)
        if side:
            yield _SIDES[side[0]]
        yield "".join(pinyin_of(_SIDE.sub("", part)))
