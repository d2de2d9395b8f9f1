"""Bank accounts, securities, policies and wallets."""

from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.companies import ACTIVE
from veiltrace_api.demo.town.identity_numbers import bitcoin_address, card_number
from veiltrace_api.demo.town.model import AS_OF, Company, Party, Person, Town, day_between, pick
from veiltrace_api.demo.town.tables import Row

ACCOUNTS = 450
POSITIONS = 260
POLICIES = 680
WALLETS = 90
LISTED_ISSUERS = 12
POLICY_UPDATED = date(2024, 11, 19)
"""When the debtor told his insurer the number he had then."""
_POSITION_DATE = date(2026, 6, 24)
_BANKS = ("示例市云杉农村商业银行营业部", "示例市石榴城市银行桥东支行", "示例市河湾银行工业园支行")
_POLICIES = ("终身寿险", "两全保险", "年金保险", "重大疾病保险")


def bank_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return accounts the lender's clients hold with it or have disclosed to it."""
    rng = town.random("bank")
    debtors = [case.debtor for case in town.cases if case.debtor != town.story.debtor.party]
    holders = pick(rng, [town.story.debtor.party], _known(town, debtors), ACCOUNTS)
    return [_account(serial, holder, clerk, rng) for serial, holder in enumerate(holders, start=1)]


def _known(town: Town, debtors: list[Party]) -> list[Party]:
    """Return the debtors and as many others, whom a lender would know, without repeats."""
    others = [person.party for person in town.adults() if person.index % 9 == 0]
    return list(dict.fromkeys([*debtors, *others]))


def _account(serial: int, holder: Party, clerk: CarelessClerk, rng: Random) -> Row:
    opened = day_between(rng, date(2012, 1, 1), date(2024, 12, 31))
    return {
        "户名": clerk.name(holder.name),
        "证件号码": clerk.number(holder.number),
        "账号": card_number(serial * 7),
        "开户行": rng.choice(_BANKS),
        "币种": "CNY",
        "余额": f"{rng.randrange(100, 9_000_000) / 100:.2f}",
        "余额日期": f"{day_between(rng, AS_OF - timedelta(days=120), AS_OF - timedelta(days=10))}",
        "开户日期": f"{opened}",
        "账户状态": rng.choice(("正常",) * 15 + ("冻结", "睡眠户")),
    }


def securities_rows(town: Town) -> list[Row]:
    """Return positions in the shares of the town's listed companies, typed for Parquet."""
    rng = town.random("securities")
    issuers = [c for c in town.companies[:-1] if c.status == ACTIVE][:LISTED_ISSUERS]
    people = [person.party for person in town.adults()]
    holders = pick(rng, [town.story.debtor.party], people, POSITIONS)
    return [
        _position(serial, holder, rng.choice(issuers), rng)
        for serial, holder in enumerate(holders, start=1)
    ]


def _position(serial: int, holder: Party, issuer: Company, rng: Random) -> Row:
    quantity = rng.randrange(1, 200) * 100
    return {
        "depository_account": f"A{serial:09d}",
        "holder_name": holder.name,
        "holder_id": holder.number,
        "security_code": f"99{issuer.index:04d}",
        "security_name": f"{issuer.name[3:7]} A股",
        "security_type": "股票",
        "issuer_name": issuer.name,
        "issuer_uscc": issuer.uscc,
        "quantity": quantity,
        "market_value": round(quantity * rng.randrange(300, 4000) / 100, 2),
        "currency": "CNY",
        "freeze_status": rng.choice(("",) * 14 + ("司法冻结", "质押")),
        "position_date": _POSITION_DATE,
    }


