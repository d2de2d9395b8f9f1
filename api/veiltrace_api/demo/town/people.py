"""Who lives in the town: households, their moves, their kin and their phone numbers."""

import heapq
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.identity_numbers import resident_id
from veiltrace_api.demo.town.model import (
    AS_OF,
    Kin,
    Line,
    Person,
    Residence,
    day_between,
)
from veiltrace_api.demo.town.names import DORMITORY, SURNAMES, given_name, home_address

POPULATION = 3000
DORMITORY_WORKERS = 120
QUARANTINE = timedelta(days=90)
"""How long a carrier rests a number before it gives it to the next subscriber."""
FIRST_LINE = date(2008, 1, 1)


class NumberPool:
    """Phone numbers of the unassigned prefix 124: new ones, and old ones after quarantine."""

    def __init__(self, rng: Random) -> None:
        """Start with every number unused."""
        self._rng = rng
        self._used: set[str] = set()
        self._released: list[tuple[date, str]] = []

    def new(self) -> str:
        """Return a number nobody has had."""
        while True:
            number = f"124{self._rng.randrange(10**8):08d}"
            if number not in self._used:
                self._used.add(number)
                return number

    def take(self, day: date) -> str:
        """Return a number for a subscriber of `day`: often one that somebody gave up."""
        rested = self._released and self._released[0][0] + QUARANTINE <= day
        if rested and self._rng.random() < 0.5:
            return heapq.heappop(self._released)[1]
        return self.new()

    def release(self, number: str, day: date) -> None:
        """Put a number that was given up on `day` into quarantine."""
        heapq.heappush(self._released, (day, number))


@dataclass(slots=True)
class Draft:
    """A person in the making."""

    surname: str
    given: str
    birth: date
    female: bool
    residences: list[Residence]
    lines: list[Line] = field(default_factory=list)

    def finish(self, index: int) -> Person:
        """Return the person under `index`, with the resident ID that belongs to it."""
        sequence = index % 499 * 2 + (2 if self.female else 1)
        area = 990101 + index % 9
        return Person(
            index=index,
            name=self.surname + self.given,
            resident_id=resident_id(area=area, birth=self.birth, sequence=sequence),
            birth=self.birth,
            female=self.female,
            lines=tuple(self.lines),
            residences=tuple(self.residences),
        )


@dataclass(slots=True)
class Settlement:
    """The people drafted so far and how they are related."""

    drafts: list[Draft] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)

    def add(self, draft: Draft) -> int:
        """Return the index the person will have."""
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def relate(self, first: int, second: int, word: str, back: str) -> None:
        """Note that `second` is the `word` of `first`, and `first` the `back` of `second`."""
        self.kin += [Kin(first, second, word), Kin(second, first, back)]

    def couple(self, husband: Draft, wife: Draft, children: list[Draft]) -> tuple[int, int]:
        """Return the indices of a couple, added with their children."""
        first, second = self.add(husband), self.add(wife)
        self.relate(first, second, "配偶", "配偶")
        for child in children:
            index = self.add(child)
            self.relate(first, index, "子女", "父母")
            self.relate(second, index, "子女", "父母")
        return first, second


def settle(rng: Random) -> Settlement:
    """Return the town's households and, last, the singles of the dormitory."""
    town = Settlement()
    brother: int | None = None
    while len(town.drafts) < POPULATION - DORMITORY_WORKERS:
        brother = _add_household(town, rng, brother)
    for _ in range(DORMITORY_WORKERS):
        birth = day_between(rng, date(1985, 1, 1), date(2006, 6, 30))
        home = [Residence(DORMITORY, day_between(rng, date(2022, 1, 1), date(2026, 3, 1)))]
        female = rng.random() < 0.4
        town.add(Draft(rng.choice(SURNAMES), given_name(rng), birth, female, home))
    return town


def _add_household(town: Settlement, rng: Random, brother: int | None) -> int | None:
    """Return the husband's index, to whom the next household's may be a brother."""
    birth = day_between(rng, date(1948, 1, 1), date(2003, 12, 31))
    homes = _residences(rng, birth)
    surname = rng.choice(SURNAMES)
    has_brother = brother is not None and rng.random() < 0.3
    if brother is not None and has_brother:
        surname = town.drafts[brother].surname
        elder = town.drafts[brother].birth
        birth = day_between(rng, elder + timedelta(days=400), elder + timedelta(days=3000))
    head = Draft(surname, given_name(rng), birth, female=False, residences=homes)
    if rng.random() < 0.2:
        head.female = not has_brother and rng.random() < 0.5
        index = town.add(head)
    else:
        wife_birth = day_between(rng, birth - timedelta(days=900), birth + timedelta(days=1800))
        wife = Draft(rng.choice(SURNAMES), given_name(rng), wife_birth, True, list(homes))
        index, _ = town.couple(head, wife, _children(rng, surname, wife_birth, homes))
    if brother is not None and has_brother:
        town.relate(index, brother, "兄弟", "兄弟")
    return None if head.female else index


def _children(rng: Random, surname: str, mother_birth: date, homes: list[Residence]) -> list[Draft]:
    births = [
        mother_birth + timedelta(days=rng.randrange(8000, 13000))
        for _ in range(rng.choice((0, 1, 1, 1, 2, 2)))
    ]
    return [
        Draft(surname, given_name(rng), birth, rng.random() < 0.5, list(homes))
        for birth in births
        if birth < AS_OF
    ]


def _residences(rng: Random, birth: date) -> list[Residence]:
    first = Residence(home_address(rng), birth)
    if rng.random() < 0.45:
        moved = day_between(rng, date(2016, 1, 1), date(2026, 3, 31))
        return [first, Residence(home_address(rng), moved)]
    return [first]


def connect(drafts: list[Draft], pool: NumberPool, rng: Random) -> None:
    """Give everyone above 14 their lines, day by day, so that numbers pass from hand to hand."""
    spells: list[tuple[date, int, date | None]] = []
    for index, draft in enumerate(drafts):
        if not draft.lines:
            spells += [(since, index, until) for since, until in _spells(rng, draft.birth)]
    for since, index, until in sorted(spells, key=lambda spell: spell[:2]):
        number = pool.take(since)
        drafts[index].lines.append(Line(number, since, until))
        if until is not None:
            pool.release(number, until)


def _spells(rng: Random, birth: date) -> list[tuple[date, date | None]]:
    start = max(FIRST_LINE, birth + timedelta(days=14 * 366)) + timedelta(days=rng.randrange(1500))
    if start >= AS_OF:
        return []
    changes = sorted(day_between(rng, start, AS_OF) for _ in range(rng.choice((0, 0, 1, 1, 2, 3))))
    begins = [start, *(day for day in changes if day > start)]
    ends: list[date | None] = [day - timedelta(days=1) for day in begins[1:]]
    return list(zip(begins, [*ends, None], strict=True))
