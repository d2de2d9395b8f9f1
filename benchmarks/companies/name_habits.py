"""How a source writes a company's names: script, spelling, abbreviation, mistakes."""

from random import Random

from benchmarks.companies import damage, naming
from benchmarks.companies.model import Company, Country, Name
from benchmarks.companies.sources import Source
from benchmarks.companies.telling import Trait
from benchmarks.companies.words import EASTERN

_ABBREVIATED = 0.15
_ANONYMISED = 0.02
_MISREAD = 0.003
_IN_LIQUIDATION = ("(In Liquidation)", "(in administration)")


class NameHabits:
    """A source's way with the names of one company, in one record."""

    def __init__(self, company: Company, source: Source, rng: Random) -> None:
        self._company = company
        self._source = source
        self._rng = rng
        self.is_latin = company.country not in EASTERN or self._chance(source.latin)

    def written(self, name: Name, shown: set[Trait]) -> str:
        """Return the name as it stands in the record, and add to `shown` what it tells."""
        source = self._source
        is_short = self._chance(source.short)
        if not is_short:
            shown |= {Trait.PLACE, Trait.FORM}
        text = self._in_latin(name, is_short) if self.is_latin else self._in_han(name, is_short)
        if self._chance(source.slip):
            text = self._mistyped(text, name)
        if source.has_states and self._chance(0.15):
            text += f" {self._rng.choice(_IN_LIQUIDATION)}"
        if source.masked and Trait.CODE in shown and self._chance(_ANONYMISED):
            text = text.replace(name.brand.han, "某某")
        return self.in_script(text)

    def in_full(self, name: Name, *, is_latin: bool | None = None) -> str:
        """Return the name as its register has it."""
        if self.is_latin if is_latin is None else is_latin:
            form = naming.latin_forms(self._company.country, name.form)[0]
            is_spaced = self._company.country is Country.HONG_KONG
            return naming.in_latin(name, form=form, has_place=True, is_spaced=is_spaced)
        return naming.in_han(name, form=naming.han_forms(name.form)[0], has_place=True)

    def others(self) -> list[tuple[str, str]]:
        """Return former names, and the name in the other script, where the source lists them."""
        company, source = self._company, self._source
        texts = [
            ("former_name", self.in_script(self.in_full(name)))
            for name in company.names[1:]
            if self._chance(source.former)
        ]
        if company.country in EASTERN and self._chance(source.alias):
            alias = self.in_full(company.names[0], is_latin=not self.is_latin)
            texts.append(("alias", alias))
        return texts

    def in_script(self, text: str) -> str:
        """Return the text in capitals or traditional characters where the source has these."""
        if not text.isascii() and self._chance(_MISREAD):
            return damage.misread(text)
        if not self._chance(self._source.other_script):
            return text.replace("（", "(").replace("）", ")") if self._chance(0.3) else text
        return text.upper() if self.is_latin else damage.traditional(text)

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _mistyped(self, text: str, name: Name) -> str:
        if self.is_latin:
            return damage.slip_in_latin(text, self._rng)
        # Numbers and places are read with care, as clerks know what they are there for.
        word = name.brand.han if self._chance(0.7) else name.trade.han[:2]
        return text.replace(word, damage.slip_in_han(word, self._rng), 1)

    def _in_latin(self, name: Name, is_short: bool) -> str:
        country = self._company.country
        form = "" if is_short else self._rng.choice(naming.latin_forms(country, name.form))
        # Who types a Chinese name in English puts gaps where it suits him.
        is_spaced = country in EASTERN and self._chance(0.35)
        text = naming.in_latin(name, form=form, has_place=not is_short, is_spaced=is_spaced)
        if not self._source.is_register and self._chance(_ABBREVIATED):
            text = damage.abbreviated(text)
        if country is Country.GERMANY and self._chance(0.15):
            text = damage.without_umlauts(text)
        return text

    def _in_han(self, name: Name, is_short: bool) -> str:
        forms = naming.han_forms(name.form)
        is_usual = self._company.country is Country.HONG_KONG or self._chance(0.8)
        form = "" if is_short else forms[0 if is_usual else -1]
        text = naming.in_han(name, form=form, has_place=not is_short)
        trade = name.trade.han
        # 恒达建筑 for 恒达建筑工程: the second half of what a firm does goes first.
        if is_short and len(trade) > 3 and self._chance(0.3):
            text = text.replace(trade, trade[:-2])
        return text
