"""The link of an entry in the register: what an entry is called in every version of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Companies House spells the middle part in three ways (companieshouse/api-sdk-node 912), with
# hyphens or underscores, and the company's number with or without leading zeros.
_LINK = re.compile(
    r"/?company/([^/]+)/"
    r"(?:persons[-_]with[-_]significant[-_]control([-_]statements?)?|(exemptions))"
    r"(?:/([^/]+))?(?:/([^/]+))?/?"
)
_KEYS = (
    "self",
    "persons_with_significant_control",
    "persons_with_significant_control_statement",
    "persons_with_significant_control_statements",
)


@dataclass(frozen=True, slots=True)
class Link:
    """Parts of a link; `word` is what sort of entry it is, `entry` its id; "" where not stated."""

    company: str = ""
    word: str = ""
    entry: str = ""


def link_of(links: object) -> Link:
    """Return the link among an entry's `links`, whichever of its keys bears it.

    >>> link_of({"self": "/company/00000012/persons-with-significant-control/individual/A1"})
    Link(company='00000012', word='individual', entry='A1')
    """
    if not isinstance(links, Mapping):
        return Link()
    return next((link for key in _KEYS if (link := parse_link(links.get(key))).company), Link())


def parse_link(stated: object) -> Link:
    """Return the parts of a link, all empty where it is none.

    >>> parse_link("/company/NI000001/persons-with-significant-control-statements/A4")
    Link(company='NI000001', word='statement', entry='A4')
    """
    found = _LINK.fullmatch(stated) if isinstance(stated, str) else None
    if found is None:
        return Link()
    company, is_statement, exemptions, first, second = found.groups("")
    word = "statement" if is_statement else exemptions or (first if second else "")
    return Link(company, word.removesuffix("-beneficial-owner"), second or first)
