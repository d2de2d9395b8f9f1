"""The company register (工商): companies and their shareholders."""

from datetime import date, timedelta
from random import Random

from veiltrace_api.demo.town.clerk import CarelessClerk
from veiltrace_api.demo.town.companies import SOLE_TRADER
from veiltrace_api.demo.town.model import AS_OF, Company, Share, Town, day_between
from veiltrace_api.demo.town.names import company_brand
from veiltrace_api.demo.town.tables import Row


def enterprise_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return one row for each company, in the columns the company register shows."""
    rng = town.random("enterprises")
    companies = list(town.companies)
    rng.shuffle(companies)
    return [_enterprise(company, clerk, rng) for company in companies]


def _enterprise(company: Company, clerk: CarelessClerk, rng: Random) -> Row:
    code = company.uscc[8:17]
    is_sole = company.form == SOLE_TRADER
    approved = day_between(rng, max(company.founded, date(2019, 1, 1)), AS_OF - timedelta(days=20))
    phones = [clerk.phone(company.phone)] if company.phone else []
    if phones and company.representative.lines and rng.random() < 0.2:
        phones.append(company.representative.lines[0].number)
    amount = f"{company.capital}（万元）" if is_sole else f"{company.capital}万人民币"
    former = f"示例市{company_brand(rng)}商行" if rng.random() < 0.1 else ""
    return {
        "企业名称": clerk.name(company.name),
        "统一社会信用代码": company.uscc,
        "注册号": "" if is_sole else f"990101{company.index + 1:09d}",
        "组织机构代码": "" if is_sole else f"{code[:8]}-{code[8]}",
        "纳税人识别号": "" if is_sole else company.uscc,
        "法定代表人": company.representative.name,
        "企业类型": company.form,
        "经营状态": company.status,
        "注册资本": amount,
        "实缴资本": rng.choice(("-", "", f"{company.capital // 2}万人民币")),
        "成立日期": f"{company.founded}",
        "核准日期": f"{approved:%Y/%m/%d}",
        "营业期限自": f"{company.founded}",
        "营业期限至": "无固定期限",
        "登记机关": "示例市市场监督管理局",
        "注册地址": company.address,
        "经营范围": company.industry,
        "联系电话": ";".join(phones),
        "邮箱": f"office{company.index:04d}@example.cn" if rng.random() < 0.4 else "",
        "曾用名": former,
    }


def shareholder_rows(town: Town, clerk: CarelessClerk) -> list[Row]:
    """Return one row for each holding of a company's capital."""
    rng = town.random("shareholders")
    rows = [
        _shareholder(company, share, clerk, rng)
        for company in town.companies
        for share in company.shares
    ]
    rng.shuffle(rows)
    return rows


def _shareholder(company: Company, share: Share, clerk: CarelessClerk, rng: Random) -> Row:
    is_company = share.holder.number.startswith("9199")
    percent = f"{share.percent}.00％" if rng.random() < 0.2 else f"{share.percent}%"
    day = f"{share.since:%Y年%m月%d日}" if rng.random() < 0.2 else f"{share.since}"
    return {
        "统一社会信用代码": company.uscc,
        # Not through the clerk: the register knows the holder by company and name.
        "股东名称": share.holder.name,
        "股东类型": "企业法人" if is_company else "自然人股东",
        "证件号码": clerk.number(share.holder.number),
        "认缴出资额(万元)": f"{company.capital * share.percent / 100:g}",
        "持股比例": percent,
        "认缴日期": day,
    }
