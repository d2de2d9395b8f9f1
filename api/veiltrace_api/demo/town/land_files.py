"""The land registry (不动产) and the vehicle office (机动车)."""

from collections.abc import Iterator
from datetime import date
from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk, masked_by_registry, until_1999
from veiltrace_api.demo.town.debts import CREDITORS
from veiltrace_api.demo.town.identity_numbers import vin
from veiltrace_api.demo.town.model import AS_OF, Party, Town, day_between, pick
from veiltrace_api.demo.town.names import home_address
from veiltrace_api.demo.town.story import MOVED
from veiltrace_api.demo.town.tables import Row

HOMES_OF_FAMILIES = 700
FLATS_OF_COMPANIES = 60
OLD_ENTRIES = 0.06
"""Share of couples' entries that list both in one cell, without identity numbers."""
VEHICLES = 820
VEHICLES_OF_COMPANIES = 140
_MODELS = ("示例牌ABC7150", "示例牌ABC6480", "示例牌EV500", "示例牌SUV2000")


def real_estate_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return one row for each holder's certificate; couples hold one unit jointly."""
    rng = town.random("real estate")
    story = town.story
    owners = [p for p in town.adults() if p is not story.debtor and p is not story.spouse]
    families = [p for p in owners if not p.female and p.age(AS_OF) >= 27]
    units: list[tuple[list[Party], str]] = [
        ([story.debtor.party, story.spouse.party], story.true_address),
        ([story.company.party], home_address(rng)),
    ]
    for person in rng.sample(families, HOMES_OF_FAMILIES):
        spouses = [kin.party for kin, word in town.relatives(person) if word == "配偶"]
        holders = [person.party, *(spouses if rng.random() < 0.5 else [])]
        units.append((holders, person.address(AS_OF) if rng.random() < 0.7 else home_address(rng)))
    landlords = rng.sample(town.companies[:-1], FLATS_OF_COMPANIES)
    units += [([company.party], home_address(rng)) for company in landlords]
    rng.shuffle(units)
    spared = {story.debtor.party, story.spouse.party, story.company.party}
    rows = [
        row
        for serial, (holders, address) in enumerate(units, start=1)
        for row in _certificates(serial, holders, address, clerk, rng, spared=spared)
    ]
    return [_numbered(row, serial) for serial, row in enumerate(rows, start=1)]


def _numbered(row: Row, serial: int) -> Row:
    year = str(row["登记时间"])[:4]
    return {"不动产权证号": f"示({year})示例市不动产权第{serial:07d}号", **row}


def _certificates(
    serial: int,
    holders: list[Party],
    address: str,
    clerk: CarelessClerk,
    rng: Random,
    *,
    spared: set[Party],
) -> Iterator[Row]:
    is_story = holders[0] in spared
    registered = day_between(rng, date(2008, 1, 1), date(2025, 12, 31))
    registered = MOVED if is_story else registered
    is_mortgaged = (is_story and len(holders) > 1) or (not is_story and rng.random() < 0.35)
    unit = {
        "坐落": address,
        "权利类型": "国有建设用地使用权/房屋所有权",
        "权利性质": "出让/市场化商品房",
        "用途": "城镇住宅用地/成套住宅",
        "面积": _areas(rng),
        "使用期限": "国有建设用地使用权2080年12月31日止",
        "登记时间": f"{registered}",
        "抵押情况": f"已抵押：{rng.choice(CREDITORS).name}" if is_mortgaged else "",
        "查封情况": "(2025)示9901执保00017号查封" if not is_story and rng.random() < 0.02 else "",
    }
    number = f"990101001001GB{serial:05d}F00010001"
    joint = "共同共有" if len(holders) > 1 else "单独所有"
    if len(holders) > 1 and not is_story and rng.random() < OLD_ENTRIES:
        names = "、".join(holder.name for holder in holders)
        yield {"不动产单元号": number, "权利人": names, "证件号": "", "共有情况": joint, **unit}
        return
    for holder in holders:
        yield {
            "不动产单元号": number,
            "权利人": clerk.name(holder.name),
            "证件号": _shown(holder.number, clerk, rng, whole=is_story),
            "共有情况": joint,
            **unit,
        }


def _shown(number: str, clerk: CarelessClerk, rng: Random, *, whole: bool) -> str:
    draw = rng.random()
    is_born_before_2000 = number[6:8] == "19"
    if whole or not is_born_before_2000 or draw >= 0.25:
        return clerk.number(number)
    return masked_by_registry(number) if draw < 0.22 else until_1999(number)


def _areas(rng: Random) -> str:
    floor = rng.randrange(4500, 14500) / 100
    if rng.random() < 0.3:
        return f"宗地面积{floor / 6:.2f}㎡/房屋建筑面积{floor:.2f}㎡"
    return f"{floor:.2f}㎡"


def vehicle_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return one row for each vehicle, among them the debtor's and his company's lorry."""
    rng = town.random("vehicles")
    story = town.story
    people = [person.party for person in town.adults()]
    firms = [company.party for company in town.companies]
    same_name = [person.party for person in (story.debtor, *story.namesakes)]
    owners = [
        *pick(rng, same_name, people, VEHICLES - VEHICLES_OF_COMPANIES),
        *pick(rng, [story.company.party], firms, VEHICLES_OF_COMPANIES),
    ]
    rng.shuffle(owners)
    return [
        _vehicle(serial, owner, clerk, rng, is_lorry=owner == story.company.party)
        for serial, owner in enumerate(owners, start=1)
    ]


def _vehicle(
    serial: int, owner: Party, clerk: CarelessClerk, rng: Random, *, is_lorry: bool
) -> Row:
    is_electric = not is_lorry and rng.random() < 0.2
    plate = f"D{serial:05d}" if is_electric else f"{serial:05d}"
    dot = "·" if rng.random() < 0.5 else ""
    kind = "大型汽车" if is_lorry else "小型新能源汽车" if is_electric else "小型汽车"
    registered = day_between(rng, date(2013, 1, 1), date(2026, 4, 30))
    day = f"{registered:%Y%m%d}" if rng.random() < 0.5 else f"{registered:%Y/%m/%d}"
    return {
        "号牌号码": f"苏Z{dot}{plate}",
        "号牌种类": kind,
        "车辆识别代号": vin(serial),
        "发动机号": f"{rng.randrange(10**6):06d}",
        "品牌型号": "示例牌冷藏车LC5180" if is_lorry else rng.choice(_MODELS),
        "使用性质": "货运" if is_lorry else "非营运",
        "所有人": clerk.name(owner.name),
        "证件号": clerk.number(owner.number),
        "初次登记日期": day,
        "检验有效期止": f"{min(registered.year + 2 + registered.year % 8, 2027)}12",
        "状态": rng.choice(("正常",) * 18 + ("查封", "逾期未检验")),
        "抵押": rng.choice(("", "", "", "", "", "已抵押")),
    }
