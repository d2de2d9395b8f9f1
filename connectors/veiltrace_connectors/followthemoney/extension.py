"""What FollowTheMoney has no place for: our key beside an entity's own, `"veiltrace"`.

Every line that we write belongs to one source record. Its extension says which (`source`,
`record`, `seen_on`), and as which of its lines (`part`, left out for the first). The first says
besides what ids stand for, where they are not the publisher's own (`ids`), and of what kind things
are that have no line (`kinds`). Where FollowTheMoney's words do not say all that the record says,
that line holds it whole (`exact`), and reading takes that. docs/export.md describes it for others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from veiltrace_connectors.record_json import record_json
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    SourceRecord,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

KEY = "veiltrace"


@dataclass(frozen=True, slots=True)
class Extension:
    """The record that a line belongs to; `exact` is the record, where the line does not tell."""

    source: str
    record: str
    seen_on: date
    part: int = 1
    ids: Mapping[str, EntityRef] = field(default_factory=dict)
    kinds: Mapping[str, NodeKind] = field(default_factory=dict)
    exact: SourceRecord | None = None

    def to_json(self) -> dict[str, object]:
        """Return the value of our key, ready for orjson."""
        told: dict[str, object] = {
            "source": self.source,
            "record": self.record,
            "seen_on": self.seen_on.isoformat(),
        }
        if self.part > 1:
            told["part"] = self.part
        if self.ids:
            told["ids"] = {key: [ref.scheme, ref.value] for key, ref in self.ids.items()}
        if self.kinds:
            told["kinds"] = dict(self.kinds)
        if self.exact is not None:
            told["exact"] = record_json(self.exact)
        return told


def parse_extension(line: Mapping[str, object]) -> Extension | None:
    """Return the extension of a line, or None where it has none or one that is not ours.

    >>> parse_extension({"id": "a"}) is None
    True

    Raises: ValueError: it is ours and broken; the line is not what was written.
    """
    told = line.get(KEY)
    if told is None:
        return None
    try:
        return _extension(told)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError(KEY) from None


def _extension(told: object) -> Extension:
    if not isinstance(told, dict):
        raise ValueError(KEY)
    seen_on = date.fromisoformat(told["seen_on"])
    ids = {_text(key): EntityRef(*map(_text, ref)) for key, ref in told.get("ids", {}).items()}
    kinds = {_text(key): NodeKind(_text(kind)) for key, kind in told.get("kinds", {}).items()}
    record = _text(told["record"])
    exact = _record(told["exact"], record, seen_on) if "exact" in told else None
    return Extension(_text(told["source"]), record, seen_on, _part(told), ids, kinds, exact)


def _part(told: Mapping[str, object]) -> int:
    part = told.get("part", 1)
    if type(part) is not int:
        raise ValueError(KEY)
    return part


def _record(told: dict[str, object], record_id: str, seen_on: date) -> SourceRecord:
    entities = tuple(map(_entity, _items(told["entities"])))
    relations = tuple(map(_relation, _items(told["relations"])))
    return SourceRecord(record_id, 0, seen_on, entities, relations)


def _entity(told: dict[str, object]) -> Entity:
    properties = tuple(
        PropertyValue(_text(one["name"]), _text(one["value"]), Flag(_text(one["flag"])))
        for one in _items(told["properties"])
    )
    return Entity(_ref(told["ref"]), NodeKind(_text(told["kind"])), properties)


def _relation(told: dict[str, object]) -> RecordRelation:
    share = told["share"]
    if share is not None and not isinstance(share, int | float):
        raise ValueError(KEY)
    return RecordRelation(
        RelationKind(_text(told["kind"])),
        _ref(told["source"]),
        _ref(told["target"]),
        _day(told["valid_from"]),
        _day(told["valid_to"]),
        None if share is None else float(share),
        _text(told["role"]),
    )


def _items(told: object) -> list[dict[str, object]]:
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise ValueError(KEY)
    return told


def _ref(told: object) -> EntityRef:
    if not isinstance(told, dict):
        raise ValueError(KEY)
    return EntityRef(_text(told["scheme"]), _text(told["value"]))


def _day(told: object) -> date | None:
    return None if told is None else date.fromisoformat(_text(told))


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise ValueError(KEY)
    return told
