"""What a source writes of a company: its words, its mistakes, and enough to tell whom it means."""

from random import Random

from benchmarks.companies import damage, naming
from benchmarks.companies.contacts import written_date, written_office, written_phone
from benchmarks.companies.model import Company, Office
from benchmarks.companies.name_habits import NameHabits
from benchmarks.companies.sources import Source
from benchmarks.companies.telling import Rivals, Trait

Texts = list[tuple[str, str]]
_PARENTS_CODE = 0.02
"""Share of a branch's records that give the number of its company instead."""
_BRITISH = "GB-COH"


class Clerk:
    """Writes records, and sees to it that a careful reader can tell of whom each one is."""

    def __init__(self, rivals: Rivals, rng: Random) -> None:
        self._rivals = rivals
        self._rng = rng

    def record(self, company: Company, source: Source, *, is_stale: bool) -> Texts:
        """Return one record's texts by property, of the company as it is or as it was before."""
        name, office = company.names[0], company.offices[0]
        if is_stale:
            name, office = company.names[-1], company.offices[-1]
        habits = NameHabits(company, source, self._rng)
        shown = {Trait.SERIAL, Trait.BRANCH}
        codes = self._codes(company, source, shown)
        address = self._address(company, office, habits) if self._chance(source.office) else ""
        if address:
            shown.add(Trait.OFFICE)
        written = habits.written(name, shown)
        if not self._rivals.are_told_apart(company, name, office, shown):
            written = habits.in_script(habits.in_full(name))
            shown |= {Trait.PLACE, Trait.FORM}
        if not self._rivals.are_told_apart(company, name, office, shown):
            address = address or self._address(company, office, habits)
            shown.add(Trait.OFFICE)
        if not self._rivals.are_told_apart(company, name, office, shown):
            codes = list(company.codes.items())[:1]
        others = [] if is_stale else habits.others()
        addresses = [("address", address)] if address else []
        contacts = [*addresses, *self._contacts(company, source)]
        return [("name", written), *others, *codes, *contacts, *self._facts(company, source)]

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _address(self, company: Company, office: Office, habits: NameHabits) -> str:
        country, is_latin = company.country, habits.is_latin
        text = written_office(office, country, is_latin=is_latin, rng=self._rng)
        return habits.in_script(text)

    def _codes(self, company: Company, source: Source, shown: set[Trait]) -> Texts:
        codes = company.codes
        if company.parent_codes and self._chance(_PARENTS_CODE):
            codes = company.parent_codes
        texts: Texts = []
        for name, share in source.codes.items():
            if name in codes and self._chance(share):
                register, colon, number = codes[name].rpartition(":")
                number = self._number(number, source, register, shown)
                texts.append((name, f"{register}{colon}{number}"))
        return texts

    def _number(self, number: str, source: Source, register: str, shown: set[Trait]) -> str:
        if self._chance(source.masked):
            return damage.masked(number, self._rng)
        if self._chance(source.garbled):
            return damage.garbled(number, self._rng)
        shown.add(Trait.CODE)
        if source.is_register:
            return number
        if register == _BRITISH and self._chance(0.5):
            return number.lstrip("0")
        return damage.restyled(number, self._rng) if self._chance(0.2) else number

    def _contacts(self, company: Company, source: Source) -> Texts:
        texts = [
            ("phone", written_phone(phone, company.country, self._rng))
            for phone in company.phones
            if self._chance(source.phone if phone == company.phones[0] else source.phone / 2)
        ]
        if self._chance(source.email):
            email = company.email
            texts.append(("email", email.upper() if self._chance(0.1) else email))
        return texts

    def _facts(self, company: Company, source: Source) -> Texts:
        texts: Texts = []
        if self._chance(source.founded):
            day = written_date(company.founded, company.country, self._rng)
            texts.append(("incorporated_on", day))
        if self._chance(source.form):
            stated = naming.stated_form(company.country, company.names[0])
            texts.append(("legal_form", stated))
            texts.append(("jurisdiction", company.country.value))
        return texts
