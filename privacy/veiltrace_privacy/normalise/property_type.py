"""Which normaliser function reads which property of the vocabulary."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from veiltrace_privacy.normalise.account import normalise_account
from veiltrace_privacy.normalise.address import normalise_address
from veiltrace_privacy.normalise.amount import parse_amount
from veiltrace_privacy.normalise.damage import keep_raw
from veiltrace_privacy.normalise.date_order import date_order_of
from veiltrace_privacy.normalise.date_text import (
    OPEN_END,
    DateOrder,
    is_open_end,
    parse_date,
    parse_partial_date,
)
from veiltrace_privacy.normalise.email import normalise_email
from veiltrace_privacy.normalise.handle import normalise_handle
from veiltrace_privacy.normalise.mojibake import is_mojibake
from veiltrace_privacy.normalise.name import normalise_name
from veiltrace_privacy.normalise.organisation_id import (
    normalise_company_number,
    normalise_lei,
    normalise_uscc,
)
from veiltrace_privacy.normalise.phone import normalise_phone
from veiltrace_privacy.normalise.plate import normalise_plate
from veiltrace_privacy.normalise.reference import normalise_reference
from veiltrace_privacy.normalise.registration_number import normalise_registration_number
from veiltrace_privacy.normalise.resident_id import normalise_resident_id
from veiltrace_privacy.normalise.text import clean
from veiltrace_privacy.normalise.value import Flag, Normalised
from veiltrace_privacy.normalise.vin import normalise_vin
from veiltrace_privacy.normalise.wallet import normalise_wallet

_READERS_KEPT = 1024

Reader = Callable[[str], Normalised]


def normalise_property(name: str, text: str, *, country: str, register: str = "") -> Normalised:
    """Return the value of the property `name`, read as its type asks; unknown names are text.

    Args:
        name: a property name of the vocabulary, such as "phone".
        text: what the source says.
        country: ISO 3166 code of the source, which settles dialling region and order of dates.
        register: for company_number, the register's org-id.guide code, such as "GB-COH".

    >>> normalise_property("phone", "124 0000 0001", country="CN").value
    '+8612400000001'
    >>> normalise_property("company_number", "229269", country="GB", register="GB-COH").value
    'GB-COH:00229269'
    """
    return property_normaliser(name, country=country, register=register)(text)


@lru_cache(_READERS_KEPT)
def property_normaliser(
    name: str, *, country: str, register: str = "", order: DateOrder | None = None
) -> Reader:
    """Return the function that reads every text of one property; see `normalise_property`.

    `order` is how the source writes dates with their year last, if not as its country's offices.

    >>> read = property_normaliser("started_on", country="GB")
    >>> read("03/04/2024").value, read("29.02.2024").value
    ('2024-04-03', '2024-02-29')
    """
    if read := _BY_TEXT.get(name):
        return read
    if read_in := _BY_COUNTRY.get(name):
        return partial(_second, read_in, country)
    if name in _DATES:
        return partial(_date, _DATES[name], order or date_order_of(country))
    if name == "company_number":
        return partial(_second, normalise_company_number, register)
    return _plain


def _second(read: Callable[[str, str], Normalised], setting: str, text: str) -> Normalised:
    return read(text, setting)


def _plain(text: str) -> Normalised:
    cleaned = clean(text)
    if is_mojibake(text) or is_mojibake(cleaned):
        return keep_raw(text, Flag.MOJIBAKE)
    return Normalised(cleaned) if cleaned else keep_raw(text, Flag.UNPARSED)


def _date(parse: Callable[[str, DateOrder], str | None], order: DateOrder, text: str) -> Normalised:
    read = parse(text, order)
    return Normalised(read) if read else keep_raw(text, Flag.UNPARSED)


def _day(text: str, order: DateOrder) -> str | None:
    day = parse_date(text, order=order)
    return day.isoformat() if day else None


def _end(text: str, order: DateOrder) -> str | None:
    day = parse_date(text, order=order)
    if (day is None or day.year == date.max.year) and is_open_end(text):
        return OPEN_END
    return day.isoformat() if day else None


def _partial_day(text: str, order: DateOrder) -> str | None:
    return parse_partial_date(text, order=order)


_BY_TEXT: dict[str, Reader] = {
    "name": normalise_name,
    "former_name": normalise_name,
    "alias": normalise_name,
    "resident_id": normalise_resident_id,
    "uscc": normalise_uscc,
    "lei": normalise_lei,
    "tax_number": normalise_reference,
    "id_number": normalise_reference,
    "policy_number": normalise_reference,
    "title_number": normalise_reference,
    "serial_number": normalise_reference,
    "case_number": normalise_reference,
    "email": normalise_email,
    "handle": normalise_handle,
    "account_number": normalise_account,
    "wallet": normalise_wallet,
    "plate": normalise_plate,
    "vin": normalise_vin,
}
_BY_COUNTRY: dict[str, Callable[[str, str], Normalised]] = {
    "phone": normalise_phone,
    "registration_number": normalise_registration_number,
    "address": normalise_address,
    "amount": parse_amount,
    "capital": parse_amount,
}
_DATES: dict[str, Callable[[str, DateOrder], str | None]] = {
    "birth_date": _partial_day,
    "death_date": _partial_day,
    "incorporated_on": _day,
    "dissolved_on": _day,
    "started_on": _day,
    "ended_on": _end,
}
