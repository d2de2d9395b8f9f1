"""The files that speak of fictitious companies, and how much of what they say is right."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.companies.model import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's habits; every number but `weight` is the share of records it holds for.

    It holds only companies that have the code it `needs`. `has_states` where "(In Liquidation)"
    can stand behind a name. `latin`: an Eastern firm's name in English. `codes` says how often a
    number is given, `former` and `alias` how often other names are. `short`: the name without place
    and form. `slip`: with a typing mistake. `stale`: as things were before a change.
    `other_script`: traditional characters in a Chinese file, capitals in a Western one. `masked`,
    `garbled`: of the numbers.
    """

    name: str
    countries: tuple[Country, ...]
    weight: float
    needs: str = ""
    is_register: bool = False
    latin: float = 0
    has_states: bool = False
    codes: Mapping[str, float] = field(default_factory=dict)
    office: float = 0
    phone: float = 0
    email: float = 0
    founded: float = 0
    form: float = 0
    former: float = 0
    alias: float = 0
    short: float = 0
    slip: float = 0
    stale: float = 0
    other_script: float = 0
    masked: float = 0
    garbled: float = 0


_CHINA = (Country.CHINA,)
_HONG_KONG = (Country.HONG_KONG,)
_BRITAIN = (Country.BRITAIN,)
_ABROAD = (Country.GERMANY, Country.AMERICA)
SOURCES = (
    Source(
        name="cn_register", countries=_CHINA, weight=3, is_register=True,
        codes={"uscc": 0.88, "registration_number": 0.5},
        office=0.96, phone=0.55, email=0.25, founded=0.96, form=0.95, former=1.0,
        slip=0.01, garbled=0.01,
    ),
    Source(
        name="cn_court", countries=_CHINA, weight=2.5,
        codes={"uscc": 0.6}, office=0.15, short=0.02, slip=0.06, stale=0.12, masked=0.45,
        garbled=0.06,
    ),
    Source(
        name="cn_receivables", countries=_CHINA, weight=2.5,
        codes={"uscc": 0.12, "registration_number": 0.15},
        office=0.55, phone=0.7, email=0.12, short=0.4, slip=0.1, stale=0.15, other_script=0.06,
        garbled=0.2,
    ),
    Source(
        name="cn_invoices", countries=_CHINA, weight=1.5,
        codes={"tax_number": 0.8}, office=0.4, phone=0.4, slip=0.03, stale=0.05, garbled=0.04,
    ),
    Source(
        name="trade_partners", countries=(Country.CHINA, Country.HONG_KONG), weight=0.9, latin=1.0,
        codes={"uscc": 0.15, "company_number": 0.15, "lei": 0.1},
        office=0.8, phone=0.6, alias=0.3, email=0.4, slip=0.06, stale=0.08,
        other_script=0.3, garbled=0.1,
    ),
    Source(
        name="lei_records", countries=tuple(Country), weight=3, needs="lei", latin=0.5,
        codes={"lei": 1.0, "uscc": 0.7, "company_number": 0.8, "registration_number": 0.5},
        office=0.95, founded=0.3, form=0.4, alias=0.7, former=0.3, other_script=0.3,
    ),
    Source(
        name="hk_register", countries=_HONG_KONG, weight=3, is_register=True,
        codes={"company_number": 0.97}, founded=0.95, form=0.9, former=1.0, alias=1.0,
        other_script=1.0,
    ),
    Source(
        name="hk_creditors", countries=_HONG_KONG, weight=2.5,
        codes={"company_number": 0.25}, office=0.6, phone=0.6, email=0.1, short=0.25, slip=0.06,
        stale=0.08, other_script=0.85, garbled=0.08,
    ),
    Source(
        name="gb_register", countries=_BRITAIN, weight=3, is_register=True,
        codes={"company_number": 1.0}, office=0.97, founded=0.97, form=0.95, former=1.0,
        other_script=1.0,
    ),
    Source(
        name="gb_land", countries=_BRITAIN, weight=2,
        codes={"company_number": 0.75}, office=0.9, slip=0.03, stale=0.15, other_script=0.8,
        garbled=0.02,
    ),
    Source(
        name="gb_notices", countries=_BRITAIN, weight=1.5, has_states=True,
        codes={"company_number": 0.8}, office=0.6, slip=0.02, stale=0.05, other_script=0.6,
        garbled=0.03,
    ),
    Source(
        name="gb_customers", countries=_BRITAIN, weight=3,
        codes={"company_number": 0.08}, office=0.7, phone=0.75, email=0.5, short=0.35, slip=0.1,
        stale=0.1, other_script=0.15, garbled=0.15,
    ),
    Source(
        name="foreign_register", countries=_ABROAD, weight=3, is_register=True,
        codes={"registration_number": 0.98}, office=0.95, founded=0.6, form=0.9, former=1.0,
        other_script=0.2,
    ),
    Source(
        name="foreign_liens", countries=_ABROAD, weight=2,
        codes={"registration_number": 0.25}, office=0.9, slip=0.05, stale=0.12, other_script=0.6,
        garbled=0.05,
    ),
    Source(
        name="foreign_customers", countries=_ABROAD, weight=3,
        codes={"registration_number": 0.06, "tax_number": 0.15, "lei": 0.1},
        office=0.7, phone=0.7, email=0.4, short=0.3, slip=0.1, stale=0.1, other_script=0.1,
        garbled=0.15,
    ),
)  # fmt: skip
"""Every file there is; the register of each country comes before its others."""


def sources_of(country: Country) -> tuple[Source, ...]:
    """Return the files that speak of companies of a country."""
    return tuple(source for source in SOURCES if country in source.countries)
