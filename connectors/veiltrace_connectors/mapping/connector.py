"""The connector for any table that has a mapping."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import orjson

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.condition import unspoken_column
from veiltrace_connectors.mapping.conventions import Conventions
from veiltrace_connectors.mapping.draft import Draft
from veiltrace_connectors.mapping.entity_builder import entity_builder
from veiltrace_connectors.mapping.id_reader import record_id_reader
from veiltrace_connectors.mapping.joining import Joined, Joins, open_joined
from veiltrace_connectors.mapping.model import Mapping
from veiltrace_connectors.mapping.relation_builder import relation_builder
from veiltrace_connectors.mapping.value_reader import start_reader
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import open_table
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import ASSET_KINDS, PARTY_KINDS, NodeKind

_SUBJECT_KINDS = PARTY_KINDS | ASSET_KINDS | {NodeKind.CASE, NodeKind.COURT_CASE}


class MappedConnector:
    """One file read by one mapping."""

    def __init__(self, file: DataFile, mapping: Mapping, refreshed_on: date | None = None) -> None:
        """Open the file and compile the mapping.

        Args:
            file: what is read.
            mapping: what `load_mapping` returned.
            refreshed_on: the file's date, if it is not the one in the mapping.
        Raises:
            SourceUnavailable: the file as a whole cannot be read.
            MappingError: the mapping names columns the file has not.
        """
        source = mapping.source
        self.source: Source = replace(source, refreshed_on=refreshed_on or source.refreshed_on)
        self._table = open_table(
            file,
            format=mapping.format,
            encoding_hint=mapping.encoding,
            delimiter=mapping.delimiter,
            sheet=mapping.sheet,
            columns=mapping.header,
            footer=mapping.footer,
        )
        self._joined = open_joined(file, mapping)
        self.encoding = self._table.encoding
        _check_columns(file, mapping, self._joined, self._table.columns)
        self.unread_columns = (
            *(name for name in self._table.columns if name not in mapping.columns),
            *(name for one in self._joined for name in one.qualified(one.unread)),
        )
        self.conventions = conventions = Conventions(
            source.jurisdiction.split("-")[0].upper(), mapping.date_order, frozenset(mapping.empty)
        )
        self._record_id_columns = ", ".join(
            dict.fromkeys(column for rule in mapping.record_id for column in rule.value.columns)
        )
        self._record_id = record_id_reader(mapping.record_id, conventions)
        self._seen_on = start_reader(mapping.seen_on, conventions)
        self._unspoken = unspoken_column(mapping.conditions)
        self._entities = [
            (rule.name, entity_builder(rule, source, conventions)) for rule in mapping.entities
        ]
        self._subjects = [rule.name for rule in mapping.entities if rule.kind in _SUBJECT_KINDS]
        self._relations = [relation_builder(rule, conventions) for rule in mapping.relations]

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes or rows; total 0 when unknown."""
        return self._table.progress

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every row of the file as a record, in its order.

        Rejects a row for which a joined table has several different rows ("ambiguous_join"), one
        that has no record id ("no_record_id"), one in which a column holds a value
        that no condition speaks of ("unexpected_value"), and one that speaks of no party, asset or
        case ("no_entity"), besides what is no row of the table.
        Raises: SourceUnavailable: the file is damaged further down.
        """
        for row in self.rows():
            yield self.record(row) if isinstance(row, Row) else row

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every row, with what joined files add to it, before anything is made of it."""
        joins = Joins(self._joined) if self._joined else None
        for row in self._table.rows():
            yield joins.extended(row) if joins and isinstance(row, Row) else row

    def record(self, row: Row) -> SourceRecord | Rejected:
        """Return what one row says."""
        values = row.values
        record_id = self._record_id(values)
        if not record_id:
            return _rejected(row, "no_record_id", self._record_id_columns)
        if column := self._unspoken(values):
            return _rejected(row, "unexpected_value", column)
        draft = Draft(record_id)
        ends = {name: build(values, draft) for name, build in self._entities}
        if not any(ends[name] for name in self._subjects):
            return _rejected(row, "no_entity", "")
        for relate in self._relations:
            relate(values, draft, ends)
        seen_on = self._seen_on(values) or self.source.refreshed_on
        entities, relations = tuple(draft.entities.values()), draft.relations
        return SourceRecord(record_id, row.position, seen_on, entities, relations)


def _rejected(row: Row, reason: str, field: str) -> Rejected:
    return Rejected(row.position, reason, field, orjson.dumps(row.values).decode())


def _check_columns(
    file: DataFile, mapping: Mapping, joined: Sequence[Joined], columns: Sequence[str]
) -> None:
    elsewhere = {name for one in joined for name in one.qualified(one.columns)}
    wanted = [column for column in mapping.columns if column not in elsewhere]
    missing = [column for column in wanted if column not in columns]
    if len(missing) == len(wanted):
        # What stands in the first row may then be a person's data: it is not repeated.
        problem = "has none of the mapping's columns; is its first row the header?"
        advice = "check delimiter, encoding and mapping; expected"
        raise MappingError(f"{file.name} {problem} {advice}: {', '.join(missing)}")
    if missing:
        has = f"it has: {', '.join(columns)}"
        raise MappingError(f"{file.name} lacks the columns: {', '.join(missing)}; {has}")
