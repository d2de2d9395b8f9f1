"""What a column holds, once its header and its values have both been heard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from veiltrace_connectors.mapping.guess.header import Reading, read_header
from veiltrace_connectors.mapping.guess.lexicon import Lexicon
from veiltrace_connectors.mapping.guess.looks import Looks
from veiltrace_connectors.mapping.guess.profile import Profile

_NUMBER_OF = {
    "vehicle": "plate",
    "aircraft": "plate",
    "vessel": "hull_number",
    "policy": "policy_number",
    "account": "account_number",
    "real_estate": "title_number",
    "case": "case_number",
    "court_case": "case_number",
    "listing": "case_number",
    "basis": "basis_number",
    "security": "security_code",
    "ip_right": "application_number",
    "receivable": "application_number",
    "engine": "engine_number",
    "wallet_thing": "wallet",
    "company": "company_number",
    "issuer": "company_number",
}
"""What "number" or "code" means after a thing or a subject."""
_THING_ALONE = {
    "vehicle": "model",
    "account": "account_number",
    "real_estate": "address",
    "basis": "basis_number",
    "wallet_thing": "token_name",
    "chain": "chain",
    "spell": "product",
    "policy": "product",
    "ip_right": "name",
    "security": "name",
    "receivable": "product",
}
"""What a header holds that is nothing but a thing."""
_GENERAL = frozenset({"number", "code_part", "name"})
"""Last words that leave to the word before them what the column holds ("currency code")."""
_TRAITS = {
    "status": ("encumbrance",),
    "indicator": ("encumbrance",),
    "category": ("product", "cause", "currency", "joint", "relation", "encumbrance"),
}
"""Last words that only after these words mean what they mean ("pledge status")."""
_ID = (Looks.RESIDENT_ID, Looks.USCC, Looks.MASKED_ID)
_MONEY = (Looks.MONEY, Looks.NUMBER)
_DATED = (Looks.DATE,)
_DATES = ("start", "end", "seen", "overdue", "decided", "other")
EXPECTED: dict[str, tuple[Looks, ...]] = {
    **dict.fromkeys(("identity", "resident_id"), _ID),
    **dict.fromkeys((*_DATES, "birth_date"), _DATED),
    **dict.fromkeys(("amount", "capital", "wage", "paid_capital", "quantity"), _MONEY),
    "uscc": (Looks.USCC,),
    "lei": (Looks.LEI,),
    "phone": (Looks.PHONE,),
    "email": (Looks.EMAIL,),
    "vin": (Looks.VIN,),
    "wallet": (Looks.WALLET,),
    **dict.fromkeys(("address", "delivery_address"), (Looks.ADDRESS,)),
    "area": (Looks.AREA, Looks.NUMBER),
    "gender": (Looks.GENDER,),
    "currency": (Looks.CURRENCY,),
    "share": (Looks.SHARE, Looks.NUMBER),
}
"""Looks that bear a meaning out; with none of them the header is doubted."""
_UNLIKELY: dict[str, tuple[Looks, ...]] = {
    "name": (*_DATED, Looks.EMAIL, Looks.PHONE, Looks.URL, Looks.MONEY, *_ID, Looks.WALLET),
    "status": (*_DATED, Looks.EMAIL, Looks.PHONE, Looks.URL, *_ID),
    "encumbrance": (*_DATED, Looks.EMAIL, Looks.PHONE, Looks.URL, *_ID),
}
_TELLING = (
    (Looks.EMAIL, "email"),
    (Looks.RESIDENT_ID, "identity"),
    (Looks.USCC, "identity"),
    (Looks.MASKED_ID, "identity"),
    (Looks.LEI, "lei"),
    (Looks.VIN, "vin"),
    (Looks.PLATE, "plate"),
    (Looks.WALLET, "wallet"),
    (Looks.CASE_NUMBER, "case_number"),
    (Looks.UNIT_NUMBER, "title_number"),
    (Looks.PHONE, "phone"),
    (Looks.URL, "url"),
    (Looks.CURRENCY, "currency"),
    (Looks.GENDER, "gender"),
    (Looks.ADDRESS, "address"),
    (Looks.FIRM, "name"),
)
"""Looks that tell by themselves what a column holds, the surest first."""
_CHECKED = frozenset(
    {Looks.EMAIL, Looks.RESIDENT_ID, Looks.USCC, Looks.LEI, Looks.VIN, Looks.WALLET}
)
"""Looks that have a check digit or as good as one: they overrule a header."""
_ANY_CODE = frozenset(
    {"tax_number", "registration_number", "row_number", "handle", "organisation_code", "note"}
)
"""What may well be a resident ID, a credit code or an e-mail address."""
_HEADER_TRUST, _VALUE_TRUST = 0.9, 0.7
_TOLD = 0.8
_DOUBTED = 0.35
_WHOSE = 0.3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column seems to hold: an attribute of the lexicon, of whom, of what.

    `is_somebodys`: a word of the header is unknown and may name somebody who is none of the
    table's known parties. `confidence` runs from 0 to 1; `because` says what told.
    """

    column: str
    attribute: str
    subject: str
    thing: str
    of: str
    number: int
    is_somebodys: bool
    confidence: float
    because: str
    values: Profile


