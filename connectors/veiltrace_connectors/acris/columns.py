"""Which column of an ACRIS table says what, in each of the headers it is published with.

The API calls a column `document_date`, the downloaded file `DOC. DATE`, older extracts `docdate`.
Letters and digits alone tell them apart from all others.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class AcrisTable(StrEnum):
    """The tables of the register of real property, by the word in their files' names."""

    MASTER = "master"
    LEGALS = "legals"
    PARTIES = "parties"


_NOT_IN_NAMES = re.compile("[^a-z0-9]")
_SPELLINGS = {
    "document_id": ("documentid",),
    "doc_type": ("doctype",),
    "document_date": ("documentdate", "docdate"),
    "document_amt": ("documentamt", "documentamount", "docamount", "docamt"),
    "recorded": ("recordeddatetime", "recordedfiled"),
    "modified": ("modifieddate",),
    "percent": ("percenttrans", "pcttransferred", "transferred"),
    "good_through": ("goodthroughdate",),
    "borough": ("borough",),
    "block": ("block",),
    "lot": ("lot",),
    "easement": ("easement",),
    "partial_lot": ("partiallot",),
    "air_rights": ("airrights",),
    "subterranean": ("subterraneanrights",),
    "property_type": ("propertytype",),
    "street_number": ("streetnumber",),
    "street_name": ("streetname",),
    "unit": ("unit", "addrunit"),
    "party_type": ("partytype",),
    "name": ("name",),
    "address_1": ("address1",),
    "address_2": ("address2",),
    "city": ("city",),
    "state": ("state",),
    "zip": ("zip",),
    "country": ("country",),
}
_MEANINGS = {spelling: ours for ours, known in _SPELLINGS.items() for spelling in known}
_NEEDED = {
    AcrisTable.MASTER: (
        "document_id",
        "doc_type",
        "document_date",
        "document_amt",
        "recorded",
        "percent",
    ),
    AcrisTable.LEGALS: ("document_id", "borough", "block", "lot"),
    AcrisTable.PARTIES: ("document_id", "party_type", "name"),
}
_TELLING = {
    AcrisTable.MASTER: {"document_id", "doc_type", "percent"},
    AcrisTable.LEGALS: {"document_id", "borough", "block", "lot", "easement"},
    AcrisTable.PARTIES: {"document_id", "party_type", "name"},
}


def named_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return our name of each column that is known, and how the file spells it.

    >>> named_columns(["DOCUMENT ID", "DOC. DATE", "% TRANSFERRED", "REEL PAGE"])
    {'document_id': 'DOCUMENT ID', 'document_date': 'DOC. DATE', 'percent': '% TRANSFERRED'}
    """
    spelled = {_NOT_IN_NAMES.sub("", column.lower()): column for column in columns}
    return {_MEANINGS[name]: column for name, column in spelled.items() if name in _MEANINGS}


def table_of(columns: Sequence[str]) -> AcrisTable | None:
    """Return which of the tables has these columns, None where none has.

    >>> table_of(["document_id", "party_type", "name"])
    <AcrisTable.PARTIES: 'parties'>
    """
    known = set(named_columns(columns))
    return next((table for table, telling in _TELLING.items() if telling <= known), None)


def missing_columns(table: AcrisTable, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns a table must have and these lack, as the API spells them."""
    known = named_columns(columns)
    return tuple(name for name in _NEEDED[table] if name not in known)


def renamed(values: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return a row under our names, without outer space; `names` are of `named_columns`."""
    return {ours: values[theirs].strip() for ours, theirs in names.items()}
