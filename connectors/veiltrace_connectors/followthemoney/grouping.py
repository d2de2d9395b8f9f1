"""Lines that one record was written as, back to that record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from veiltrace_connectors.followthemoney.extension import KEY, Extension, parse_extension
from veiltrace_connectors.followthemoney.records import to_record
from veiltrace_connectors.json_lines import parse_object, raw_json
from veiltrace_connectors.mapping.draft import Draft
from veiltrace_graph.model import EntityRef, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one record; a line that we did not write is alone and has no extension."""

    lines: tuple[Line, ...]
    extension: Extension | None


def grouped_lines(texts: Iterable[bytes]) -> Iterator[Group | Rejected]:
    """Yield the lines of each record together: those that follow each other and name the same.

    A line that cannot be read is rejected with the position 0: its place among the lines is not
    that among the records.
    """
    held: list[Line] = []
    first: Extension | None = None
    for text in texts:
        line, extension = _read(text)
        if not isinstance(line, Rejected) and _goes_on(first, extension, len(held)):
            held.append(line)
            continue
        if held:
            yield Group(tuple(held), first)
        held, first = [], None
        if isinstance(line, Rejected):
            yield line
        else:
            held, first = [line], extension
    if held:
        yield Group(tuple(held), first)


def _read(text: bytes) -> tuple[Line | Rejected, Extension | None]:
    line = parse_object(text, 0)
    if isinstance(line, Rejected):
        return line, None
    try:
        return line, parse_extension(line)
    except ValueError:
        return Rejected(0, "ftm_extension", KEY, raw_json(line)), None


def _goes_on(first: Extension | None, next_one: Extension | None, lines: int) -> bool:
    if first is None or next_one is None or next_one.part != lines + 1:
        return False
    named = (first.source, first.record, first.seen_on)
    return named == (next_one.source, next_one.record, next_one.seen_on)


def grouped_record(
    lines: Sequence[Line],
    extension: Extension,
    *,
    publisher: str,
    position: int,
    kinds_of_assets: dict[str, NodeKind],
) -> SourceRecord | Rejected:
    """Return the record that the lines were written from; `extension` is the first line's.

    Rejected as the first of the lines is that cannot be read.
    """
    if extension.exact is not None:
        return replace(extension.exact, position=position)
    kinds = {**kinds_of_assets, **extension.kinds}
    read = []
    for line in lines:
        one = to_record(
            line,
            publisher=publisher,
            position=position,
            refreshed_on=extension.seen_on,
            kinds_of_assets=kinds,
        )
        if isinstance(one, Rejected):
            return replace(one, raw=raw_json(list(lines)))
        read.append(one)
    return merged(read, extension.record, extension.seen_on, extension.ids, publisher)


def merged(
    records: Iterable[SourceRecord],
    record_id: str,
    seen_on: date,
    ids: Mapping[str, EntityRef],
    publisher: str,
) -> SourceRecord:
    """Return records of one thing as one, each entity once, ids put back to what they stand for."""
    scheme = f"record:{publisher}"
    draft = Draft(record_id)

    def meant(ref: EntityRef) -> EntityRef:
        return ids.get(ref.value, ref) if ref.scheme == scheme else ref

    position = 0
    for record in records:
        position = record.position
        for entity in record.entities:
            draft.add(replace(entity, ref=meant(entity.ref)))
        for relation in record.relations:
            source, target = meant(relation.source), meant(relation.target)
            draft.relate(replace(relation, source=source, target=target))
    entities, relations = tuple(draft.entities.values()), draft.relations
    return SourceRecord(record_id, position, seen_on, entities, relations)
