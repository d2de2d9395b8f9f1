"""Records as two flat tables: what is said of things, and how they stand to each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from veiltrace_graph.model import PropertyValue, SourceRecord

_NOTHING = (PropertyValue("", ""),)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One value of one property of one thing; a thing of which nothing is said has an empty one."""

    source: str
    record_id: str
    seen_on: str
    ref_scheme: str
    ref: str
    kind: str
    property: str
    value: str
    flag: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation; days that are not known are empty, the share is a fraction of 1."""

    source: str
    record_id: str
    seen_on: str
    kind: str
    from_scheme: str
    from_ref: str
    to_scheme: str
    to_ref: str
    valid_from: str
    valid_to: str
    share: str
    role: str


def statement_rows(record: SourceRecord, source: str) -> Iterator[StatementRow]:
    """Yield a row for every value that the record states; `source` is its source's name."""
    for entity in record.entities:
        ref = entity.ref
        for one in entity.properties or _NOTHING:
            yield StatementRow(
                *(source, record.record_id, record.seen_on.isoformat()),
                *(ref.scheme, ref.value, entity.kind.value),
                *(one.name, one.value, one.flag.value if one.name else ""),
            )


def relation_rows(record: SourceRecord, source: str) -> Iterator[RelationRow]:
    """Yield a row for every relation that the record states."""
    for one in record.relations:
        yield RelationRow(
            *(source, record.record_id, record.seen_on.isoformat(), one.kind.value),
            *(one.source.scheme, one.source.value, one.target.scheme, one.target.value),
            one.valid_from.isoformat() if one.valid_from else "",
            one.valid_to.isoformat() if one.valid_to else "",
            "" if one.share is None else repr(one.share),
            one.role,
        )
