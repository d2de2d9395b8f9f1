"""One table of the Offshore Leaks database: nodes of one sort, or the edges between them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veiltrace_connectors.base import Format
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import header_cells
from veiltrace_connectors.icij.columns import TableKind, is_of_the_database
from veiltrace_connectors.icij.edges import READ_OF_EDGES, read_edge
from veiltrace_connectors.icij.nodes import READ_OF_NODES, read_node
from veiltrace_connectors.icij.other_tables import tables_beside
from veiltrace_connectors.icij.row import OffshoreTable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

SOURCE = Source(
    name="icij-offshore-leaks",
    kind=SourceKind.CORPORATE,
    publisher="ICIJ",
    obtained="leak",
    legal_basis="legitimate_interest",
    jurisdiction="",
    licence="ODbL-1.0 and CC-BY-SA",
    refreshed_on=date.min,
    refresh_days=365,
    retention_days=1825,
)
"""What is said of a file unless the caller says otherwise, and so the gate refuses it: see
docs/decisions/0009. The date is when the file was written."""


class IcijConnector:
    """One table. That of the edges is read with those of addresses and officers beside it."""

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the table; `source` and `refreshed_on` override what is said of it.

        Raises:
            SourceUnavailable: it is none of the database; `OffshoreTable` says what is missing.
        """
        self._file = file
        self._table = OffshoreTable(file)
        self.encoding = self._table.encoding
        stated = source or replace(SOURCE, refreshed_on=modified_on(file))
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)
        read = READ_OF_EDGES if self._table.kind is TableKind.EDGES else READ_OF_NODES
        self.unread_columns = tuple(
            column for column, name in self._table.names.items() if name not in read
        )

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._table.progress

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every row, in the file's order; `read_node` and `read_edge` say what fails.

        Raises:
            SourceUnavailable: the file cannot be read on, or a table that edges need is not there.
        """
        publisher, refreshed_on = self.source.publisher, self.source.refreshed_on
        is_edges = self._table.kind is TableKind.EDGES
        others = tables_beside(self._file) if is_edges else None
        for row in self._table.rows():
            if isinstance(row, Rejected):
                yield row
            elif others is None:
                yield read_node(row, publisher=publisher, refreshed_on=refreshed_on)
            else:
                yield read_edge(row, publisher=publisher, refreshed_on=refreshed_on, others=others)


FORMAT = Format("icij", IcijConnector, lambda head: is_of_the_database(header_cells(head)))
