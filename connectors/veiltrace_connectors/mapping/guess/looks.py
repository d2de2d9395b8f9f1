"""What one value looks like: a number with a check digit, a date, an address, a list, …"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from veiltrace_connectors.building import first_day, property_value
from veiltrace_privacy.normalise.amount import parse_amount, parse_share
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag

_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}(?:\([^()]*\))?[:：].")
_MASKED_ID = re.compile(r"[0-9]{3,10}[*Xx]{4,12}[0-9*Xx]{0,4}")
_MASKED_PHONE = re.compile(r"[0-9]{3}\*{4}[0-9]{4}")
_PHONE_FORM = re.compile(r"\+?[0-9()][0-9 ()/-]{8,}(?:[转x#;,/ ]+[0-9 -]+)*")
_CN_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][ ·•-]?[A-Z0-9]{4,6}[\u4e00-\u9fff]?")
_CASE = re.compile(r"[(（〔\[][12][0-9]{3}[)）〕\]].{2,30}号.{0,4}")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,12}·[\u4e00-\u9fff·]{2,12}")
_FIRM = re.compile(
    r"公司$|集团$|厂$|[店社部所行会]$|合伙|银行|中心$"
    r"|\b(?:ltd|limited|llc|llp|inc|plc|corp|gmbh|company|bank|trust|na|n\.a)\b\.?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[省市区县镇乡村].{1,40}[路街道巷弄号室栋幢]"
    r"|\d+.*\b(?:st|street|rd|road|ave|avenue|lane|ln|plaza|house|drive|dr|way|flats?)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+")
_CURRENCY = re.compile(r"CNY|RMB|USD|EUR|GBP|HKD|JPY|人民币|美元|港币|欧元|英镑|日元")
_GENDER = re.compile(r"[男女MF]|male|female|男性|女性", re.IGNORECASE)
_MONEY_SIGN = re.compile(r"[¥$€£万元,]|\.[0-9]{1,2}$")
_UNIT_NUMBER = re.compile(r"[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}")
_AREA = re.compile(r"[0-9.]+ ?(?:㎡|m2|m²|平方米|平米|平)")
LIST_MARKS = re.compile("[;；、|]")
"""What parts several values in one cell."""
MAX_LENGTH = 200
"""Characters of what can be anything but free text."""
_LONG_TEXT = 40


class Looks(StrEnum):
    """What a value can look like."""

    RESIDENT_ID = "resident_id"
    USCC = "uscc"
    MASKED_ID = "masked_id"
    LEI = "lei"
    PHONE = "phone"
    EMAIL = "email"
    VIN = "vin"
    PLATE = "plate"
    WALLET = "wallet"
    ACCOUNT = "account_number"
    CASE_NUMBER = "case_number"
    UNIT_NUMBER = "title_number"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"
    AREA = "area"
    ADDRESS = "address"
    PERSON = "person"
    FIRM = "firm"
    CURRENCY = "currency"
    GENDER = "gender"
    URL = "url"
    LONG_TEXT = "long_text"
    LIST = "list"
    LABELLED = "labelled"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def looks_of(text: str, country: str) -> Iterable[Looks]:
    """Yield what a text looks like; national forms are read as `country` writes them.

    >>> sorted(looks_of("ann@example.com", "GB"))
    [<Looks.EMAIL: 'email'>]
    """
    if len(text) > _LONG_TEXT and not _FIRM.search(text) and not _ADDRESS.search(text):
        yield Looks.LONG_TEXT
    if len(text) > MAX_LENGTH:
        return
    written = clean(text)
    for look, pattern in _BY_FORM:
        if pattern.fullmatch(written):
            yield look
    for look, matches in _BY_READING:
        if matches(written, country):
            yield look
    parts = LIST_MARKS.split(written)
    if len(parts) > 1:
        yield Looks.LIST
    if _LABELLED.match(parts[0]):
        yield Looks.LABELLED
    if slashed := _SLASHED.fullmatch(written):
        yield from _order(int(slashed[1]), int(slashed[2]))
    if _AREA.search(written):
        yield Looks.AREA
    if _FIRM.search(written):
        yield Looks.FIRM
    elif _ADDRESS.search(written):
        yield Looks.ADDRESS


def _reads(name: str) -> Callable[[str, str], bool]:
    def reads(text: str, country: str) -> bool:
        return property_value(name, text, country=country).flag in (Flag.OK, Flag.DERIVED)

    return reads


def _order(first: int, second: int) -> Iterable[Looks]:
    """Yield the order of a date that has only one."""
    months = 12
    if first > months >= second:
        yield Looks.DAY_FIRST
    if second > months >= first:
        yield Looks.MONTH_FIRST


def _is_phone(text: str, country: str) -> bool:
    if _MASKED_PHONE.fullmatch(text):
        return True
    if not _PHONE_FORM.fullmatch(text) or _is_date(text, country):
        return False
    first = re.split("[;,/]", text)[0]
    return property_value("phone", first, country=country).flag is Flag.OK


def _is_date(text: str, country: str) -> bool:
    if not re.search(r"[-/.年TA-Za-z]", text) and len(text) not in (6, 8):
        return False
    read = property_value("birth_date", text, country=country)
    return first_day(read.value) is not None or bool(_SLASHED.fullmatch(text))


def _is_wallet(text: str, country: str) -> bool:
    read = property_value("wallet", text, country=country)
    return read.flag in (Flag.OK, Flag.CHECKSUM) and len(text) > 24 and not text.isdigit()


def _is_account(text: str, country: str) -> bool:
    digits = text.replace(" ", "").replace("-", "")
    return 15 <= len(digits) <= 34 and _reads("account_number")(text, country) and digits.isalnum()


def _is_money(text: str, country: str) -> bool:
    return bool(_MONEY_SIGN.search(text)) and parse_amount(text).is_whole


def _is_number(text: str, country: str) -> bool:
    return parse_amount(text).is_whole


def _is_share(text: str, country: str) -> bool:
    return ("%" in text or text.startswith("0.")) and parse_share(text) is not None


_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{4}(?:[ T].*)?")
_BY_FORM = (
    (Looks.MASKED_ID, _MASKED_ID),
    (Looks.PLATE, _CN_PLATE),
    (Looks.CASE_NUMBER, _CASE),
    (Looks.PERSON, _PERSON),
    (Looks.CURRENCY, _CURRENCY),
    (Looks.GENDER, _GENDER),
    (Looks.URL, _URL),
    (Looks.UNIT_NUMBER, _UNIT_NUMBER),
)
_BY_READING: tuple[tuple[Looks, Callable[[str, str], bool]], ...] = (
    (Looks.RESIDENT_ID, _reads("resident_id")),
    (Looks.USCC, _reads("uscc")),
    (Looks.LEI, _reads("lei")),
    (Looks.EMAIL, _reads("email")),
    (Looks.VIN, _reads("vin")),
    (Looks.PHONE, _is_phone),
    (Looks.DATE, _is_date),
    (Looks.WALLET, _is_wallet),
    (Looks.ACCOUNT, _is_account),
    (Looks.MONEY, _is_money),
    (Looks.NUMBER, _is_number),
    (Looks.SHARE, _is_share),
)
