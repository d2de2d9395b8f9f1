"""Wages, receivables and intellectual property."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.companies import ACTIVE
from veiltrace_api.demo.town.debts import CREDITORS
from veiltrace_api.demo.town.model import AS_OF, Company, Party, Person, Town, day_between
from veiltrace_api.demo.town.names import DORMITORY, company_brand
from veiltrace_api.demo.town.tables import Row

WORKERS_SHARE = 0.55
"""Share of adults under 60 with an open spell of employment."""
RECEIVABLES = 200
IP_RIGHTS = 120
_IP_SEEN = date(2025, 1, 31)


@dataclass(frozen=True, slots=True)
class _Spell:
    """One person's work for one employer; `ended` is None while it goes on."""

    person: Person
    employer: Company
    begun: date
    ended: date | None = None


def social_security_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return spells of employment; those of the dormitory all work for one factory."""
    rng = town.random("social security")
    employers = [company for company in town.companies[:-1] if company.status == ACTIVE]
    factory = max(employers, key=lambda company: (company.capital, company.index))
    spells: list[_Spell] = []
    for person in town.adults():
        is_debtor = person is town.story.debtor
        if person.age(AS_OF) >= 60 or not (is_debtor or rng.random() < WORKERS_SHARE):
            continue
        lives_in = person.address(AS_OF) == DORMITORY
        employer = factory if lives_in else rng.choice(employers)
        begun = date(2022, 4, 1) if is_debtor else _first_of_month(rng, 2016, 2025)
        spells.append(_Spell(person, town.story.employer if is_debtor else employer, begun))
        if rng.random() < 0.3:
            earlier = date(begun.year - rng.randrange(1, 4), begun.month, 1)
            left = begun - timedelta(days=1)
            spells.append(_Spell(person, rng.choice(employers), earlier, left))
    rng.shuffle(spells)
    return [_spell_row(serial, spell, clerk, rng) for serial, spell in enumerate(spells, start=1)]


def _first_of_month(rng: Random, first: int, last: int) -> date:
    return date(rng.randrange(first, last + 1), rng.randrange(1, 13), 1)


def _spell_row(serial: int, spell: _Spell, clerk: CarelessClerk, rng: Random) -> Row:
    person, employer, ended = spell.person, spell.employer, spell.ended
    return {
        "参保登记号": f"SB{serial:07d}",
        "姓名": clerk.name(person.name),
        "证件号码": clerk.number(person.resident_id),
        "单位名称": employer.name,
        "单位统一社会信用代码": employer.uscc,
        "单位地址": employer.address,
        "险种": "企业职工基本养老保险",
        "年度缴费工资": f"{rng.randrange(45, 260) * 1000}",
        "参保日期": f"{spell.begun}",
        "停保日期": f"{ended}" if ended else "",
        "缴费状态": "停保" if ended else "参保缴费",
    }


def receivable_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return open invoices: who is owed, who owes."""
    rng = town.random("receivables")
    story = town.story
    firms = [company.party for company in town.companies[:-1]]
    traders = [person.party for person in town.adults() if person is not story.debtor]
    pairs = [(story.debtor.party, story.obligor.party)]
    while len(pairs) < RECEIVABLES:
        owed = rng.choice(firms if rng.random() < 0.85 else traders)
        obligor = rng.choice(firms)
        if obligor != owed:
            pairs.append((owed, obligor))
    rng.shuffle(pairs)
    return [
        _receivable(serial, owed, obligor, clerk, rng)
        for serial, (owed, obligor) in enumerate(pairs, start=1)
    ]


def _receivable(serial: int, owed: Party, obligor: Party, clerk: CarelessClerk, rng: Random) -> Row:
    issued = day_between(rng, AS_OF - timedelta(days=500), AS_OF - timedelta(days=40))
    return {
        "登记编号": f"FP{serial:08d}",
        "债权人名称": clerk.name(owed.name),
        "债权人证件号": clerk.number(owed.number),
        "债务人名称": clerk.name(obligor.name),
        "债务人证件号": clerk.number(obligor.number),
        "货物或服务名称": rng.choice(("运输服务", "建筑材料", "电子元件", "食品", "技术服务")),
        "应收金额": f"¥{rng.randrange(20_000, 600_000):,}.00",
        "币种": "CNY",
        "开票日期": f"{issued}",
        "到期日": f"{issued + timedelta(days=180)}",
        "状态": "未结清",
        "质押情况": rng.choice(("", "", "", "", "已质押")),
    }


def ip_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return trademarks and patents as of a file that is long overdue."""
    rng = town.random("ip")
    firms = [c for c in town.companies[:-1] if c.founded < date(2022, 1, 1)]
    owners = [town.story.company, *(rng.choice(firms) for _ in range(IP_RIGHTS - 1))]
    rng.shuffle(owners)
    return [
        _right(serial, owner, clerk, rng, is_trademark=owner is town.story.company)
        for serial, owner in enumerate(owners, start=1)
    ]


def _right(
    serial: int, owner: Company, clerk: CarelessClerk, rng: Random, *, is_trademark: bool
) -> Row:
    kind = "商标" if is_trademark else rng.choice(("商标", "商标", "实用新型专利", "发明专利"))
    granted = day_between(rng, owner.founded, _IP_SEEN)
    pledgee = rng.choice(CREDITORS) if not is_trademark and rng.random() < 0.08 else None
    return {
        "申请号": f"{'TM' if kind == '商标' else 'ZL'}99{serial:06d}",
        "类型": kind,
        "名称": owner.name[3:5] if kind == "商标" else f"一种{company_brand(rng)}装置",
        "权利人": clerk.name(owner.name),
        "权利人证件号": clerk.number(owner.uscc),
        "申请日": f"{granted - timedelta(days=400)}",
        "授权日": f"{granted}",
        "有效期至": f"{granted.year + (10 if kind == '商标' else 20)}-12-31",
        "状态": "注册" if kind == "商标" else "专利权维持",
        "质押情况": "已质押" if pledgee else "",
        "质权人": pledgee.name if pledgee else "",
        "质权人统一社会信用代码": pledgee.number if pledgee else "",
    }
