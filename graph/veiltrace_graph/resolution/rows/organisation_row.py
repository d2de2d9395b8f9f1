"""A record of an organisation, as it is compared and blocked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.company_name_parts import CompanyNameParts, company_name_parts
from veiltrace_graph.resolution.rows.identifier_pattern import HIDDEN_CHARACTER, identifier_pattern
from veiltrace_graph.resolution.rows.legal_form_kind import stated_form
from veiltrace_graph.resolution.rows.office_words import office_words
from veiltrace_graph.resolution.rows.organisation_identifiers import credit_code, other_tax_number
from veiltrace_graph.resolution.rows.town_words import town_words
from veiltrace_privacy.normalise.text import fold

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LATIN_HEAD, _LATIN_TAIL = 7, 12
_COUNTRY = 2  # letters of ISO 3166


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """What is compared of an organisation; None or empty where the record is silent.

    `names` are all it says, former ones and aliases too, each once.
    """

    names: tuple[CompanyNameParts, ...]
    forms: tuple[str, ...]
    uscc: str | None
    company_number: str | None
    registration_number: str | None
    lei: str | None
    tax_number: str | None
    incorporated_on: str | None
    jurisdiction: str | None
    contact: tuple[str, ...]
    office: tuple[str, ...]
    town: tuple[str, ...]
    industry: str | None


def organisation_row(record: LinkageRecord) -> OrganisationRow:
    """Return the row of a record.

    >>> from veiltrace_graph.model import NodeId, PropertyValue
    >>> from veiltrace_graph.vocabulary import NodeKind
    >>> said = (PropertyValue("name", "Fictional Trading Ltd"),)
    >>> row = organisation_row(LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", said))
    >>> row.names[0].brand, row.names[0].trade, row.forms
    ('fictional', ('trading',), ('ltd',))
    """
    texts = dict.fromkeys(record.whole("name", "alias", "former_name"))
    names = [parts for text in texts for parts in company_name_parts(text)]
    dates = [v.value for v in record.values if v.name == "incorporated_on"]
    stated = [stated_form(text) for text in record.whole("legal_form")]
    return OrganisationRow(
        names=tuple(dict.fromkeys(names)),
        forms=tuple(sorted({form for form in (*stated, *(n.form for n in names)) if form})),
        uscc=credit_code(record),
        company_number=identifier_pattern(record.values, "company_number"),
        registration_number=identifier_pattern(record.values, "registration_number"),
        lei=identifier_pattern(record.values, "lei"),
        tax_number=other_tax_number(record),
        incorporated_on=next((day for day in sorted(dates) if _DATE.fullmatch(day)), None),
        jurisdiction=_jurisdiction(record),
        contact=tuple(sorted(set(record.whole("phone", "email", "handle")))),
        office=office_words(record.whole("address")),
        town=town_words(record.whole("address")),
        industry=_first(record.whole("industry")),
    )


def organisation_blocking_keys(row: OrganisationRow) -> Iterator[str]:
    """Yield the keys of a row; records that share any of them are compared.

    A name is found again in the other script, cut short, or with one slip where its place or an
    address agrees: without one of these, thousands of brands are but a character apart.
    """
    for name in row.names:
        for brand in {name.brand, name.reading}:
            yield f"brand+trade:{brand}|{name.trade[0] if name.trade else ''}"
            yield from (f"brand+office:{brand}|{word}" for word in row.office if word.isdigit())
            yield from (f"brand+contact:{brand}|{value}" for value in row.contact)
        yield from _slip_keys(name, row.office)
    for prop, code in _codes(row):
        yield f"{prop}:{code}"
    yield from (f"contact:{value}" for value in row.contact)


def _slip_keys(name: CompanyNameParts, office: tuple[str, ...]) -> Iterator[str]:
    """Yield keys that a name shares with itself mistyped: a character less, or one of its ends."""
    core = name.core
    if core.isascii():
        yield from (f"head:{core[:_LATIN_HEAD]}", f"tail:{core[-_LATIN_TAIL:]}")
        return
    for part in (core, *(core[:i] + core[i + 1 :] for i in range(len(core)))):
        yield f"less+place:{part}|{name.place}"
        yield from (f"less+office:{part}|{word}" for word in office if word.isdigit())


def _codes(row: OrganisationRow) -> Iterator[tuple[str, str]]:
    codes = {
        "uscc": row.uscc,
        "company_number": row.company_number,
        "registration_number": row.registration_number,
        "lei": row.lei,
        "tax_number": row.tax_number,
    }
    return ((name, code) for name, code in codes.items() if code and HIDDEN_CHARACTER not in code)


def _jurisdiction(record: LinkageRecord) -> str | None:
    """Return the country of incorporation, if need be the one whose register gave a number."""
    if stated := _first(record.whole("jurisdiction")):
        return stated[:_COUNTRY]
    if record.whole("uscc"):
        return "cn"
    numbered = _first(record.whole("company_number"))
    return numbered[:_COUNTRY] if numbered else None


def _first(texts: Iterable[str]) -> str | None:
    return next(iter(sorted(fold(text) for text in texts)), None)
