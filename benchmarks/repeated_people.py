"""Fictitious people of whom several records tell, with gaps and slips, for the increment."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.store_files import resident_id

HEADER = ("编号", "姓名", "证件号", "性别", "状态", "登记日期", "手机", "住址")
"""The columns that `store_files.PERSON_MAPPING` reads."""

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "安柏宝彬波博才昌超晨成诚川春达丹德东恩帆方飞丰峰福富刚光贵国海涵豪浩和恒宏鸿华辉慧"
_CROWD = 130_000  # people; of 200,000 records, about one and a half each


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    number: str
    gender: str
    phone: str
    address: str


def write_repeated_people(path: Path, first: range, *, seed: int) -> None:
    """Write the records of these numbers, in chance order over one fixed crowd of people.

    Which person a record tells of follows from its number alone, so that files of other numbers
    tell of the same people too.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows(first, seed))


def _rows(numbers: range, seed: int) -> Iterator[tuple[str, ...]]:
    for number in numbers:
        draw = random.Random(f"{seed}:record:{number}")
        person = _person(draw.randrange(_CROWD), seed)
        yield (
            f"P{number:08d}",
            person.name,
            _damaged(draw, person.number, missing=0.3),
            person.gender,
            "正常",
            "2026-01-01",
            _damaged(draw, person.phone, missing=0.3),
            "" if draw.random() < 0.3 else person.address,
        )


def _person(number: int, seed: int) -> _Person:
    draw = random.Random(f"{seed}:person:{number}")
    # The first surnames are far commoner than the last, as they are in China.
    surname = _SURNAMES[min(int(draw.expovariate(0.2)), len(_SURNAMES) - 1)]
    given = "".join(draw.choices(_GIVEN, k=draw.choice((1, 2, 2, 2))))
    lane, house = draw.randrange(1, 400), draw.randrange(1, 3000)
    return _Person(
        surname + given,
        resident_id(draw, number),
        draw.choice("男女"),
        f"124{number:08d}",
        f"示例省示例市云杉区枫林路{lane}号{number % 90}幢{house}室",
    )


def _damaged(draw: random.Random, text: str, *, missing: float) -> str:
    """Return the text, none, a masked one, or one with a wrong digit."""
    chance = draw.random()
    if chance < missing:
        return ""
    if chance < missing + 0.1:
        return text[:3] + "*" * (len(text) - 7) + text[-4:]
    if chance < missing + 0.15:
        place = draw.randrange(len(text) - 1)
        return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
    return text
