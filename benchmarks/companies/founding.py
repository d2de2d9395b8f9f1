"""Founds fictitious companies one by one, each as a plan asks and chance decides the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from benchmarks.companies import numbers
from benchmarks.companies.codes import draw_codes
from benchmarks.companies.model import (
    Company,
    Country,
    Form,
    Kin,
    Name,
    Office,
    Place,
    Words,
)
from benchmarks.companies.words import EASTERN, draw_brand, places, streets, trades

_FORMS = {
    Country.CHINA: {Form.LIMITED: 88, Form.STOCK: 6, Form.PARTNERSHIP: 6},
    Country.HONG_KONG: {Form.LIMITED: 1},
    Country.BRITAIN: {Form.LIMITED: 90, Form.STOCK: 3, Form.PARTNERSHIP: 7},
    Country.GERMANY: {Form.LIMITED: 75, Form.KG: 15, Form.UG: 7, Form.STOCK: 3},
    Country.AMERICA: {Form.LLC: 50, Form.INC: 45, Form.STOCK: 5},
}
_RENAMED = 0.16
_MOVED = 0.25
_SECOND_PHONE = 0.3
_UNDER_ONE_DOMAIN = (Kin.PLACE_SISTER, Kin.SERIAL_SISTER, Kin.FORM_SISTER, Kin.BRANCH)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled of a company before it is founded; what is not is drawn."""

    country: Country
    kin: Kin = Kin.ORDINARY
    name: Name | None = None
    office: Office | None = None
    phone: str = ""
    parent_codes: Mapping[str, str] = field(default_factory=dict)


class Founder:
    """Founds companies and sees to it that no two firms of one place get one name by chance."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.companies: list[Company] = []
        self._taken: set[tuple[Country, tuple[str, str], str]] = set()
        self._cores: set[tuple[str, str]] = set()

    def found(self, plan: Plan) -> Company:
        """Return a new company, which is among `companies` from now on."""
        country, rng = plan.country, self.rng
        seat = plan.office.place if plan.office else self._seat(plan.name, country)
        name = plan.name or self._name(country, seat)
        self._take(country, name)
        founded = date(1998, 1, 1) + timedelta(days=rng.randrange(27 * 365))
        offices = [plan.office or self.office(country, seat)]
        if rng.random() < _MOVED:
            offices.append(self.office(country, seat))
        phones = [plan.phone or numbers.phone(country, seat, rng)]
        if rng.random() < _SECOND_PHONE:
            phones.append(numbers.phone(country, seat, rng))
        company = Company(
            index=len(self.companies),
            country=country,
            kin=plan.kin,
            names=(name, *self._former_names(country, seat, plan.kin)),
            offices=tuple(offices),
            codes=draw_codes(country, seat, name.form, founded, rng),
            founded=founded,
            phones=tuple(phones),
            email=self._email(name, seat, plan.kin),
            parent_codes=plan.parent_codes,
        )
        self.companies.append(company)
        return company

    def fresh_name(self, country: Country, form: Form | None = None) -> Name:
        """Return a name without a place whose core no company has had yet."""
        while True:
            name = self._drawn(country, form)
            if name.core not in self._cores:
                return name

    def office(self, country: Country, place: Place) -> Office:
        """Return an address in that city that is nobody's yet, as far as chance allows."""
        rng = self.rng
        post = {
            Country.BRITAIN: f"{rng.choice('ZQXJ')}{rng.choice('ABDEF')}{rng.randrange(1, 30)} "
            f"{rng.randrange(1, 10)}{rng.choice('ABDEFGHJLN')}{rng.choice('ABDEFGHJLN')}",
            Country.GERMANY: f"{rng.randrange(10_000, 99_999)}",
            Country.AMERICA: f"{rng.randrange(10_000, 99_999)}",
        }.get(country, "")
        return Office(
            place=place,
            district=rng.choice(place.districts or (Words("", ""),)),
            street=rng.choice(streets(country)),
            number=rng.randrange(1, 400),
            unit=rng.randrange(101, 2500),
            post=post,
        )

    def _seat(self, name: Name | None, country: Country) -> Place:
        named = (name.branch or name.place) if name else None
        return named or self.rng.choice(places(country))

    def _name(self, country: Country, seat: Place) -> Name:
        rng = self.rng
        if country is not Country.CHINA:
            return self.fresh_name(country)
        while True:
            drawn = self._drawn(country, None)
            # Most Chinese firms bear their city's name in front, some in brackets, some not at all.
            style = rng.random()
            place, is_bracketed = (None if style > 0.86 else seat), style < 0.12
            name = Name(drawn.brand, drawn.trade, drawn.form, place, is_bracketed)
            if _key(country, name) not in self._taken:
                return name

    def _drawn(self, country: Country, form: Form | None) -> Name:
        forms = _FORMS[country]
        drawn = self.rng.choices(list(forms), weights=list(forms.values()))[0]
        return Name(draw_brand(country, self.rng), self.rng.choice(trades(country)), form or drawn)

    def _former_names(self, country: Country, seat: Place, kin: Kin) -> tuple[Name, ...]:
        if kin in (Kin.BRANCH, Kin.SERIAL_SISTER) or self.rng.random() >= _RENAMED:
            return ()
        name = self._name(country, seat)
        self._take(country, name)
        return (name,)

    def _take(self, country: Country, name: Name) -> None:
        self._taken.add(_key(country, name))
        self._cores.add(name.core)

    def _email(self, name: Name, seat: Place, kin: Kin) -> str:
        """Return an address under the company's domain; sister firms have one together."""
        has_own = kin not in _UNDER_ONE_DOMAIN
        words = (*name.brand.syllables, name.trade.latin[:3], seat.city.latin[:3] * has_own)
        domain = "".join(
            char for char in "".join(words).lower() if char.isascii() and char.isalnum()
        )
        return f"{self.rng.choice(('info', 'office', 'sales', 'admin'))}@{domain}.example"


def _key(country: Country, name: Name) -> tuple[Country, tuple[str, str], str]:
    place = name.place.city.latin if name.place and country in EASTERN else ""
    return country, name.core, place
