"""Where each column goes in the shape: properties of entities, traits of relations, or nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from veiltrace_connectors.mapping.guess.meaning import Meaning
from veiltrace_connectors.mapping.guess.shapes import ANYBODY, Part, Shape
from veiltrace_graph.vocabulary import NodeKind

CONTACTS = ("phone", "email", "address", "handle")
ADDRESS_PARTS = (
    *("po_box", "address", "delivery_address", "address_line", "city", "county", "state"),
    *("postcode", "country"),
)
"""What makes an address together, in the order in which it is written."""
_STREETS = ("address", "delivery_address", "address_line")
_PARTY_READS = {
    **{key: key for key in ("name", "first_name", "last_name", "former_name", "alias")},
    **{key: key for key in ("identity", "uscc", "registration_number", "tax_number", "lei")},
    **{key: key for key in ("company_number", "birth_date", "gender", "nationality", *CONTACTS)},
    **dict.fromkeys(ADDRESS_PARTS, "address"),
    "resident_id": "identity",
    "origin_country": "jurisdiction",
    "legal_form": "legal_form",
    "category": "legal_form",
}
"""What a party can hold, whatever the shape, and as which property."""
_IDENTIFYING = ("identity", "resident_id", "tax_number")
_ID_TYPES = {NodeKind.PERSON: "resident_id", NodeKind.ORGANISATION: "uscc"}
_SPAN = {"start": "since", "overdue": "since", "end": "until"}
_JOINED = frozenset(
    {"address", "industry", "former_name", "alias", "encumbrance", "note", "phone", "email"}
)
"""Properties that several columns can fill together."""
_MIN_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """One use of a column.

    `entity` is the shape's part, "" for the record itself; `number` tells repeated parts apart
    ("owner 2"). `slot` is a property, or "phone.since"; of the record, "seen_on". With
    `relation`, the number of a relation of the shape from 1, `slot` is its trait ("share").
    """

    entity: str
    slot: str
    number: int = 0
    relation: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A column's meaning and its uses; without a use it stays unread."""

    meaning: Meaning
    places: tuple[Place, ...]


def place_columns(shape: Shape, meanings: Sequence[Meaning]) -> tuple[Placed, ...]:
    """Return the uses of each column; where two columns want one place, the surer has it."""
    wanted = _wanted(shape, meanings)
    taken: set[Place] = set()
    granted: dict[int, tuple[Place, ...]] = {}
    for index in sorted(range(len(meanings)), key=lambda i: _rank(shape, meanings[i])):
        # 司机电话 beside 电话 is somebody else's, whoever 司机 is.
        is_joined = not meanings[index].is_somebodys
        places = tuple(
            p for p in wanted[index] if p not in taken or (is_joined and p.slot in _JOINED)
        )
        taken.update(places)
        granted[index] = places
    placed = [Placed(meaning, granted[index]) for index, meaning in enumerate(meanings)]
    return tuple(_without_half_addresses(placed))


def _rank(shape: Shape, meaning: Meaning) -> tuple[int, bool, float, int]:
    """Return what comes first where two want one place: the surer, then the shape's own order."""
    seen, reads = shape.seen, [*shape.main.reads]
    return (
        seen.index(meaning.attribute) if meaning.attribute in seen else 0,
        meaning.is_somebodys,
        -round(meaning.confidence, 2),
        reads.index(meaning.attribute) if meaning.attribute in reads else len(reads),
    )


def _wanted(shape: Shape, meanings: Sequence[Meaning]) -> list[tuple[Place, ...]]:
    numbers = {m.number for m in meanings if m.subject and m.number}
    identified: set[str] = set()
    last = shape.primary
    wanted = []
    parties = {part.name for part in shape.parts if part.is_party}
    for meaning in meanings:
        party = _party(shape, meaning)
        if meaning.subject and party:
            last = party
        # An identity number without a name stands behind the name it belongs to.
        if not meaning.subject and meaning.attribute in _IDENTIFYING:
            party = shape.primary if last.name in identified else last
        if party and meaning.attribute in _IDENTIFYING:
            identified.add(party.name)
        places = () if meaning.confidence < _MIN_CONFIDENCE else _places(shape, meaning, party)
        number = meaning.number if len(numbers) > 1 and meaning.number in numbers else 0
        wanted.append(
            tuple(replace(p, number=number if p.entity in parties else 0) for p in places)
        )
    return wanted


