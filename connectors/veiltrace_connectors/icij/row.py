"""One table as its rows, under the newest edition's names of columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.icij.columns import (
    EXPORT_ID,
    ID,
    TableKind,
    canonical,
    id_scope,
    table_kind,
)
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.table import TableFormat, open_table
from veiltrace_graph.model import Rejected


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row and where it stands.

    `scope` stands before each id of the row, where these are an export's and not ICIJ's own.
    """

    values: Mapping[str, str]
    kind: TableKind
    position: int
    scope: str = ""

    def text(self, column: str) -> str:
        """Return a cell without outer space, "" where the table has no such column."""
        return self.values.get(column, "").strip()

    def id(self, column: str) -> str:
        """Return the id in a column, "" where there is none."""
        stated = self.text(column)
        return self.scope + stated if stated else ""

    @property
    def node(self) -> str:
        """What edges call the node of a row of nodes, "" where the row does not say."""
        return self.id(EXPORT_ID if EXPORT_ID in self.values else ID)


class OffshoreTable:
    """One opened table of the database."""

    def __init__(self, file: DataFile) -> None:
        """Read the header.

        Raises:
            SourceUnavailable: the file is no CSV, or its header is of no table of the database;
                the message names the columns that are missing.
        """
        self._table = open_table(file, format=TableFormat.CSV)
        self.encoding = self._table.encoding
        self.names = canonical(self._table.columns)
        self._scope = id_scope(self._table.columns)
        kind = table_kind(self.names)
        if not isinstance(kind, TableKind):
            raise SourceUnavailable(
                # What stands in the first row may be a person's data: it is not repeated.
                f"{file.name} is no table of the Offshore Leaks database, for it lacks {kind}; "
                "is its first row the header?"
            )
        self.kind = kind

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._table.progress

    def rows(self) -> Iterator[TableRow | Rejected]:
        """Yield every row, in the file's order.

        Raises:
            SourceUnavailable: the file cannot be read on.
        """
        for row in self._table.rows():
            if isinstance(row, Rejected):
                yield row
                continue
            values = {self.names[column]: cell for column, cell in row.values.items()}
            yield TableRow(values, self.kind, row.position, self._scope)
