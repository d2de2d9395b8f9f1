"""ACRIS as files: the table of documents, with those of lots and parties beside it.

Staten Island is not in ACRIS (its county clerk keeps Richmond County's deeds), nor are releases
matched to the mortgages they end, for the tables of references are not read.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veiltrace_connectors.acris.columns import (
    AcrisTable,
    missing_columns,
    named_columns,
    renamed,
    table_of,
)
from veiltrace_connectors.acris.documents import read_day, read_document
from veiltrace_connectors.base import Format
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import header_cells
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.side_table import SideTable
from veiltrace_connectors.reading.table import Table, TableFormat, open_table
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

SOURCE = Source(
    name="nyc-acris",
    kind=SourceKind.REAL_ESTATE,
    publisher="New York City Department of Finance",
    obtained="open_data",
    legal_basis="public_information",
    jurisdiction="us",
    licence="NYC Open Data terms of use",
    refreshed_on=date.min,
    refresh_days=45,
    retention_days=1825,
)
"""What is said of the tables unless the caller says otherwise. The date is the day the first
document is good through."""

_SIDES = (AcrisTable.LEGALS, AcrisTable.PARTIES)
_KEY = "document_id"


class AcrisConnector:
    """The three tables of the register of real property, opened by that of documents."""

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the table of documents and find the others; they are read with the first record.

        Raises: SourceUnavailable: it is another table, or one of the others is not beside it.
        """
        self._master = _Opened(AcrisTable.MASTER, file)
        self._sides = {table: _opened_beside(file, table) for table in _SIDES}
        self.encoding = self._master.table.encoding
        opened = (self._master, *self._sides.values())
        self.unread_columns = tuple(name for one in opened for name in one.unread)
        stated = source or replace(SOURCE, refreshed_on=_good_through(file) or modified_on(file))
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) of the table of documents in bytes."""
        return self._master.table.progress

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every document, in its table's order, then what the other tables hold of no use.

        Rejected are, besides what `read_document` rejects, rows that are none: those of the other
        tables count on behind the last document.
        Raises: SourceUnavailable: one of the files cannot be read to its end.
        """
        lots, parties = (SideTable(self._sides[table].good_rows(), _KEY) for table in _SIDES)
        position = 0
        for row in self._master.rows():
            if isinstance(row, Rejected):
                position = row.position
                yield row
                continue
            position, master = row
            document_id = master[_KEY]
            yield read_document(
                master,
                lots.all(document_id),
                parties.all(document_id),
                source=self.source,
                position=position,
            )
        for table in _SIDES:
            for rejected in self._sides[table].bad_rows():
                position += 1
                yield replace(rejected, position=position)


class _Opened:
    """One of the tables, its rows under our names."""

    def __init__(self, kind: AcrisTable, file: DataFile) -> None:
        self._file = file
        self.table = _open(file)
        found = table_of(self.table.columns)
        if found is not None and found is not kind:
            raise unavailable(
                file, f"is ACRIS's table of {found}; give the file of the table {kind}"
            )
        if missing := missing_columns(kind, self.table.columns):
            raise unavailable(file, f"lacks columns of ACRIS's table {kind}: {', '.join(missing)}")
        self._names = named_columns(self.table.columns)
        read = frozenset(self._names.values())
        unread = (name for name in self.table.columns if name not in read)
        self.unread = tuple(f"{file.name}: {name}" for name in unread)
        self._rejected = 0

    def rows(self) -> Iterator[tuple[int, dict[str, str]] | Rejected]:
        for row in self.table.rows():
            if isinstance(row, Rejected):
                self._rejected += 1
                yield row
            else:
                yield row.position, renamed(row.values, self._names)

    def good_rows(self) -> Iterator[dict[str, str]]:
        return (row[1] for row in self.rows() if not isinstance(row, Rejected))

    def bad_rows(self) -> Iterator[Rejected]:
        """Yield what was no row, from the file anew, if there was any."""
        again = _open(self._file).rows() if self._rejected else iter(())
        return (row for row in again if isinstance(row, Rejected))


def _open(file: DataFile) -> Table:
    return open_table(file, format=TableFormat.CSV)


def _opened_beside(file: DataFile, table: AcrisTable) -> _Opened:
    beside = _beside(file, table)
    try:
        return _Opened(table, beside)
    except SourceUnavailable as error:
        raise SourceUnavailable(
            f"{file.name} is read with {beside.name}, which must lie beside it: {error}"
        ) from None


def _beside(file: DataFile, table: AcrisTable) -> DataFile:
    """Return the file of another table, called as this one but for the table's name."""
    name = file.name.rpartition("/")[2]
    for spell in (str.lower, str.title, str.upper):
        before, word, after = name.rpartition(spell(AcrisTable.MASTER))
        if word:
            return file.beside(f"{before}{spell(table)}{after}")
    raise SourceUnavailable(
        f"{file.name} must have 'master' in its name, so that the tables of lots and parties "
        "are found beside it, as acris-master.csv, acris-legals.csv and acris-parties.csv"
    )


def _good_through(file: DataFile) -> date | None:
    first = next((row for row in _Opened(AcrisTable.MASTER, file).rows()), None)
    return read_day(first[1].get("good_through", "")) if isinstance(first, tuple) else None


FORMAT = Format(
    "acris", AcrisConnector, lambda head: table_of(tuple(header_cells(head))) is not None
)