def _places(shape: Shape, meaning: Meaning, party: Part | None) -> tuple[Place, ...]:
    attribute = meaning.attribute
    if attribute in (*_SPAN, "decided", *shape.seen):
        return _dated(shape, meaning)
    known_by = [Place(part.name, "id") for part in shape.parts if part.id == attribute]
    if known_by:
        return tuple(known_by)
    thing = _thing(shape, meaning)
    traits = () if attribute == "category" and not meaning.subject else _traits(shape, attribute)
    if thing is None:
        if attribute == "note":
            return (Place(shape.main.name, "note"),)
        if traits or attribute not in _PARTY_READS or party is None:
            return traits
        if attribute == "category" and not meaning.subject:
            return ()
        if meaning.thing and meaning.thing not in ("previous", *party.things):
            return ()
        return (Place(party.name, _party_slot(party, attribute)),)
    own = [Place(thing.name, thing.reads[attribute])]
    if attribute == "address":
        own.append(Place(thing.name, "name"))
    return (*own, *traits)


def _party_slot(party: Part, attribute: str) -> str:
    slot = _PARTY_READS[attribute]
    return _ID_TYPES.get(party.kind, slot) if slot == "identity" else slot


def _party(shape: Shape, meaning: Meaning) -> Part | None:
    for part in shape.parts:
        if part.is_party and meaning.subject in part.subjects:
            return part
    return shape.primary if meaning.subject in ANYBODY else None


def _thing(shape: Shape, meaning: Meaning) -> Part | None:
    """Return the entity that reads the column as one of the attributes peculiar to it."""
    named = [part for part in shape.parts if meaning.thing and meaning.thing in part.things]
    if meaning.thing and not named:
        return None
    for part in named or shape.parts:
        is_of_another = meaning.subject and meaning.subject not in part.subjects
        if meaning.attribute not in part.reads:
            continue
        if is_of_another and (part.is_party or meaning.attribute in _PARTY_READS):
            continue
        return part
    return None


def _dated(shape: Shape, meaning: Meaning) -> tuple[Place, ...]:
    """Return what a date is of: a contact, the shape's main thing, its relations, the record."""
    attribute, main = meaning.attribute, shape.main
    if meaning.of in CONTACTS:
        return (Place(shape.primary.name, f"{meaning.of}.{_SPAN.get(attribute, 'since')}"),)
    things = {thing for part in shape.parts for thing in part.things}
    if meaning.thing and meaning.thing not in things:
        return ()
    places = list(_traits(shape, attribute))
    if own := main.reads.get(attribute):
        places.append(Place(main.name, own))
    if attribute in shape.seen:
        places.append(Place("", "seen_on"))
    if not places and attribute in _SPAN:
        return tuple(Place(shape.primary.name, f"{c}.{_SPAN[attribute]}") for c in CONTACTS)
    return tuple(places)


def _traits(shape: Shape, attribute: str) -> tuple[Place, ...]:
    """Return the traits of the shape's relations that an attribute is."""
    return tuple(
        Place("", trait, relation=number)
        for number, relation in enumerate(shape.relations, 1)
        for trait in ("since", "until", "share", "role")
        if relation.get(trait) == attribute
    )


def _without_half_addresses(placed: list[Placed]) -> list[Placed]:
    """Return the columns without addresses that have no street: a country alone is none."""
    streets = {
        (place.entity, place.number)
        for column in placed
        for place in column.places
        if column.meaning.attribute in _STREETS
    }
    return [
        replace(column, places=())
        if column.meaning.attribute in ADDRESS_PARTS
        and not any((place.entity, place.number) in streets for place in column.places)
        else column
        for column in placed
    ]
