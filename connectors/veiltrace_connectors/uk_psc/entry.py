"""One line of the register: its parts, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_connectors.building import first_day
from veiltrace_connectors.uk_psc.link import link_of, parse_link
from veiltrace_connectors.uk_psc.parties import name_of, section, text

TOTALS = "totals#persons-of-significant-control-snapshot"
IN_CONTROL = frozenset({"individual", "corporate-entity", "legal-person"})
"""What an entry is of that names somebody."""

_WORDS = {
    "persons-with-significant-control-statement": "statement",
    "exemptions": "exemptions",
} | {
    f"{word}-{role}": word
    for word in (*IN_CONTROL, "super-secure")
    for role in ("person-with-significant-control", "beneficial-owner")
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register.

    `company` is the number as stated, `word` what the entry is of, `key` its id at the company.
    An event of the stream says when it was published, and perhaps that the entry is gone.
    """

    company: str
    word: str
    key: str
    data: Mapping[str, object]
    name: str
    published_on: date | None
    is_deleted: bool


def kind_of(line: Mapping[str, object]) -> str:
    """Return the register's own word for what a line is, "" where it states none."""
    return text(section(line, "data"), "kind")


def word_of(kind: str) -> str:
    """Return what an entry of a kind is of, "" where the kind is not known.

    >>> word_of("individual-beneficial-owner"), word_of("unknown-kind")
    ('individual', '')
    """
    return _WORDS.get(kind, "")


def parse_entry(line: Mapping[str, object]) -> Entry | tuple[str, str]:
    """Return a line's entry, or (reason, field) of what keeps it from being used.

    The reasons are `psc_kind` (not known), `psc_company` (no number), `psc_link` (nothing tells
    the party from others of the company) and `psc_name` (a party without a name).
    """
    data, event = section(line, "data"), section(line, "event")
    link = link_of(data.get("links"))
    if not link.company:
        link = parse_link(line.get("resource_uri"))
    is_deleted = text(event, "type") == "deleted"
    entry = Entry(
        company=text(line, "company_number") or link.company,
        word=word_of(kind_of(line)) or (link.word if is_deleted else ""),
        key=link.entry,
        data=data,
        name=name_of(data),
        published_on=first_day(text(event, "published_at")[:10]) if event else None,
        is_deleted=is_deleted,
    )
    return _fault(entry) or entry


def _fault(entry: Entry) -> tuple[str, str] | None:
    if not entry.word:
        return "psc_kind", "data.kind"
    if not entry.company:
        return "psc_company", "company_number"
    if not entry.key and entry.word in IN_CONTROL:
        return "psc_link", "data.links.self"
    if not entry.name and not entry.is_deleted and entry.word in IN_CONTROL:
        return "psc_name", "data.name"
    return None
