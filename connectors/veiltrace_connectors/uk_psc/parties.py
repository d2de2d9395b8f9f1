"""What the register says of a person, firm or public body in control, as properties."""

from collections.abc import Iterable, Iterator, Mapping

from veiltrace_connectors.building import contact_point, property_value, whole_or
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.company_register import register_code

_NAME_PARTS = ("forename", "other_forenames", "middle_name", "surname")
_ADDRESS_PARTS = (
    "care_of",
    "care_of_name",
    "po_box",
    "premises",
    "address_line_1",
    "address_line_2",
    "locality",
    "region",
    "postal_code",
    "country",
)
# What the register gives of an individual is the address for letters, not the home.
_ADDRESSES = {
    "address": "correspondence address",
    "principal_office_address": "principal office",
}


def name_of(data: Mapping[str, object]) -> str:
    """Return the name, without its title where the register gives its parts; "" where none is.

    >>> name_of({"name": "Ms Ann Example", "name_elements": {
    ...     "title": "Ms", "forename": "Ann", "surname": "Example"}})
    'Ann Example'
    """
    parts = section(data, "name_elements")
    if text(parts, "surname"):
        return " ".join(part for key in _NAME_PARTS if (part := text(parts, key)))
    return text(data, "name")


def individual_values(data: Mapping[str, object], name: str) -> Iterator[PropertyValue]:
    """Yield what is said of an individual; of a birth date the register gives month and year."""
    yield property_value("name", name)
    if born := _birth(section(data, "date_of_birth")):
        yield property_value("birth_date", born)
    if nationality := text(data, "nationality"):
        yield property_value("nationality", nationality)
    if residence := text(data, "country_of_residence"):
        yield property_value("note", f"country of residence: {residence}")
    yield from _sanctions(data)


def body_values(
    data: Mapping[str, object], name: str, company_number: str
) -> Iterator[PropertyValue]:
    """Yield what is said of a firm or public body; `company_number` is that of whom it controls.

    A number of Companies House, under whatever name the filing calls it, is a company number.
    Any other is a registration number, with its register as a note. So is the controlled
    company's own: no company controls itself, the filing is mistaken.
    """
    yield property_value("name", name)
    stated = section(data, "identification")
    for key in ("legal_form", "legal_authority"):
        if form := text(stated, key):
            yield property_value("legal_form" if key == "legal_form" else "note", form)
    country, place = text(stated, "country_registered"), text(stated, "place_registered")
    code = register_code(place or country, country)
    if code or country:
        yield property_value("jurisdiction", code.partition("-")[0] or country)
    if number := text(stated, "registration_number"):
        read = whole_or(("company_number", "registration_number"), number, register=code)
        if read.value == company_number:
            read = property_value("registration_number", number)
        yield read
        if read.name == "registration_number" and (place or country):
            register = ", ".join(part for part in (place, country) if part)
            yield property_value("note", f"registered with: {register}")
    yield from _sanctions(data)


def addresses_of(
    data: Mapping[str, object], holder: EntityRef
) -> Iterator[tuple[Entity, RecordRelation]]:
    """Yield each address as a node with the relation to it."""
    for key, role in _ADDRESSES.items():
        stated = section(data, key)
        parts = [part for name in _ADDRESS_PARTS if (part := text(stated, name))]
        if parts:
            yield contact_point(
                holder,
                NodeKind.ADDRESS,
                ", ".join(parts),
                fallback=EntityRef(holder.scheme, f"{holder.value}/{key}"),
                country="GB",
                role=role,
            )


def section(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return the object under a key, empty where there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def objects(values: Iterable[object]) -> list[Mapping[str, object]]:
    """Return the objects among values of any kind."""
    return [value for value in values if isinstance(value, dict)]


def text(data: Mapping[str, object], key: str) -> str:
    """Return the text under a key without outer space, "" where there is none."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _birth(stated: Mapping[str, object]) -> str:
    parts = [stated.get(key) for key in ("year", "month", "day")]
    known = []
    for part in parts:
        if not isinstance(part, int):
            break
        known.append(f"{part:02d}")
    return "-".join(known)


def _sanctions(data: Mapping[str, object]) -> Iterator[PropertyValue]:
    if data.get("is_sanctioned") is True:
        yield PropertyValue("status", "sanctioned")
