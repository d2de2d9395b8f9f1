"""Of whom a record is, as far as one can tell from what it shows."""

from dataclasses import replace
from random import Random

from benchmarks.companies.founding import Founder, Plan
from benchmarks.companies.model import Company, Country, Form, Kin, Name
from benchmarks.companies.telling import Rivals, Trait
from benchmarks.companies.words import places

NANJING, SUZHOU, *_ = places(Country.CHINA)
FOUNDER = Founder(Random(3))
NAME = FOUNDER.fresh_name(Country.CHINA, Form.LIMITED)
OFFICE = FOUNDER.office(Country.CHINA, NANJING)


def firm(name: Name, **changes: object) -> Company:
    company = FOUNDER.found(Plan(Country.CHINA, Kin.SERIAL_SISTER, name, OFFICE))
    return replace(company, **changes)  # type: ignore[arg-type]


def told(company: Company, *others: Company, shown: set[Trait]) -> bool:
    rivals = Rivals([company, *others])
    return rivals.are_told_apart(company, company.names[0], company.offices[0], shown)


def test_a_firm_without_namesakes_needs_to_show_nothing() -> None:
    assert told(firm(NAME), shown=set())


def test_a_place_tells_a_firm_that_bears_one_but_not_its_plain_namesake() -> None:
    placed, plain = firm(replace(NAME, place=NANJING)), firm(NAME)
    assert told(placed, firm(replace(NAME, place=SUZHOU)), shown={Trait.PLACE})
    assert told(placed, plain, shown={Trait.PLACE})
    assert not told(plain, placed, shown={Trait.PLACE})


def test_an_office_tells_only_firms_that_never_sat_together() -> None:
    here = firm(NAME)
    elsewhere = firm(NAME, offices=(FOUNDER.office(Country.CHINA, SUZHOU),))
    assert told(here, elsewhere, shown={Trait.OFFICE})
    assert not told(here, firm(NAME), shown={Trait.OFFICE})


def test_a_number_a_form_or_a_branch_tells_sisters_under_one_roof() -> None:
    first = firm(replace(NAME, serial=1))
    assert told(first, firm(replace(NAME, serial=2)), shown={Trait.SERIAL})
    assert told(first, firm(replace(NAME, serial=1, form=Form.STOCK)), shown={Trait.FORM})
    assert told(first, firm(replace(NAME, serial=1, branch=SUZHOU)), shown={Trait.BRANCH})


def test_a_former_name_counts_as_a_name() -> None:
    renamed = firm(FOUNDER.fresh_name(Country.CHINA))
    renamed = replace(renamed, names=(*renamed.names, NAME))
    assert not told(firm(NAME), renamed, shown={Trait.PLACE, Trait.FORM})
    assert told(firm(NAME), renamed, shown={Trait.CODE})