def insurance_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return life policies, with the contact data of when the holder last wrote to the insurer."""
    rng = town.random("insurance")
    story = town.story
    holders = [p for p in town.adults() if p.age(AS_OF) >= 30 and p is not story.debtor]
    chosen = [story.debtor, *rng.sample(holders, POLICIES - 1)]
    rng.shuffle(chosen)
    rows = [
        _policy(town, serial, holder, clerk, rng) for serial, holder in enumerate(chosen, start=1)
    ]
    return [*rows, _daughters_policy(town, len(rows) + 1)]


def _daughters_policy(town: Town, serial: int) -> Row:
    """Return the policy of the debtor's wife for their daughter, copied with care."""
    story, rng = town.story, town.random("the daughter's policy")
    careful = CarelessClerk(rng, frozenset(word for p in story.cast for word in _words(p)))
    return {
        **_policy(town, serial, story.spouse, careful, rng),
        "被保险人": story.spouse.name,
        "被保险人证件号": story.spouse.resident_id,
        "受益人": story.daughter.name,
        "受益人证件号": story.daughter.resident_id,
        "受益人与投保人关系": "子女",
    }


def _words(person: Person) -> tuple[str, ...]:
    return (person.name, person.resident_id, *(line.number for line in person.lines))


def _policy(town: Town, serial: int, holder: Person, clerk: CarelessClerk, rng: Random) -> Row:
    is_debtor = holder is town.story.debtor
    told = day_between(rng, max(holder.lines[0].since, date(2018, 1, 1)), date(2026, 5, 20))
    told = POLICY_UPDATED if is_debtor else told
    began = day_between(rng, date(2014, 7, 1), min(told, date(2024, 12, 31)))
    kin = town.relatives(holder)
    heir, word = (town.story.spouse, "配偶") if is_debtor else rng.choice(kin or [(None, "")])
    insured = heir if heir and not is_debtor and rng.random() < 0.2 else holder
    return {
        "保单号": f"BD{serial:08d}",
        "险种": rng.choice(_POLICIES),
        "投保人": clerk.name(holder.name),
        "投保人证件号": clerk.number(holder.resident_id),
        "投保人出生日期": f"{holder.birth:%Y年%m月%d日}",
        "投保人手机": clerk.phone(holder.phone(told)),
        "投保人通讯地址": holder.address(told),
        "被保险人": insured.name,
        "被保险人证件号": insured.resident_id,
        "受益人": heir.name if heir else "",
        "受益人证件号": heir.resident_id if heir else "",
        "受益人与投保人关系": word,
        "生效日期": f"{began}",
        "满期日期": f"{began.year + 40}-12-31",
        "现金价值": rng.randrange(3_000, 160_000),
        "币种": "CNY",
        "保单状态": "有效" if is_debtor else rng.choice(("有效",) * 9 + ("失效",)),
        "信息更新日期": f"{told}",
    }


def wallet_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return the wallets that real-name customers bound to a platform."""
    rng = town.random("wallets")
    people = [person.party for person in town.adults() if person.age(AS_OF) < 50]
    holders = pick(rng, [town.story.debtor.party], people, WALLETS)
    return [_wallet(serial, holder, clerk, rng) for serial, holder in enumerate(holders, start=1)]


def _wallet(serial: int, holder: Party, clerk: CarelessClerk, rng: Random) -> Row:
    key_hash = rng.getrandbits(160).to_bytes(20, "big")
    is_bitcoin = rng.random() < 0.7
    bound = day_between(rng, date(2020, 1, 1), date(2026, 3, 31))
    return {
        "绑定编号": f"VA{serial:06d}",
        "平台账户": f"fx{serial:05d}",
        "实名姓名": clerk.name(holder.name),
        "实名证件号": clerk.number(holder.number),
        "链": "bitcoin" if is_bitcoin else "ethereum",
        "资产": "BTC" if is_bitcoin else "ETH",
        "钱包地址": bitcoin_address(key_hash) if is_bitcoin else f"0x{key_hash.hex()}",
        "估值": f"{rng.randrange(2_000, 90_000)}.00",
        "币种": "CNY",
        "绑定日期": f"{bound}",
        "估值日期": f"{day_between(rng, max(bound, date(2026, 4, 1)), date(2026, 6, 10))}",
    }
