"""Records as connectors give them, and facts as the graph gives them back.

A connector turns each source record into a `SourceRecord` (entities and relations that refer to
each other by `EntityRef`) or a `Rejected`. The store keeps them as statements and relations, each
with its evidence: which record of which source says so, when it was seen, and from when to when
it held in the world. Nothing is overwritten; a newer version of a record closes what it no longer
says.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.value import Flag

NodeId = NewType("NodeId", bytes)
"""Keyed 16-byte id of a node, the same on every import under one key."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from, how they were obtained, and by what right they are held.

    `publisher` names who speaks: two files of one publisher are one origin and share references.
    `sensitive` are the kinds of sensitive personal information it holds (words of the gate's
    `SensitiveKind`), `consent` the reference of the separate consent given for them, `dppa_use` for
    which use US vehicle records are read (a word of the gate's `DppaUse`).
    """

    name: str
    kind: SourceKind
    publisher: str
    obtained: str
    legal_basis: str
    jurisdiction: str
    licence: str
    refreshed_on: date
    refresh_days: int
    retention_days: int
    sensitive: tuple[str, ...] = ()
    consent: str = ""
    dppa_use: str = ""

    @property
    def country(self) -> str:
        """ISO 3166 code, in lower case, of the law it is under; "" where it does not say."""
        code = self.jurisdiction.split("-")[0].lower()
        return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


@dataclass(frozen=True, slots=True)
class EntityRef:
    """What an entity is known by: `scheme` says within what, `value` is unique there.

    A scheme is `record:PUBLISHER` for parties, or the identifying property itself (`phone`,
    `vin`, …) for things that several sources name alike.
    """

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """One value of one property, normalised where `flag` is OK, else raw."""

    name: str
    value: str
    flag: Flag = Flag.OK


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing as one record describes it."""

    ref: EntityRef
    kind: NodeKind
    properties: tuple[PropertyValue, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRelation:
    """One relation as one record states it; `share` is a fraction of 1."""

    kind: RelationKind
    source: EntityRef
    target: EntityRef
    valid_from: date | None = None
    valid_to: date | None = None
    share: float | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record, read and mapped. `position` counts the source's records from 1."""

    record_id: str
    position: int
    seen_on: date
    entities: tuple[Entity, ...]
    relations: tuple[RecordRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that cannot be used: counted under `reason`, kept sealed for review.

    `field` names the column or property at fault. `raw` may hold personal data: it is stored
    encrypted and never printed.
    """

    position: int
    reason: str
    field: str
    raw: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which record says so: its source, its id there, and when it was seen."""

    source: str
    publisher: str
    record_id: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Node:
    """A party, contact point, asset or case. `caption` is masked for all but parties and assets."""

    id: NodeId
    kind: NodeKind
    caption: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One property value of one node with its evidence."""

    node: NodeId
    name: str
    value: str
    flag: Flag
    evidence: Evidence
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation between two nodes, as one record asserts it."""

    kind: RelationKind
    source: NodeId
    target: NodeId
    valid_from: date | None
    valid_to: date | None
    share: float | None
    role: str
    evidence: Evidence
