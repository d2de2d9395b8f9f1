"""What is true in the town. The files show parts of it, late and damaged; tests compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

AS_OF = date(2026, 6, 30)
"""The day the town is seen; no file knows of a later one."""

LOST_DEBTOR = "DC2025-0042"
"""Number of the debt case whose debtor the demo finds."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company as a register names it: `number` is a resident ID or a USCC."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One phone number while one person has it; `until` is None as long as it works."""

    number: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Residence:
    """Where a person lives from `since` on, until the next residence begins."""

    address: str
    since: date


@dataclass(frozen=True, slots=True)
class Person:
    """One inhabitant; lines and residences run from the oldest to the newest."""

    index: int
    name: str
    resident_id: str
    birth: date
    female: bool
    lines: tuple[Line, ...]
    residences: tuple[Residence, ...]

    @property
    def party(self) -> Party:
        """The person as a register names it."""
        return Party(self.name, self.resident_id)

    def age(self, day: date) -> int:
        """Return the person's age in whole years on `day`."""
        had_birthday = (day.month, day.day) >= (self.birth.month, self.birth.day)
        return day.year - self.birth.year - (0 if had_birthday else 1)

    def line(self, day: date) -> Line | None:
        """Return the newest line the person had by `day`, None before the first."""
        begun = [line for line in self.lines if line.since <= day]
        return begun[-1] if begun else None

    def phone(self, day: date) -> str:
        """Return the number the person would have given on `day`, "" before the first."""
        line = self.line(day)
        return line.number if line else ""

    def address(self, day: date) -> str:
        """Return where the person lived on `day`."""
        lived = [home for home in self.residences if home.since <= day]
        return (lived[-1] if lived else self.residences[0]).address


@dataclass(frozen=True, slots=True)
class Kin:
    """`relative` is the `word` (配偶, 兄弟, 子女, 父母) of `person`; both are indices."""

    person: int
    relative: int
    word: str


@dataclass(frozen=True, slots=True)
class Share:
    """One holding of a company's capital, `percent` of 100."""

    holder: Party
    percent: int
    since: date


@dataclass(frozen=True, slots=True)
class Company:
    """One company; `capital` is in units of ten thousand yuan (万元)."""

    index: int
    name: str
    uscc: str
    industry: str
    form: str
    status: str
    founded: date
    capital: int
    address: str
    phone: str
    representative: Person
    shares: tuple[Share, ...]

    @property
    def party(self) -> Party:
        """The company as a register names it."""
        return Party(self.name, self.uscc)


@dataclass(frozen=True, slots=True)
class Case:
    """One debt; `phone` and `address` are what the debtor told the creditor on `signed`."""

    number: str
    debtor: Party
    guarantor: Party | None
    creditor: Party
    product: str
    amount: int
    signed: date
    overdue: date
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Story:
    """Those the demo is about, and what is true of them."""

    debtor: Person
    spouse: Person
    daughter: Person
    brother: Person
    guarantor: Person
    stranger: Person
    namesakes: tuple[Person, ...]
    company: Company
    employer: Company
    obligor: Company
    listed_company: Company
    dead_phone: str
    policy_phone: str
    true_phone: str
    stale_address: str
    true_address: str

    @property
    def cast(self) -> tuple[Person, ...]:
        """The story's people, who stay out of the other debts, so that no file says more."""
        kin = (self.spouse, self.daughter, self.brother)
        return (self.debtor, *kin, self.guarantor, self.stranger)


@dataclass(frozen=True, slots=True)
class Town:
    """Everything true in the town on `AS_OF`."""

    seed: int
    people: tuple[Person, ...]
    kin: tuple[Kin, ...]
    companies: tuple[Company, ...]
    cases: tuple[Case, ...]
    story: Story

    def random(self, purpose: str) -> Random:
        """Return randomness of its own for `purpose`: a new file leaves the others as they are."""
        return Random(f"{self.seed}:{purpose}")  # noqa: S311 - a demo, no secret

    def adults(self) -> list[Person]:
        """Return everyone of 20 years and more, oldest index first."""
        return [person for person in self.people if person.age(AS_OF) >= 20]

    def relatives(self, person: Person) -> list[tuple[Person, str]]:
        """Return the person's kin, each with what they are to the person."""
        return [(self.people[k.relative], k.word) for k in self.kin if k.person == person.index]


def day_between(rng: Random, first: date, last: date) -> date:
    """Return a day from `first` to `last`, both included; `first` when they are reversed."""
    return first + timedelta(days=rng.randrange(max((last - first).days, 0) + 1))


def pick(rng: Random, pinned: Sequence[Party], others: Sequence[Party], count: int) -> list[Party]:
    """Return `pinned` and enough of `others` to make `count`, in random order, none twice."""
    rest = [party for party in others if party not in pinned]
    chosen = [*pinned, *rng.sample(rest, count - len(pinned))]
    rng.shuffle(chosen)
    return chosen
