"""Records as two Parquet files: every column text, in row groups of bounded size."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet

from veiltrace_connectors.writing.flat import (
    RelationRow,
    StatementRow,
    relation_rows,
    statement_rows,
)
from veiltrace_graph.model import Source, SourceRecord

_GROUP_ROWS = 50_000


class ParquetTables:
    """Writes statements to the first file and relations to the second."""

    def __init__(self, files: Sequence[BinaryIO], source: Source) -> None:
        self._source = source.name
        self._statements = _Table(files[0], StatementRow)
        self._relations = _Table(files[1], RelationRow)

    def write(self, record: SourceRecord) -> None:
        """Write one record."""
        self._statements.add(statement_rows(record, self._source))
        self._relations.add(relation_rows(record, self._source))

    def close(self) -> None:
        """Write what is left."""
        self._statements.close()
        self._relations.close()


class _Table:
    def __init__(self, file: BinaryIO, row: type[StatementRow | RelationRow]) -> None:
        self._columns = [field.name for field in fields(row)]
        self._schema: Any = pyarrow.schema([(name, pyarrow.string()) for name in self._columns])
        self._writer: Any = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[StatementRow | RelationRow] = []

    def add(self, rows: Iterable[StatementRow | RelationRow]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            columns = {name: [getattr(row, name) for row in self._rows] for name in self._columns}
            self._writer.write_table(pyarrow.table(columns, schema=self._schema))
            self._rows = []
