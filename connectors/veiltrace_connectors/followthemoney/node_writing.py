"""A node's statements as properties of its FollowTheMoney schema."""

import re
from collections.abc import Iterable, Mapping

from veiltrace_connectors.followthemoney.schemata import property_of, schemata
from veiltrace_graph.model import PropertyValue
from veiltrace_privacy.normalise.date_text import OPEN_END

Properties = dict[str, list[str]]
_ISO_CODES = frozenset({"jurisdiction", "nationality"})
# 不动产单元号: parcel of 12 digits, rights of two letters, parcel, building and unit numbers.
_PARCEL = re.compile(r"[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}")
_IDENTITY = frozenset({"resident_id", "id_number"})


def put(properties: Properties, name: str, text: str) -> None:
    """Add a value to a property, once."""
    values = properties.setdefault(name, [])
    if text not in values:
        values.append(text)


def node_properties(schema: str, statements: Iterable[PropertyValue]) -> Properties:
    """Return what FollowTheMoney's words say of the statements; the rest is left out.

    >>> node_properties("Company", [PropertyValue("name", "Example Ltd")])
    {'name': ['Example Ltd']}
    """
    properties: Properties = {}
    known, names = schemata()[schema], property_of(schema)
    for statement in statements:
        for name, text in _said(schema, statement, names):
            if name in known:
                put(properties, name, text)
    return properties


def _said(
    schema: str, statement: PropertyValue, names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """Return the properties one statement may be said by; those the schema lacks among them."""
    name, value = statement.name, statement.value
    if value == OPEN_END:
        # FollowTheMoney knows no word for an end that is known not to have come.
        return ()
    if name == "note":
        told, mark, text = value.partition("=")
        return ((told, text),) if mark and told in schemata()[schema] else (("notes", value),)
    if name == "handle" and schema == "UserAccount":
        service, mark, username = value.partition(":")
        return (("service", service), ("username", username)) if mark else (("username", value),)
    if name == "address" and schema == "Address":
        return (("full", value),)
    if name in _IDENTITY:
        return (("idNumber", value),)
    if name == "company_number":
        return (("registrationNumber", value.partition(":")[2] or value),)
    if name == "title_number" and schema == "RealEstate" and _PARCEL.fullmatch(value):
        return (("cadastralCode", value),)
    if name in names:
        return ((names[name], value.lower() if name in _ISO_CODES else value),)
    # Contact points and documents' numbers that FollowTheMoney calls as we do.
    return ((name, value),)
