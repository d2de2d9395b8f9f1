"""How addresses, phone numbers and dates are written, each source in its own way."""

from collections.abc import Mapping
from datetime import date
from random import Random

from benchmarks.companies.model import Country, Office
from benchmarks.companies.words import EASTERN

_DATE_STYLES: Mapping[Country, tuple[str, ...]] = {
    Country.CHINA: ("%Y-%m-%d", "%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y%m%d"),
    Country.HONG_KONG: ("%d/%m/%Y", "%Y-%m-%d"),
    Country.BRITAIN: ("%d/%m/%Y",),
    Country.GERMANY: ("%d.%m.%Y",),
    Country.AMERICA: ("%m/%d/%Y",),
}


def written_office(office: Office, country: Country, *, is_latin: bool, rng: Random) -> str:
    """Return an address, often without its province, room or post code."""
    if country in EASTERN and not is_latin:
        return _in_han(office, country, rng)
    if country in EASTERN:
        return _in_english(office, country, rng)
    number, street, city = office.number, office.street.latin, office.place.city.latin
    if country is Country.GERMANY:
        street = street.replace("straße", rng.choice(("straße", "str.", "strasse")))
        return f"{street} {number}, {office.post} {city}"
    unit = f"{'Unit' if country is Country.BRITAIN else 'Suite'} {office.unit % 40 + 1}"
    parts = [unit if rng.random() < 0.6 else "", f"{number} {street}", city]
    if country is Country.AMERICA:
        return ", ".join(filter(None, (*parts, f"{office.place.province.latin} {office.post}")))
    county = office.place.province.latin if rng.random() < 0.3 else ""
    post = office.post if rng.random() < 0.9 else ""
    return ", ".join(filter(None, (*parts, county, post)))


def written_phone(phone: str, country: Country, rng: Random) -> str:
    """Return a number as one of many clerks would write it; seldom masked, short, or a float."""
    digits = "".join(filter(str.isdigit, phone))
    draw = rng.random()
    if draw < 0.07:
        return f"{phone[:3]}****{phone[-4:]}"
    if draw < 0.09:
        return phone[:-1]
    if country is Country.CHINA:
        bare = digits.removeprefix("0")
        dialled = (phone, phone, phone, f"+86 {bare}", f"0086{bare}", f"{digits}.0", f"{digits}")
        styled = rng.choice(dialled)
        return f"{styled}转{rng.randrange(1, 90)}" if "-" in styled and draw > 0.9 else styled
    if country is Country.BRITAIN and draw > 0.7:
        return f"+44 (0){phone[1:]}"
    return rng.choice((phone, phone, digits if phone[0] != "+" else phone, phone.replace(" ", "-")))


def written_date(day: date, country: Country, rng: Random) -> str:
    """Return a day in the country's way of writing it.

    >>> written_date(date(2015, 3, 4), Country.BRITAIN, Random(1))
    '04/03/2015'
    """
    if rng.random() < 0.01:
        day = day.replace(year=day.year + rng.choice((-1, 1, 10)), day=min(day.day, 28))
    return day.strftime(rng.choice(_DATE_STYLES[country]))


def _in_han(office: Office, country: Country, rng: Random) -> str:
    room = f"{office.unit}室" if rng.random() < 0.75 else ""
    where = f"{office.district.han}{office.street.han}{office.number}号{room}"
    if country is Country.HONG_KONG:
        return f"香港{where}"
    city = f"{office.place.city.han}市"
    province = office.place.province.han if rng.random() < 0.6 else ""
    return f"{province}{city}{where}"


def _in_english(office: Office, country: Country, rng: Random) -> str:
    room = f"Room {office.unit}, " if rng.random() < 0.7 else ""
    no = rng.choice(("No. ", "No.", "")) if country is Country.CHINA else ""
    where = f"{room}{no}{office.number} {office.street.latin}, {office.district.latin}"
    if country is Country.HONG_KONG:
        return f"{where}, Hong Kong"
    district = " District" if rng.random() < 0.7 else ""
    province = rng.choice((f", {office.place.province.latin}", ""))
    return f"{where}{district}, {office.place.city.latin}{province}, China"
