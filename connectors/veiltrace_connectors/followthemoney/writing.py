"""Source records as FollowTheMoney entities, such that reading them gives the same records."""

import hashlib
import re
from dataclasses import replace

from veiltrace_connectors.followthemoney.extension import KEY, Extension
from veiltrace_connectors.followthemoney.grouping import Line, grouped_record
from veiltrace_connectors.followthemoney.record_writer import RecordWriter
from veiltrace_graph.model import EntityRef, SourceRecord

# What FollowTheMoney takes for the id of an entity.
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,198}[0-9a-zA-Z])?")


def to_ftm(record: SourceRecord, *, source: str, publisher: str) -> list[dict[str, object]]:
    """Return the record as FollowTheMoney entities, one a line, with our extension.

    Args:
        record: as a connector gave it.
        source: the name of its source.
        publisher: of its source; its own ids stay where FollowTheMoney takes them for ids.

    Reading the lines gives the record again, but for its position and the order of what it says.
    """
    ids = _ids(record, publisher)
    lines = RecordWriter(record, ids, _own_id(record)).lines()
    texts = _texts(lines)
    meant = {key: ref for ref, key in ids.items() if key != ref.value and key in texts}
    placed = {line["id"] for line in lines}
    kinds = {ids[entity.ref]: entity.kind for entity in record.entities}
    kinds = {key: kind for key, kind in kinds.items() if key in texts - placed}
    named = (source, record.record_id, record.seen_on)
    told = Extension(*named, ids=meant, kinds=kinds)
    if not _reads_back(lines, record, told, publisher):
        told = replace(told, ids={}, kinds={}, exact=record)
    parts = [told, *(Extension(*named, part) for part in range(2, len(lines) + 1))]
    return [{**line, KEY: part.to_json()} for line, part in zip(lines, parts, strict=True)]


def same_record(one: SourceRecord, other: SourceRecord) -> bool:
    """Return whether two records say the same, in whatever order and at whatever position."""
    return _content(one) == _content(other)


def _content(record: SourceRecord) -> object:
    entities = {one.ref: (one.kind, frozenset(one.properties)) for one in record.entities}
    return record.record_id, record.seen_on, entities, frozenset(record.relations)


def _reads_back(lines: list[Line], record: SourceRecord, told: Extension, publisher: str) -> bool:
    read = grouped_record(
        lines, told, publisher=publisher, position=record.position, kinds_of_assets={}
    )
    return isinstance(read, SourceRecord) and same_record(read, record)


def _texts(lines: list[Line]) -> set[object]:
    """Return every text by which the lines may call something."""
    texts: set[object] = {line["id"] for line in lines}
    for line in lines:
        properties = line["properties"]
        if isinstance(properties, dict):
            texts.update(text for values in properties.values() for text in values)
    return texts


def _ids(record: SourceRecord, publisher: str) -> dict[EntityRef, str]:
    """Return the FollowTheMoney id of everything the record speaks of."""
    ends = [end for one in record.relations for end in (one.source, one.target)]
    scheme = f"record:{publisher}"
    refs = dict.fromkeys([*(entity.ref for entity in record.entities), *ends])
    return {
        ref: ref.value if ref.scheme == scheme and _ID.fullmatch(ref.value) else _hashed(ref)
        for ref in refs
    }


def _own_id(record: SourceRecord) -> str:
    """Return the record's id as FollowTheMoney takes it."""
    if _ID.fullmatch(record.record_id):
        return record.record_id
    return _hashed(EntityRef("record", record.record_id))


def _hashed(ref: EntityRef) -> str:
    # No secret: the extension of the same line says what it stands for.
    digest = hashlib.blake2b(f"{ref.scheme}\0{ref.value}".encode(), digest_size=16)
    return f"vt-{digest.hexdigest()}"
