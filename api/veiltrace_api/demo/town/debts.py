"""The debt portfolio: whom the creditors look for, and what those once told them."""

from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.companies import LIMITED
from veiltrace_api.demo.town.identity_numbers import uscc
from veiltrace_api.demo.town.model import (
    LOST_DEBTOR,
    Case,
    Company,
    Party,
    Person,
    Story,
    day_between,
)

CASES = 320
COMPANY_CASES = 24
CREDITORS = (
    Party("示例市云杉农村商业银行股份有限公司", uscc(900_001)),
    Party("示例市石榴消费金融有限公司", uscc(900_002)),
    Party("示例市河湾小额贷款有限公司", uscc(900_003)),
)
PRODUCTS = ("个人消费贷款", "信用卡", "个体经营贷款", "装修分期")


def lend(people: list[Person], companies: list[Company], story: Story, rng: Random) -> list[Case]:
    """Return the portfolio's cases in the order of their numbers, `LOST_DEBTOR` among them."""
    cast = {*story.cast, *story.namesakes}
    grown = [p for p in people if p.birth < date(1996, 1, 1) and p not in cast]
    firms = [c for c in companies if c.form == LIMITED and c.founded < date(2018, 1, 1)]
    borrowers: list[Person | Company] = [
        *rng.sample(grown, CASES - COMPANY_CASES),
        *rng.sample([firm for firm in firms if firm is not story.company], COMPANY_CASES),
    ]
    rng.shuffle(borrowers)
    cases: list[Case] = []
    for serial, borrower in enumerate(borrowers, start=1):
        number = f"DC2025-{serial:04d}"
        if number == LOST_DEBTOR:
            cases.append(_lost_case(story))
        else:
            cases.append(_case(number, borrower, grown, rng))
    return cases


def _case(number: str, borrower: Person | Company, grown: list[Person], rng: Random) -> Case:
    overdue = day_between(rng, date(2023, 6, 1), date(2026, 4, 30))
    signed = overdue - timedelta(days=rng.randrange(200, 1600))
    guarantor = rng.choice(grown).party if rng.random() < 0.25 else None
    if guarantor == borrower.party:
        guarantor = None
    is_person = isinstance(borrower, Person)
    return Case(
        number=number,
        debtor=borrower.party,
        guarantor=guarantor,
        creditor=rng.choice(CREDITORS),
        product=rng.choice(PRODUCTS) if is_person else "小微企业贷款",
        amount=rng.randrange(8, 400 if is_person else 3000) * 1000,
        signed=signed,
        overdue=overdue,
        phone=borrower.phone(signed) if isinstance(borrower, Person) else borrower.phone,
        address=borrower.address(signed) if isinstance(borrower, Person) else borrower.address,
    )


def _lost_case(story: Story) -> Case:
    return Case(
        number=LOST_DEBTOR,
        debtor=story.debtor.party,
        guarantor=story.guarantor.party,
        creditor=CREDITORS[0],
        product="个体经营贷款",
        amount=386_000,
        signed=date(2019, 3, 12),
        overdue=date(2024, 1, 15),
        phone=story.dead_phone,
        address=story.stale_address,
    )
