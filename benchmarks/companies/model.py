"""What is true of a fictitious company, whatever its records say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Country(StrEnum):
    """Where a company is registered."""

    CHINA = "CN"
    HONG_KONG = "HK"
    BRITAIN = "GB"
    GERMANY = "DE"
    AMERICA = "US"


class Kin(StrEnum):
    """Why a company is easily taken for another one."""

    ORDINARY = "nothing"
    PLACE_SISTER = "a sister firm that a place in its name tells apart"
    SERIAL_SISTER = "a sister firm that a number in its name tells apart"
    FORM_SISTER = "a sister firm that its legal form tells apart"
    BRANCH = "a branch beside its company"
    SHELL = "one of many at an agent's address and phone"
    NAMESAKE = "a firm of the same name in another province or state"
    HEIR = "a firm that bears a name another one has given up"


class Form(StrEnum):
    """Legal form, whatever the spelling."""

    LIMITED = "limited"
    STOCK = "stock"
    PARTNERSHIP = "partnership"
    INC = "inc"
    LLC = "llc"
    KG = "kg"
    UG = "ug"


@dataclass(frozen=True, slots=True)
class Words:
    """A word of a name or an address in both scripts; `han` is "" in the West."""

    han: str
    latin: str


@dataclass(frozen=True, slots=True)
class Brand:
    """What is peculiar to a name; `syllables` are its romanisation."""

    han: str
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A city, the province or state above it, and how its phone numbers begin."""

    city: Words
    province: Words
    districts: tuple[Words, ...]
    code: str
    dial: str


@dataclass(frozen=True, slots=True)
class Name:
    """A company's name in its parts; which of them a source writes, and how, is its habit."""

    brand: Brand
    trade: Words
    form: Form
    place: Place | None = None
    is_bracketed: bool = False
    serial: int = 0
    branch: Place | None = None

    @property
    def core(self) -> tuple[str, str]:
        """What is left where all that can be left out is left out, in Latin letters."""
        return "".join(self.brand.syllables), self.trade.latin


@dataclass(frozen=True, slots=True)
class Office:
    """An address; `post` is its post code where there is one."""

    place: Place
    district: Words
    street: Words
    number: int
    unit: int
    post: str


@dataclass(frozen=True, slots=True)
class Company:
    """One legal entity; `names` and `offices` have the present one first.

    `codes` are by property; `parent_codes` are those of the company it is a branch of.
    """

    index: int
    country: Country
    kin: Kin
    names: tuple[Name, ...]
    offices: tuple[Office, ...]
    codes: Mapping[str, str]
    founded: date
    phones: tuple[str, ...]
    email: str
    parent_codes: Mapping[str, str]
