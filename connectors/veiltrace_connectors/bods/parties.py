"""What BODS says about an entity or a person, as properties."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from veiltrace_connectors.building import property_value, whole_or
from veiltrace_graph.model import PropertyValue

# An org-id.guide list code: a country or "XI" for international ones, then the list.
_ORG_ID_SCHEME = re.compile(r"[A-Z]{2}-[A-Z0-9_]+")
_NAME_PROPERTIES = {"former": "former_name", "birth": "former_name"}


def entity_values(details: Mapping[str, Any]) -> Iterator[PropertyValue]:
    """Yield the properties of an entity's `recordDetails`."""
    form = details["entityType"]
    yield from _texts("name", details.get("name"))
    for alias in details.get("alternateNames", ()):
        yield from _texts("alias", alias)
    kind = "/".join(form[part] for part in ("type", "subtype") if part in form)
    yield from _texts("category", kind)
    yield from _texts("legal_form", form.get("details"))
    yield from _place("jurisdiction", details.get("jurisdiction"))
    yield from _texts("incorporated_on", details.get("foundingDate"))
    yield from _texts("dissolved_on", details.get("dissolutionDate"))
    yield from _unspecified(form["type"], details.get("unspecifiedEntityDetails"))
    for identifier in details.get("identifiers", ()):
        if identifier.get("id", "").strip():
            yield entity_identifier(identifier["id"], identifier.get("scheme", ""))


def person_values(details: Mapping[str, Any]) -> Iterator[PropertyValue]:
    """Yield the properties of a person's `recordDetails`; the legal name comes first.

    Where no name is called legal, the first one is taken for the name.
    """
    names = sorted(details.get("names", ()), key=lambda name: name.get("type") != "legal")
    for index, name in enumerate(names):
        other = _NAME_PROPERTIES.get(name.get("type", ""), "alias")
        yield from _texts("name" if index == 0 else other, name["fullName"])
    yield from _texts("birth_date", details.get("birthDate"))
    yield from _texts("birth_place", place_text(details.get("placeOfBirth", {})))
    yield from _texts("death_date", details.get("deathDate"))
    for nationality in details.get("nationalities", ()):
        yield from _place("nationality", nationality)
    if details["personType"] != "knownPerson":
        yield PropertyValue("status", details["personType"])
    yield from _unspecified(details["personType"], details.get("unspecifiedPersonDetails"))
    for identifier in details.get("identifiers", ()):
        if identifier.get("id", "").strip():
            yield person_identifier(identifier["id"], identifier.get("scheme", ""))


def entity_identifier(text: str, scheme: str) -> PropertyValue:
    """Return an organisation's identifier under the property its scheme stands for.

    `scheme` is an org-id.guide code. Chinese codes may be old registration numbers or unified
    social credit codes; the number itself tells.

    >>> entity_identifier("229269", "GB-COH").value
    'GB-COH:00229269'
    >>> entity_identifier("7/1999", "").name
    'registration_number'
    """
    if scheme == "XI-LEI":
        return property_value("lei", text)
    if scheme == "CN-SAIC":
        return whole_or(("uscc", "registration_number"), text)
    if _ORG_ID_SCHEME.fullmatch(scheme):
        return property_value("company_number", text, register=scheme)
    return property_value("registration_number", text)


def person_identifier(text: str, scheme: str) -> PropertyValue:
    """Return a person's identifier; `scheme` reads COUNTRY-PASSPORT, -TAXID or -IDCARD.

    >>> person_identifier("7700225VH", "IRL-TAXID").name
    'tax_number'
    """
    if scheme == "CHN-IDCARD":
        return whole_or(("resident_id", "id_number"), text)
    return property_value("tax_number" if scheme.endswith("-TAXID") else "id_number", text)


def place_text(address: Mapping[str, Any]) -> str:
    """Return an address in one line, its country as a code where one is given; "" if it is empty.

    >>> place_text({"address": "Sampleton ", "country": {"name": "Ireland", "code": "IE"}})
    'Sampleton, IE'
    """
    country = address.get("country", {})
    parts = (address.get("address"), address.get("postCode"))
    stated = (*parts, country.get("code") or country.get("name"))
    return ", ".join(part.strip() for part in stated if part and part.strip())


def _texts(name: str, text: str | None) -> Iterator[PropertyValue]:
    if text and text.strip():
        yield property_value(name, text)


def _place(name: str, place: Mapping[str, str] | None) -> Iterator[PropertyValue]:
    if place:
        yield from _texts(name, place.get("code") or place["name"])


def _unspecified(kind: str, details: Mapping[str, str] | None) -> Iterator[PropertyValue]:
    if details:
        yield PropertyValue("status", f"{kind}: {details['reason']}")
        yield from _texts("note", details.get("description"))
