"""A record of a truth set before it is normalised, and what a connector would make of it."""

from dataclasses import dataclass
from hashlib import sha256

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.property_type import normalise_property


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record; `texts` are (property, text), some empty, and `country` is the source's."""

    source: str
    record_id: str
    entity: str
    kind: NodeKind
    country: str
    texts: tuple[tuple[str, str], ...]


def normalised(raw: RawRecord) -> LinkageRecord:
    """Return the record as a connector would give it: values with flags, none for empty texts."""
    values = []
    for name, text in raw.texts:
        if text.strip():
            read = normalise_property(name, text, country=raw.country)
            values.append(PropertyValue(name, read.value, read.flag))
    return LinkageRecord(node_of(raw.source, raw.record_id), raw.kind, raw.source, tuple(values))


def node_of(source: str, record_id: str) -> NodeId:
    """Return the node of a record, which says nothing of its entity.

    >>> len(node_of("febrl1", "rec-0-org"))
    16
    """
    return NodeId(sha256(f"{source}:{record_id}".encode()).digest()[:16])
