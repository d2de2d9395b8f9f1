"""The demo's story: a debtor lost to his creditor, found by joining the town's records.

His number on file is dead and has gone to a stranger, and he has moved. A marketplace account
knows his new number, an insurance policy one in between. He is solvent through a company, a flat,
a vehicle, a policy, shares, a claim and a wallet. Three others have his name. His daughter, a
minor, is named in a policy of his wife's: she must never be a lead.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.companies import ACTIVE, LIMITED, company_code
from veiltrace_api.demo.town.model import Company, Line, Person, Residence, Share, Story
from veiltrace_api.demo.town.names import office_address
from veiltrace_api.demo.town.people import Draft, NumberPool, Settlement

SURNAME, GIVEN = "宋", "砚舟"
STALE_ADDRESS = "示例省示例市石榴区桥东街17号2幢302室"
TRUE_ADDRESS = "示例省示例市云杉区枫林路86号5幢1204室"
BROTHERS_ADDRESS = "示例省示例市河湾区竹溪路41号1幢603室"
GUARANTORS_ADDRESS = "示例省示例市松岭县望江路9号3幢201室"
MOVED = date(2023, 5, 1)
POLICY_LINE = date(2023, 3, 6)
TRUE_LINE = date(2025, 8, 12)
COMPANY_FOUNDED = date(2018, 4, 16)


@dataclass(frozen=True, slots=True)
class Cast:
    """Indices of the story's people among the drafts."""

    debtor: int
    spouse: int
    daughter: int
    brother: int
    guarantor: int
    stranger: int
    namesakes: tuple[int, ...]


def add_cast(town: Settlement, pool: NumberPool, rng: Random) -> Cast:
    """Return the story's people, added to a town whose phone numbers are given out already."""
    stranger = _stranger(town.drafts, rng)
    namesakes = _rename_three(town, stranger, rng)
    recycled = town.drafts[stranger].lines[-1]
    homes = [
        Residence(STALE_ADDRESS, date(2009, 6, 1)),
        Residence(TRUE_ADDRESS, MOVED),
    ]
    given_up = recycled.since - timedelta(days=120)
    lines = [
        Line(recycled.number, date(2014, 3, 3), given_up),
        Line(pool.new(), POLICY_LINE, TRUE_LINE - timedelta(days=1)),
        Line(pool.new(), TRUE_LINE, None),
    ]
    debtor, spouse = town.couple(
        Draft(SURNAME, GIVEN, date(1981, 9, 3), False, homes, lines),
        _with_line(Draft("罗", "静岚", date(1983, 2, 17), True, homes), pool),
        [Draft(SURNAME, "嘉禾", date(2013, 11, 25), True, homes)],
    )
    # A couple's children are added right after it.
    daughter = spouse + 1
    brothers_home = [Residence(BROTHERS_ADDRESS, date(2012, 10, 1))]
    brother = _with_line(Draft(SURNAME, "砚平", date(1986, 6, 21), False, brothers_home), pool)
    guarantors_home = [Residence(GUARANTORS_ADDRESS, date(2008, 2, 1))]
    guarantor = _with_line(Draft("邓", "启川", date(1979, 12, 8), False, guarantors_home), pool)
    others = (town.add(brother), town.add(guarantor))
    cast = Cast(debtor, spouse, daughter, *others, stranger, namesakes)
    town.relate(cast.debtor, cast.brother, "兄弟", "兄弟")
    return cast


def found_company(people: list[Person], cast: Cast, *, index: int, rng: Random) -> Company:
    """Return the debtor's own company, which he represents and holds 60 % of."""
    debtor, spouse = people[cast.debtor], people[cast.spouse]
    return Company(
        index=index,
        name="示例市砚川冷链物流有限公司",
        uscc=company_code(index, LIMITED),
        industry="道路运输业",
        form=LIMITED,
        status=ACTIVE,
        founded=COMPANY_FOUNDED,
        capital=300,
        address=office_address(rng),
        phone=debtor.lines[0].number,
        representative=debtor,
        shares=(
            Share(debtor.party, 60, COMPANY_FOUNDED),
            Share(spouse.party, 40, COMPANY_FOUNDED),
        ),
    )


def tell(people: list[Person], companies: list[Company], cast: Cast, rng: Random) -> Story:
    """Return the story; the debtor's company is the last of `companies`."""
    active = [c for c in companies[:-1] if c.status == ACTIVE and c.form == LIMITED]
    employer, obligor, listed = rng.sample(active, 3)
    debtor = people[cast.debtor]
    dead, between, current = debtor.lines
    return Story(
        debtor=debtor,
        spouse=people[cast.spouse],
        daughter=people[cast.daughter],
        brother=people[cast.brother],
        guarantor=people[cast.guarantor],
        stranger=people[cast.stranger],
        namesakes=tuple(people[index] for index in cast.namesakes),
        company=companies[-1],
        employer=employer,
        obligor=obligor,
        listed_company=listed,
        dead_phone=dead.number,
        policy_phone=between.number,
        true_phone=current.number,
        stale_address=STALE_ADDRESS,
        true_address=TRUE_ADDRESS,
    )


def _with_line(draft: Draft, pool: NumberPool) -> Draft:
    draft.lines.append(Line(pool.new(), date(2013, 5, 20), None))
    return draft


def _stranger(drafts: list[Draft], rng: Random) -> int:
    """Return someone who took a number, never used before, some time after the debtor's move."""
    uses = Counter(line.number for draft in drafts for line in draft.lines)
    found = [
        index
        for index, draft in enumerate(drafts)
        if draft.birth.year < 2000
        and draft.lines
        and date(2023, 9, 1) <= draft.lines[-1].since <= date(2024, 6, 30)
        and uses[draft.lines[-1].number] == 1
    ]
    return rng.choice(found)


def _rename_three(town: Settlement, stranger: int, rng: Random) -> tuple[int, ...]:
    """Give the debtor's name to three men without kin, so that no family contradicts it."""
    related = {kin.person for kin in town.kin}
    free = [
        index
        for index, draft in enumerate(town.drafts)
        if index not in related and index != stranger and not draft.female
    ]
    chosen = tuple(rng.sample(free, 3))
    for index in chosen:
        town.drafts[index].surname, town.drafts[index].given = SURNAME, GIVEN
    return chosen
