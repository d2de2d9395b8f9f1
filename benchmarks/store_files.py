"""The files of the store benchmark: fictitious companies and people as plain CSV, and mappings."""

import csv
import random
from collections.abc import Iterable
from pathlib import Path

_SOURCE = """
veiltrace_mapping: 1
format: csv
source:
  name: bench-{kind}
  kind: corporate
  publisher: fictional-bench
  obtained: official_register
  legal_basis: statutory_duty
  jurisdiction: cn
  licence: fictional
  refreshed_on: 2026-06-01
  refresh_days: 90
  retention_days: 1825
"""

COMPANY_MAPPING = (
    _SOURCE.format(kind="companies")
    + """
record_id: "{编号}"
entities:
  company:
    kind: organisation
    properties:
      name: 企业名称
      legal_form: 企业类型
      status: 经营状态
      capital: 注册资本
      incorporated_on: 成立日期
      industry: 行业
      jurisdiction: 法域
"""
)

PERSON_MAPPING = (
    _SOURCE.format(kind="people")
    + """
record_id: "{编号}"
entities:
  person:
    kind: person
    properties:
      name: 姓名
      resident_id: 证件号
      gender: 性别
      status: 状态
      started_on: 登记日期
    contacts:
      phone: 手机
      address: 住址
"""
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARACTERS = (
    "安白柏宝彬波博才昌超晨成诚川春达丹德东恩帆方飞丰峰福富刚高光贵国海涵豪浩和恒宏鸿华辉慧"
)


def write_companies(path: Path, count: int, *, seed: int) -> None:
    """Write `count` rows of eight columns, without phone, ID or address."""
    draw = random.Random(seed)
    header = ("编号", "企业名称", "企业类型", "经营状态", "注册资本", "成立日期", "行业", "法域")
    _write(
        path,
        header,
        (
            (
                f"C{number:08d}",
                f"示例市{_word(draw, 4)}商贸有限公司",
                "有限责任公司(自然人投资或控股)",
                draw.choice(("存续", "注销", "吊销")),
                f"{draw.randrange(10, 900)}万人民币",
                _day(draw),
                draw.choice(("批发业", "零售业", "道路运输业")),
                "cn",
            )
            for number in range(count)
        ),
    )


def write_people(path: Path, count: int, *, seed: int) -> None:
    """Write `count` rows of eight columns, with resident ID, mobile number and address."""
    draw = random.Random(seed)
    header = ("编号", "姓名", "证件号", "性别", "状态", "登记日期", "手机", "住址")
    _write(
        path,
        header,
        (
            (
                f"P{number:08d}",
                _word(draw, draw.choice((2, 3))),
                resident_id(draw, number),
                draw.choice("男女"),
                "正常",
                _day(draw),
                f"124{number:08d}",
                f"示例省示例市云杉区枫林路{draw.randrange(1, 400)}号{number % 90}幢{number}室",
            )
            for number in range(count)
        ),
    )


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _word(draw: random.Random, length: int) -> str:
    return "".join(draw.choices(_CHARACTERS, k=length))


def _day(draw: random.Random) -> str:
    return f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"


def resident_id(draw: random.Random, number: int) -> str:
    """Return a number with a right check digit that nobody has."""
    # Area 990101 is assigned to nobody, so that no living person can have the number.
    born = f"19{draw.randrange(50, 99)}{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}"
    body = f"990101{born}{number % 1000:03d}"
    remainder = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[remainder]
