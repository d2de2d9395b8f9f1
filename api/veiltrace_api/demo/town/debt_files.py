"""The lender's debt portfolio, and the court's list of dishonest debtors (失信被执行人)."""

from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.clerk import masked_by_court
from veiltrace_api.demo.town.model import AS_OF, Case, Company, Person, Town, day_between
from veiltrace_api.demo.town.tables import Row

LISTINGS = 80
LISTED_COMPANIES = 18
_COURTS = ("示例市云杉区人民法院", "示例市石榴区人民法院", "示例市河湾区人民法院")


def portfolio_rows(town: Town) -> list[Row]:
    """Return one row for each debt case."""
    return [_case_row(case) for case in town.cases]


def _case_row(case: Case) -> Row:
    return {
        "案件编号": case.number,
        "债务人姓名": case.debtor.name,
        "证件号码": case.debtor.number,
        "债权人": case.creditor.name,
        "债权人统一社会信用代码": case.creditor.number,
        "产品类型": case.product,
        "债权金额": case.amount,
        "币种": "CNY",
        "签约日期": f"{case.signed}",
        "逾期日期": f"{case.overdue}",
        "担保人姓名": case.guarantor.name if case.guarantor else "",
        "担保人证件号": case.guarantor.number if case.guarantor else "",
        "预留电话": case.phone,
        "预留地址": case.address,
    }


def court_rows(town: Town) -> list[Row]:
    """Return the court's list: people with masked IDs, companies with whole credit codes.

    A namesake of the debtor is on it; the debtor is not.
    """
    rng = town.random("court")
    story = town.story
    cast = {*story.cast, *story.namesakes}
    others = [person for person in town.adults() if person not in cast]
    firms = [c for c in town.companies[:-1] if c not in (story.employer, story.obligor)]
    firms.remove(story.listed_company)
    listed: list[Person | Company] = [
        story.namesakes[0],
        story.listed_company,
        *rng.sample(others, LISTINGS - LISTED_COMPANIES - 1),
        *rng.sample(firms, LISTED_COMPANIES - 1),
    ]
    rng.shuffle(listed)
    return [_listing_row(debtor, serial, rng) for serial, debtor in enumerate(listed, start=1)]


def _listing_row(debtor: Person | Company, serial: int, rng: Random) -> Row:
    filed = day_between(rng, AS_OF.replace(year=2023), AS_OF - timedelta(days=90))
    published = filed + timedelta(days=rng.randrange(30, 80))
    is_person = isinstance(debtor, Person)
    duty = f"偿还{'借款' if is_person else '货款'}{rng.randrange(3, 90)}万元"
    court = rng.choice(_COURTS)
    brackets = "（）" if rng.random() < 0.3 else "()"
    year = f"{brackets[0]}{filed.year}{brackets[1]}"
    return {
        "被执行人姓名/名称": debtor.name,
        **_identity(debtor, published),
        "执行法院": court,
        "省份": "示例",
        "执行依据文号": f"{year}示9901民初{serial:05d}号",
        "立案时间": f"{filed:%Y年%m月%d日}",
        "案号": f"{year}示9901执{serial:05d}号",
        "做出执行依据单位": court,
        "生效法律文书确定的义务": duty,
        "被执行人的履行情况": rng.choice(("全部未履行", "全部未履行", "部分未履行")),
        "失信被执行人行为具体情形": rng.choice(
            ("有履行能力而拒不履行生效法律文书确定义务", "违反财产报告制度")
        ),
        "发布时间": f"{published:%Y年%m月%d日}",
        "已履行部分": "",
        "未履行部分": "",
    }


def _identity(debtor: Person | Company, day: date) -> Row:
    if isinstance(debtor, Company):
        return {
            "性别": "",
            "年龄": "0",
            "身份证号码/组织机构代码": debtor.uscc,
            "法定代表人或者负责人姓名": debtor.representative.name,
        }
    return {
        "性别": "女" if debtor.female else "男",
        "年龄": f"{debtor.age(day)}",
        "身份证号码/组织机构代码": masked_by_court(debtor.resident_id),
        "法定代表人或者负责人姓名": "",
    }
