"""The town's companies, who represents them and who holds their shares."""

from dataclasses import replace
from datetime import date
from random import Random

from veiltrace_api.demo.town.identity_numbers import uscc
from veiltrace_api.demo.town.model import AS_OF, Company, Person, Share, day_between
from veiltrace_api.demo.town.names import AGENT_OFFICE, TRADES, company_brand, office_address
from veiltrace_api.demo.town.people import NumberPool

COMPANIES = 400
AGENT_CLIENTS = 60
"""How many companies are registered at the office of one registered agent."""
AGENT_NOMINEES = 20
"""How many of them have the agent's clerk as legal representative."""
LIMITED = "有限责任公司(自然人投资或控股)"
STOCK = "股份有限公司(上市)"
SOLE_TRADER = "个体工商户"
ACTIVE = "存续（在营、开业、在册）"


def found_companies(adults: list[Person], pool: NumberPool, rng: Random) -> list[Company]:
    """Return the companies, the agent's clients first, some owned in part by earlier ones."""
    clerk = rng.choice(adults)
    agent_phone = pool.new()
    companies: list[Company] = []
    names: set[str] = set()
    for index in range(COMPANIES):
        is_client = index < AGENT_CLIENTS
        nominee = clerk if index < AGENT_NOMINEES else rng.choice(adults)
        company = _found(index, nominee, companies, names, rng)
        if is_client:
            company = replace(company, address=AGENT_OFFICE, phone=agent_phone)
        names.add(company.name)
        companies.append(company)
    return companies


def _found(
    index: int, representative: Person, earlier: list[Company], names: set[str], rng: Random
) -> Company:
    trade = rng.choice(TRADES)
    form = rng.choice((LIMITED,) * 16 + (SOLE_TRADER,) * 2 + (STOCK,))
    name = _name(trade[0], form, rng)
    while name in names:
        name = _name(trade[0], form, rng)
    of_age = date(representative.birth.year + 20, 1, 1)
    founded = day_between(rng, max(date(2003, 1, 1), of_age), date(2025, 12, 31))
    return Company(
        index=index,
        name=name,
        uscc=company_code(index, form),
        industry=trade[1],
        form=form,
        status=rng.choice((ACTIVE,) * 17 + ("注销", "注销", "吊销，未注销")),
        founded=founded,
        capital=2 if form == SOLE_TRADER else rng.choice((10, 50, 100, 200, 500, 1000, 3000)),
        address=office_address(rng),
        phone=representative.phone(max(founded, date(2012, 1, 1))),
        representative=representative,
        shares=_shares(form, representative, founded, earlier, rng),
    )


def company_code(index: int, form: str) -> str:
    """Return the credit code of the company under `index`; a sole trader's begins with 92."""
    return uscc(index + 1, category="92" if form == SOLE_TRADER else "91")


def _name(trade: str, form: str, rng: Random) -> str:
    suffix = {SOLE_TRADER: "经营部", STOCK: "股份有限公司"}.get(form, "有限公司")
    return f"示例市{company_brand(rng)}{trade}{suffix}"


def _shares(
    form: str, representative: Person, founded: date, earlier: list[Company], rng: Random
) -> tuple[Share, ...]:
    if form == SOLE_TRADER:
        return ()
    since = day_between(rng, founded, AS_OF)
    draw = rng.random()
    if draw < 0.35 or len(earlier) < AGENT_CLIENTS:
        return (Share(representative.party, 100, founded),)
    partner = rng.choice(earlier)
    percent = rng.choice((51, 60, 67, 70, 80, 90))
    if draw < 0.55:
        parent = Share(partner.party, percent, since)
        return (parent, Share(representative.party, 100 - percent, founded))
    other = partner.representative.party
    if other == representative.party:
        return (Share(representative.party, 100, founded),)
    return (Share(representative.party, percent, founded), Share(other, 100 - percent, since))
