"""Rows of organisations as columns: what the comparisons' SQL reads, and how rare values are."""

import re
from collections.abc import Iterable, Iterator, Sequence

from veiltrace_graph.resolution.rows.company_name_parts import CompanyNameParts
from veiltrace_graph.resolution.rows.legal_form_kind import possible_forms
from veiltrace_graph.resolution.rows.organisation_row import OrganisationRow
from veiltrace_graph.resolution.rows.shared_columns import (
    Bits,
    Columns,
    contact_columns,
    rare_column,
    remembering,
    value_columns,
    word_columns,
)
from veiltrace_graph.resolution.term_frequency import TermFrequencies

_LONG_HAN, _LONG_LATIN = 3, 8
_DIGIT, _AREA_CODE = re.compile("[0-9]"), re.compile("[0-9]{6}")


def organisation_terms(rows: Iterable[OrganisationRow]) -> dict[str, list[str]]:
    """Return the values whose frequency is counted, by kind, each once for each row with it."""
    kinds = ("brand", "trade", "contact", "domain", "place", "incorporated_on", "industry")
    terms: dict[str, list[str]] = {kind: [] for kind in kinds}
    for row in rows:
        terms["brand"] += {brand for name in row.names for brand in (name.brand, name.reading)}
        terms["trade"] += {word for name in row.names for word in name.trade}
        terms["contact"] += row.contact
        terms["domain"] += _domains(row.contact)
        terms["place"] += row.office
        terms["incorporated_on"] += [row.incorporated_on] if row.incorporated_on else []
        terms["industry"] += [row.industry] if row.industry else []
    return terms


def organisation_columns(rows: Sequence[OrganisationRow], rarity: TermFrequencies) -> Columns:
    """Return the columns of `comparisons.organisations`, one entry for each row."""
    bits = remembering(rarity.bits)
    domains = [_domains(row.contact) for row in rows]
    codes = ("uscc", "company_number", "registration_number", "lei", "tax_number")
    columns: Columns = {
        **_name_columns([row.names for row in rows], bits),
        **_told_apart_columns(rows),
        **word_columns("place", [row.office for row in rows], bits),
        "town": [list(row.town) for row in rows],
        "place_numbers": [list(filter(_is_numbered, row.office)) for row in rows],
        **value_columns("incorporated_on", [row.incorporated_on for row in rows], bits),
        **value_columns("industry", [row.industry for row in rows], bits),
        "jurisdiction": [row.jurisdiction for row in rows],
        **contact_columns([row.contact for row in rows], bits),
        "contact_domain_rare": rare_column("domain", domains, bits),
        "contact_domain": list(domains),
    }
    return columns | {code: [getattr(row, code) for row in rows] for code in codes}


def _name_columns(names: Sequence[Sequence[CompanyNameParts]], bits: Bits) -> Columns:
    """Return the columns of `comparisons.company_names` but those of place and form."""
    brands = [sorted({brand for n in each for brand in _brands(n)}) for each in names]
    read = [sorted({_key(b, n) for n in each for b in _brands(n)}) for each in names]

    def key_bits(_: str, key: str) -> float:
        brand, trade, _ = key.split("|")
        return bits("brand", brand) + sum(bits("trade", word) for word in trade.split())

    return {
        "name_written": [sorted({_key(n.brand, n) for n in each}) or None for each in names],
        "name_read": list(read),
        "name_rare": rare_column("name", read, remembering(key_bits)),
        "name_short": [sorted(set(_shortened(each))) for each in names],
        "name_family": [
            sorted({f"{b}|{n.trade[:1]}" for n in each for b in _brands(n)}) for each in names
        ],
        "name_parts": [list(map(_compared_part, each)) for each in names],
        "name_han": [any(not n.brand.isascii() for n in each) for each in names],
        "name_brand": list(brands),
        "name_brand_rare": rare_column("brand", brands, bits),
    }


def _brands(name: CompanyNameParts) -> set[str]:
    return {name.brand, name.reading}


def _key(brand: str, name: CompanyNameParts, words: int | None = None) -> str:
    """Return the brand, so many words of the trade, and the mark; they hold no bar."""
    return f"{brand}|{' '.join(name.trade[:words])}|{name.mark}"


def _shortened(names: Iterable[CompanyNameParts]) -> Iterator[str]:
    """Yield the names without the last words of their trade."""
    for name in names:
        for words in range(len(name.trade)):
            yield from (_key(brand, name, words) for brand in _brands(name))


def _compared_part(name: CompanyNameParts) -> dict[str, object]:
    is_long = len(name.brand) >= (_LONG_LATIN if name.brand.isascii() else _LONG_HAN)
    return {
        "core": name.core,
        "brand": name.brand,
        "trade": " ".join(name.trade),
        "mark": name.mark,
        "is_long": is_long,
    }


def _told_apart_columns(rows: Sequence[OrganisationRow]) -> Columns:
    """Return the columns of what else tells firms of one family apart."""
    places = [sorted({n.place for n in row.names if n.place}) for row in rows]
    return {
        "form": [list(row.forms) for row in rows],
        "form_possible": [list(possible_forms(row.forms)) for row in rows],
        "is_branch": [any(n.is_branch for n in row.names) for row in rows],
        "seat": list(places),
    }


def _is_numbered(word: str) -> bool:
    """Return whether a word of an address has a number that is no code of a whole county."""
    return bool(_DIGIT.search(word)) and not _AREA_CODE.fullmatch(word)


def _domains(contact: Iterable[str]) -> list[str]:
    return sorted({value.partition("@")[2] for value in contact if "@" in value})
