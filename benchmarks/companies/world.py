"""A world of fictitious companies: most stand alone, many are easily taken for another."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.companies import numbers
from benchmarks.companies.founding import Founder, Plan
from benchmarks.companies.model import Company, Country, Form, Kin, Office, Place
from benchmarks.companies.words import places

COMPANIES = 4000
_ORDINARY = {
    Country.CHINA: 54,
    Country.BRITAIN: 24,
    Country.HONG_KONG: 8,
    Country.GERMANY: 7,
    Country.AMERICA: 7,
}
_PLACE_GROUPS = {Country.CHINA: 110, Country.BRITAIN: 30, Country.GERMANY: 8}
_SERIAL_GROUPS = {Country.CHINA: 45, Country.BRITAIN: 18}
_FORM_PAIRS = (
    (Country.GERMANY, (Form.LIMITED, Form.KG), 40),
    (Country.BRITAIN, (Form.LIMITED, Form.PARTNERSHIP), 20),
    (Country.AMERICA, (Form.INC, Form.LLC), 12),
)
_BRANCHED = 90
_AGENTS = {Country.CHINA: 12, Country.BRITAIN: 6, Country.HONG_KONG: 6}
_NAMESAKES = {Country.CHINA: 120, Country.AMERICA: 30}
_HEIRS = 30
_SHARED_PHONES = 120
"""Persons whose own phone stands for several firms that they represent."""


def companies_of_a_world(rng: Random) -> tuple[Company, ...]:
    """Return `COMPANIES` companies; whoever is taken for whom was founded side by side."""
    founder = Founder(rng)
    for country, count in _PLACE_GROUPS.items():
        for _ in range(count):
            _place_sisters(founder, country)
    for country, count in _SERIAL_GROUPS.items():
        for _ in range(count):
            _serial_sisters(founder, country)
    for country, forms, count in _FORM_PAIRS:
        for _ in range(count):
            _form_sisters(founder, country, forms)
    for _ in range(_BRANCHED):
        _company_with_branches(founder)
    for country, count in _AGENTS.items():
        for _ in range(count):
            _shells(founder, country)
    for country, count in _NAMESAKES.items():
        for _ in range(count):
            _namesakes(founder, country)
    countries = rng.choices(
        list(_ORDINARY),
        weights=list(_ORDINARY.values()),
        k=COMPANIES - _HEIRS - len(founder.companies),
    )
    for country in countries:
        founder.found(Plan(country))
    _heirs(founder)
    return tuple(_with_shared_phones(founder.companies, rng))


def _place_sisters(founder: Founder, country: Country) -> None:
    rng = founder.rng
    name = replace(founder.fresh_name(country, Form.LIMITED), is_bracketed=rng.random() < 0.6)
    seats = rng.sample(places(country), rng.randrange(2, 5))
    phone = numbers.phone(country, seats[0], rng) if rng.random() < 0.5 else ""
    is_named_plainly = rng.random() < 0.4
    for index, seat in enumerate(seats):
        sister = name if index == 0 and is_named_plainly else replace(name, place=seat)
        office = founder.office(country, seat)
        founder.found(Plan(country, Kin.PLACE_SISTER, sister, office, phone))


def _serial_sisters(founder: Founder, country: Country) -> None:
    rng = founder.rng
    form = Form.PARTNERSHIP if rng.random() < 0.4 else Form.LIMITED
    name = founder.fresh_name(country, form)
    office, phone = _one_roof(founder, country)
    if country is Country.CHINA:
        name = replace(name, place=office.place)
    for serial in range(1, rng.randrange(3, 6)):
        founder.found(Plan(country, Kin.SERIAL_SISTER, replace(name, serial=serial), office, phone))


def _form_sisters(founder: Founder, country: Country, forms: tuple[Form, ...]) -> None:
    name = founder.fresh_name(country)
    office, phone = _one_roof(founder, country)
    for form in forms:
        founder.found(Plan(country, Kin.FORM_SISTER, replace(name, form=form), office, phone))


def _company_with_branches(founder: Founder) -> None:
    rng = founder.rng
    country = Country.CHINA
    seats = rng.sample(places(country), rng.randrange(2, 5))
    bare = founder.fresh_name(country, Form.LIMITED)
    name = replace(bare, place=seats[0])
    parent = founder.found(Plan(country, name=name, office=founder.office(country, seats[0])))
    for seat in seats[1:]:
        branch, phone = replace(name, branch=seat), rng.choice((parent.phones[0], ""))
        office = founder.office(country, seat)
        founder.found(Plan(country, Kin.BRANCH, branch, office, phone, parent.codes))


def _shells(founder: Founder, country: Country) -> None:
    office, phone = _one_roof(founder, country)
    for _ in range(founder.rng.randrange(6, 15)):
        founder.found(Plan(country, Kin.SHELL, None, office, phone))


def _namesakes(founder: Founder, country: Country) -> None:
    rng = founder.rng
    name = founder.fresh_name(country)
    for seat in _of_different_provinces(country, rng.randrange(2, 4), rng):
        namesake = replace(name, place=seat) if country is Country.CHINA else name
        office = founder.office(country, seat)
        founder.found(Plan(country, Kin.NAMESAKE, namesake, office))


def _heirs(founder: Founder) -> None:
    """Found companies under names that others had before."""
    given_up = [c for c in founder.companies if len(c.names) > 1 and c.kin is Kin.ORDINARY]
    for former in founder.rng.sample(given_up, _HEIRS):
        founder.found(Plan(former.country, Kin.HEIR, former.names[1]))


def _one_roof(founder: Founder, country: Country) -> tuple[Office, str]:
    seat = founder.rng.choice(places(country))
    return founder.office(country, seat), numbers.phone(country, seat, founder.rng)


def _of_different_provinces(country: Country, count: int, rng: Random) -> Iterator[Place]:
    seen: set[str] = set()
    for seat in rng.sample(places(country), len(places(country))):
        if seat.province.latin not in seen and len(seen) < count:
            seen.add(seat.province.latin)
            yield seat


def _with_shared_phones(companies: list[Company], rng: Random) -> list[Company]:
    """Return the companies, some of which now share their representative's phone."""
    shared = list(companies)
    ordinary: dict[Country, list[int]] = {}
    for company in companies:
        if company.kin is Kin.ORDINARY:
            ordinary.setdefault(company.country, []).append(company.index)
    for _ in range(_SHARED_PHONES):
        compatriots = ordinary[rng.choice(companies).country]
        first, *others = rng.sample(compatriots, rng.randrange(2, 5))
        for index in others:
            phones = (shared[first].phones[0], *shared[index].phones)
            shared[index] = replace(shared[index], phones=phones)
    return shared
