"""The properties a document is about: its rows of the table of lots, one thing for each lot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from veiltrace_connectors.building import contact_point, property_value, reference
from veiltrace_graph.identity import identify
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, RecordRelation
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

BOROUGHS = {
    "1": "Manhattan",
    "2": "Bronx",
    "3": "Brooklyn",
    "4": "Queens",
    "5": "Staten Island",
}
"""ACRIS holds no deeds of Staten Island: its county clerk keeps those of Richmond County."""

# A cooperative's flats share the lot of their building; a condominium's have lots of their own.
_COOPERATIVE = frozenset({"SP", "MP", "CP", "SA"})
_MERE_RIGHTS = ("easement", "air_rights", "subterranean")
_NUMBER = re.compile("[0-9]{1,5}")
_LOT_DIGITS = 4

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lot:
    """A property, where it lies, and the right in it a document is about, "" for the whole."""

    asset: Entity
    places: tuple[tuple[Entity, RecordRelation], ...]
    mere_right: str


def lots_of(rows: Iterable[Row], *, publisher: str, document_id: str) -> tuple[Lot, ...]:
    """Return each property once, however many addresses it is entered with."""
    found: dict[EntityRef, Lot] = {}
    for number, row in enumerate(rows, start=1):
        lot = _lot(row, publisher, f"{document_id}/lot/{number}")
        known = found.get(lot.asset.ref)
        if known is not None:
            values = dict.fromkeys((*known.asset.properties, *lot.asset.properties))
            asset = Entity(lot.asset.ref, lot.asset.kind, tuple(values))
            places = tuple(dict.fromkeys((*known.places, *lot.places)))
            # The whole of a property is more than a right in it.
            mere_right = known.mere_right and lot.mere_right
            lot = Lot(asset, places, mere_right)
        found[lot.asset.ref] = lot
    return tuple(found.values())


def title_number(borough: str, block: str, lot: str, unit: str = "") -> str:
    """Return borough, block and lot as one number, empty where they are none.

    Our form: `NYC-BBL:` and the city's three parts with their zeros. `unit` is that of a flat of
    a cooperative, which has no lot of its own.

    >>> title_number("1", "99999", "1"), title_number("3", "77", "12", "4b")
    ('NYC-BBL:1-99999-0001', 'NYC-BBL:3-00077-0012/4B')
    """
    parts = (block, lot)
    is_number = borough in BOROUGHS and all(_NUMBER.fullmatch(part) for part in parts)
    if not is_number or len(lot.lstrip("0")) > _LOT_DIGITS or not all(map(int, parts)):
        return ""
    flat = f"/{unit.upper()}" if unit else ""
    return f"NYC-BBL:{borough}-{int(block):05}-{int(lot):04}{flat}"


def _lot(row: Row, publisher: str, fallback: str) -> Lot:
    values = tuple(_values(row))
    ref = identify(NodeKind.REAL_ESTATE, values, reference(publisher, fallback))
    asset = Entity(ref, NodeKind.REAL_ESTATE, values)
    place = reference(publisher, f"{fallback}/address")
    return Lot(asset, tuple(_place(row, ref, place)), _mere_right(row))


def _values(row: Row) -> Iterator[PropertyValue]:
    borough, block, lot = (row.get(part, "") for part in ("borough", "block", "lot"))
    stated = f"{borough}-{block}-{lot}"
    category, unit = row.get("property_type", ""), row.get("unit", "")
    is_flat = category in _COOPERATIVE
    number = title_number(borough, block, lot, unit if is_flat else "")
    if is_flat and not unit:
        # The number is that of the house, in which many others own flats as well.
        yield property_value("note", f"a cooperative's flat in {number or stated}")
    elif number:
        yield property_value("title_number", number)
    else:
        yield PropertyValue("title_number", stated, Flag.UNPARSED)
    if category:
        yield property_value("category", category)
    if row.get("partial_lot", "").upper() == "P":
        yield property_value("note", "a document is about a part of the lot")


def _place(
    row: Row, ref: EntityRef, fallback: EntityRef
) -> Iterator[tuple[Entity, RecordRelation]]:
    street = " ".join(row[part] for part in ("street_number", "street_name") if row.get(part))
    if not row.get("street_name"):
        return
    unit = f"Unit {row['unit']}" if row.get("unit") else ""
    borough = BOROUGHS.get(row.get("borough", ""), "")
    text = ", ".join(part for part in (street, unit, borough, "NY") if part)
    yield contact_point(ref, NodeKind.ADDRESS, text, fallback=fallback, country="US")


def _mere_right(row: Row) -> str:
    rights = [name for name in _MERE_RIGHTS if row.get(name, "").upper() == "Y"]
    return ", ".join(rights).replace("_", " ")
