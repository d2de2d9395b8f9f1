"""Records as two CSV files, in UTF-8, with cells that no spreadsheet runs."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from io import TextIOWrapper
from typing import BinaryIO

from veiltrace_connectors.writing.flat import (
    RelationRow,
    StatementRow,
    relation_rows,
    statement_rows,
)
from veiltrace_connectors.writing.inert import inert
from veiltrace_graph.model import Source, SourceRecord


class CsvTables:
    """Writes statements to the first file and relations to the second."""

    def __init__(self, files: Sequence[BinaryIO], source: Source) -> None:
        self._source = source.name
        self._texts = [TextIOWrapper(file, encoding="utf-8", newline="") for file in files]
        self._statements, self._relations = map(csv.writer, self._texts)
        self._statements.writerow(field.name for field in fields(StatementRow))
        self._relations.writerow(field.name for field in fields(RelationRow))

    def write(self, record: SourceRecord) -> None:
        """Write one record."""
        self._statements.writerows(_cells(statement_rows(record, self._source)))
        self._relations.writerows(_cells(relation_rows(record, self._source)))

    def close(self) -> None:
        """Write what is left, and let go of the files without closing them."""
        for text in self._texts:
            text.flush()
            text.detach()


def _cells(rows: Iterable[StatementRow | RelationRow]) -> Iterable[list[str]]:
    return ([inert(cell) for cell in astuple(row)] for row in rows)
