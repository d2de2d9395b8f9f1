"""The rules of a mapping made of placed columns: entities with their values, and relations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from veiltrace_connectors.mapping.guess.looks import Looks
from veiltrace_connectors.mapping.guess.meaning import Meaning
from veiltrace_connectors.mapping.guess.placing import ADDRESS_PARTS, CONTACTS, Placed
from veiltrace_connectors.mapping.guess.shapes import Part, Shape
from veiltrace_graph.vocabulary import NodeKind

_SPLIT = frozenset({"email", "former_name", "alias", "encumbrance"})
"""Properties of which one cell can hold several."""
_NAME_PARTS = ("first_name", "last_name")
_REGISTERS = {"GB": "GB-COH"}
"""The one company register of a country, by which its numbers are known everywhere."""
_SEVERAL = (Looks.LIST, Looks.LABELLED)
"""Looks of a cell that holds several parties, or one with its role: 被告：示例甲."""
MARKS, PHONES = "marks", "phones"
"""How a cell of several values is parted."""
_ID_TYPES = ("resident_id", "uscc")
_TOLD = 0.8

Slots = dict[str, list[Meaning]]
"""The columns of one entity, by what they are of it."""
Key = tuple[str, int]
"""A part of the shape, and which of several."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value rule: the columns it reads, and what else its section says."""

    columns: tuple[Meaning, ...]
    template: str = ""
    split: str = ""
    types: tuple[str, ...] = ()
    register: str = ""
    since: str = ""
    until: str = ""
    is_part: bool = False


@dataclass(slots=True)
class EntityDraft:
    """One entity of the mapping to be written."""

    name: str
    kind: NodeKind
    repeat: str = ""
    id: str = ""
    is_labelled: bool = False
    properties: dict[str, list[Value]] = field(default_factory=dict)
    contacts: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """One relation of the mapping to be written; `traits` are columns by trait."""

    kind: str
    source: str
    target: str
    traits: dict[str, Meaning]
    is_labelled: bool


def compose(
    shape: Shape, placed: Sequence[Placed], country: str, record_id: str
) -> tuple[list[EntityDraft], list[RelationDraft]]:
    """Return the entities that have a column, and the relations between them.

    The shape's thing is there also without a column of its own: then it is what the row is of.
    """
    slots: dict[Key, Slots] = {}
    traits: dict[int, dict[str, Meaning]] = {}
    for column in placed:
        for place in column.places:
            if place.relation:
                traits.setdefault(place.relation, {})[place.slot] = column.meaning
            elif place.entity:
                entity = slots.setdefault((place.entity, place.number), {})
                entity.setdefault(place.slot, []).append(column.meaning)
    drafts = {
        (part.name, number): _entity(
            part,
            number,
            slots[part.name, number],
            _register(shape, part, slots[part.name, number], country),
        )
        for part in shape.parts
        for name, number in sorted(slots)
        if name == part.name
    }
    present = {key: draft for key, draft in drafts.items() if draft.properties or draft.contacts}
    main = shape.main
    if present and not main.is_party and not any(name == main.name for name, _ in present):
        present[main.name, 0] = EntityDraft(main.name, main.kind, id=record_id)
    return list(present.values()), list(_relations(shape, present, traits))


def _relations(
    shape: Shape, entities: dict[Key, EntityDraft], traits: dict[int, dict[str, Meaning]]
) -> Iterator[RelationDraft]:
    def named(part: str) -> Iterable[EntityDraft]:
        return [draft for (name, _), draft in entities.items() if name == part]

    for number, relation in enumerate(shape.relations, 1):
        for source in named(relation["from"]):
            for target in named(relation["to"]):
                own = traits.get(number, {})
                is_labelled = source.is_labelled and "role" not in own
                yield RelationDraft(relation["kind"], source.name, target.name, own, is_labelled)


def _register(shape: Shape, part: Part, slots: Slots, country: str) -> str:
    """Return the register that a company number is of, "" where that is not sure.

    Where a holder's country stands beside the number, the number is that country's.
    """
    is_foreign = part is not shape.main and "jurisdiction" in slots
    return "" if is_foreign else _REGISTERS.get(country, "")


def _entity(part: Part, number: int, slots: Slots, register: str) -> EntityDraft:
    draft = EntityDraft(f"{part.name}_{number}" if number else part.name, part.kind)
    slots = _with_identity(part, slots)
    for slot, columns in slots.items():
        if slot == "id":
            draft.id = _template(columns, "/")
        elif slot in CONTACTS and part.kind.value != slot:
            draft.contacts[slot] = _contacts(slot, columns, slots)
        elif slot == "name" and part.is_party and columns[0].values.share(*_SEVERAL):
            draft.repeat = columns[0].column
            draft.is_labelled = columns[0].values.share(Looks.LABELLED) >= _TOLD
            draft.properties["name"] = [Value((), is_part=True)]
        elif slot == "company_number":
            name = slot if register else "registration_number"
            draft.properties[name] = [Value(tuple(columns), register=register)]
        elif "." not in slot and slot not in _NAME_PARTS:
            draft.properties[slot] = [_value(slot, column) for column in columns]
    parts = [slots[name][0] for name in _NAME_PARTS if name in slots]
    if parts:
        names = draft.properties.setdefault("name", [])
        names.append(Value(tuple(parts), _template(parts, " ")))
    return draft


def _with_identity(part: Part, slots: Slots) -> Slots:
    """Return the slots; a tax number that reads as a resident ID or credit code identifies."""
    tax = slots.get("tax_number")
    is_unidentified = part.kind is NodeKind.PARTY and not {"identity", "uscc"} & slots.keys()
    if tax and is_unidentified and _looks_identifying(tax[0]):
        return {"identity" if s == "tax_number" else s: c for s, c in slots.items()}
    return slots


def _looks_identifying(meaning: Meaning) -> bool:
    return meaning.values.share(Looks.RESIDENT_ID, Looks.USCC, Looks.MASKED_ID) >= _TOLD


def _value(slot: str, column: Meaning) -> Value:
    return Value(
        (column,), split=_split(slot, column), types=_ID_TYPES if slot == "identity" else ()
    )


def _contacts(slot: str, columns: list[Meaning], slots: Slots) -> list[Value]:
    since, until = (
        slots[f"{slot}.{span}"][0].column if f"{slot}.{span}" in slots else ""
        for span in ("since", "until")
    )
    if slot == "address" and len(columns) > 1:
        parts = sorted(columns, key=lambda column: ADDRESS_PARTS.index(column.attribute))
        return [Value(tuple(parts), _template(parts, ", "), since=since, until=until)]
    return [Value((c,), split=_split(slot, c), since=since, until=until) for c in columns]


def _split(slot: str, column: Meaning) -> str:
    if slot == "phone":
        return PHONES
    return MARKS if slot in _SPLIT and column.values.share(Looks.LIST) else ""


def _template(columns: Sequence[Meaning], between: str) -> str:
    return between.join(f"{{{meaning.column}}}" for meaning in columns)
