"""The identifiers of an organisation as they are compared, and those a company has but one of."""

import re

from veiltrace_graph.model import PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.company_name_parts import company_name_parts
from veiltrace_graph.resolution.rows.identifier_pattern import identifier_pattern
from veiltrace_privacy.normalise.organisation_id import normalise_uscc
from veiltrace_privacy.normalise.value import Flag

_OLD_TAX_NUMBER = re.compile("[0-9]{6}([0-9A-Z]{9})")
_LENGTH = 18


def credit_code(record: LinkageRecord) -> str | None:
    """Return what is shown of the unified social credit code, as `identifier_pattern` has it.

    A Chinese tax number is the credit code or, before October 2015, an area and the organisation
    code, which the credit code holds in its characters 9 to 17.

    >>> from veiltrace_graph.model import NodeId
    >>> from veiltrace_graph.vocabulary import NodeKind
    >>> told = (PropertyValue("tax_number", "320106MA9YYY999"),)
    >>> credit_code(LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", told))
    '________MA9YYY999_'
    """
    stated = [value for value in record.values if value.name == "uscc"]
    said = [read for value in record.values if (read := _said_by_tax_number(value))]
    return identifier_pattern([*stated, *said], "uscc")


def other_tax_number(record: LinkageRecord) -> str | None:
    """Return what is shown of a tax number that says nothing of a credit code."""
    others = [value for value in record.values if not _said_by_tax_number(value)]
    return identifier_pattern(others, "tax_number")


def organisation_exclusive(record: LinkageRecord) -> dict[str, str]:
    """Return what one company has one of, where it is whole and valid: two never are one company's.

    That is the credit code, given for life (GB 32100-2015), and the LEI (ISO 17442-1). Numbers
    without check characters are not: any slip of the pen is another one's number. A branch is often
    entered under the code of its company, so a branch's code excludes nothing.

    >>> from veiltrace_graph.model import NodeId
    >>> from veiltrace_graph.vocabulary import NodeKind
    >>> said = (PropertyValue("uscc", "91320106MA9YYY999D"),)
    >>> organisation_exclusive(LinkageRecord(NodeId(b"1"), NodeKind.ORGANISATION, "court", said))
    {'uscc': '91320106MA9YYY999D'}
    """
    names = record.whole("name")
    if any(parts.is_branch for name in names for parts in company_name_parts(name)):
        return {}
    tax_numbers = [n for n in record.whole("tax_number") if normalise_uscc(n).is_whole]
    found = {
        "uscc": {*record.whole("uscc"), *tax_numbers},
        "lei": set(record.whole("lei")),
    }
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _said_by_tax_number(value: PropertyValue) -> PropertyValue | None:
    """Return the credit code, or the part of one, that a Chinese tax number is."""
    if value.name != "tax_number":
        return None
    read = normalise_uscc(value.value)
    if read.is_whole or read.flag is Flag.CHECKSUM:
        return PropertyValue("uscc", read.value, read.flag)
    if value.flag is Flag.MASKED and len(value.value) == _LENGTH:
        return PropertyValue("uscc", value.value, Flag.MASKED)
    old = _OLD_TAX_NUMBER.fullmatch(value.value)
    if not old:
        return None
    return PropertyValue("uscc", f"{'*' * 8}{old[1]}*", Flag.MASKED)