def read_meanings(
    columns: Sequence[str], profiles: Sequence[Profile], lexicon: Lexicon
) -> tuple[Meaning, ...]:
    """Return what each column seems to hold, in the order of the columns."""
    pairs = zip(columns, profiles, strict=True)
    return tuple(read_meaning(column, values, lexicon) for column, values in pairs)


def read_meaning(column: str, values: Profile, lexicon: Lexicon) -> Meaning:
    """Return what a column seems to hold by its header and its values."""
    reading = settle(read_header(column, lexicon))
    trust = _HEADER_TRUST * reading.trust if reading.attribute else 0.0
    is_somebodys = reading.has_unknown and not reading.subject and not reading.thing
    said = Meaning(
        column,
        reading.attribute,
        reading.subject,
        reading.thing,
        reading.of,
        reading.number,
        is_somebodys,
        trust,
        "header" if trust else "",
        values,
    )
    if not values.filled:
        return replace(said, because="header; no values" if trust else "no values")
    borne_out, told = _borne_out(said), _told(said)
    if trust and borne_out and not (told and told[2]):
        # Values tell what a column holds, but not whose it is.
        borne_out *= _WHOSE if is_somebodys else 1
        confidence = 1 - (1 - trust) * (1 - _VALUE_TRUST * borne_out)
        because = "header and values" if said.attribute in EXPECTED else "header"
        return replace(said, confidence=confidence, because=because)
    if told:
        attribute, share, _ = told
        # What the header was thought to speak of is not what the values are.
        return replace(
            said,
            attribute=attribute,
            thing="",
            of="",
            is_somebodys=not said.subject,
            confidence=_VALUE_TRUST * share,
            because="values",
        )
    if trust and said.of and said.attribute in _DATES:
        # 质押登记 with no date in it is the pledge, not the day of its registration.
        return replace(said, attribute=said.of, of="", confidence=_VALUE_TRUST * trust)
    if trust:
        return replace(said, confidence=trust * _DOUBTED, because="header; values differ")
    return said


def settle(reading: Reading) -> Reading:
    """Return a reading whose attribute is settled by what stands before it.

    >>> settle(Reading("number", thing="policy")).attribute
    'policy_number'
    >>> settle(Reading("date", event="end")).attribute
    'end'
    """
    attribute, of = reading.attribute, reading.of
    if attribute == "date":
        attribute = of if of == "birth_date" else _event(reading)
    elif attribute == "thing":
        attribute = _THING_ALONE.get(reading.thing, "")
    elif attribute in _GENERAL and of and of not in _GENERAL:
        attribute = of
    elif attribute in ("number", "code_part"):
        about = reading.thing or reading.subject
        is_register = reading.event == "start"
        attribute = _NUMBER_OF.get(about, "registration_number" if is_register else "row_number")
    elif of in _TRAITS.get(attribute, ()):
        attribute = of
    elif attribute == "status" and of == "phone":
        return replace(reading, thing="phone_line")
    elif attribute == "account_number" and reading.thing == "case":
        attribute = "case_number"
    elif attribute == "registration_number" and reading.thing:
        attribute = "row_number"
    elif attribute == "name" and reading.thing == "previous":
        attribute = "former_name"
    return replace(reading, attribute=attribute)


def _event(reading: Reading) -> str:
    """Return when a date is; the date of a thing, without more, is its beginning."""
    return reading.event or ("start" if reading.thing else "other")


def _borne_out(said: Meaning) -> float:
    """Return how far the values bear the header out, from 0 to 1."""
    looks, values = EXPECTED.get(said.attribute), said.values
    if looks:
        return values.share(*looks)
    return max(0.0, 1 - 2 * values.share(*_UNLIKELY.get(said.attribute, ())))


def _told(said: Meaning) -> tuple[str, float, bool] | None:
    """Return what the values tell, with their share, and whether they overrule the header."""
    for look, attribute in _TELLING:
        share = said.values.share(look)
        if share >= _TOLD:
            admitted = look in EXPECTED.get(said.attribute, ()) or said.attribute in _ANY_CODE
            return attribute, share, look in _CHECKED and not admitted
    return None
