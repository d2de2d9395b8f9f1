"""What a shipped mapping makes of its sample: records, and a short way to ask about them."""

from pathlib import Path

from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Entity, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind

DATA = Path(__file__).parents[2] / "data"


def connector_of(mapping: str, sample: str) -> MappedConnector:
    """The sample, opened by a shipped mapping."""
    return MappedConnector(DataFile(DATA / sample), load_mapping(shipped_mappings()[mapping]))


def records_of(mapping: str, sample: str) -> list[SourceRecord]:
    """The sample's records, none of which is rejected."""
    items = list(connector_of(mapping, sample).records())
    assert not any(isinstance(item, Rejected) for item in items)
    return [item for item in items if isinstance(item, SourceRecord)]


def of_kind(record: SourceRecord, kind: NodeKind) -> list[Entity]:
    """The record's entities of a kind."""
    return [entity for entity in record.entities if entity.kind is kind]


def values_of(entity: Entity, name: str) -> list[str]:
    """The entity's values of a property, whole or not."""
    return [value.value for value in entity.properties if value.name == name]


def value_of(entity: Entity, name: str) -> PropertyValue:
    """The entity's one value of a property, with its flag."""
    (value,) = (value for value in entity.properties if value.name == name)
    return value


def ties_of(record: SourceRecord) -> list[tuple[str, str, str]]:
    """The record's relations: name or first value of each end, and the kind between."""
    shown = {entity.ref: entity.properties[0].value for entity in record.entities}
    return [(shown[r.source], r.kind.value, shown[r.target]) for r in record.relations]
