"""XLSX workbooks: one sheet, its first row the header, numbers as Excel shows them."""

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zipfile import ZipFile

import openpyxl
import orjson

from veiltrace_connectors.reading.cell_text import MAX_EXACT, cell_text
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import check_file, unavailable
from veiltrace_connectors.reading.foreign import read_through
from veiltrace_connectors.reading.header import column_names
from veiltrace_connectors.reading.row import Row
from veiltrace_graph.model import Rejected

_BATCH_ROWS = 1000
_MAX_ROWS = 1 << 20  # Excel's own
MAX_SHARED_BYTES = 1 << 30
"""What a workbook may unpack to beside its sheets: openpyxl holds all of it in memory."""


class XlsxTable:
    """One sheet of a workbook; formulas give the value Excel last saved."""

    encoding = "xlsx"

    def __init__(self, file: DataFile, *, sheet: str | None) -> None:
        """Open the sheet and read its header.

        Raises: SourceUnavailable: it is no whole workbook, or has no such sheet.
        """
        check_file(file, "xlsx")
        self._source = file
        self._done = 0
        if self._read(lambda: _shared_bytes(file)) > MAX_SHARED_BYTES:
            raise unavailable(file, "unpacks to too much for memory; save the sheet as CSV")
        self._book: Any = self._read(lambda: _open_book(file))
        tab = self._sheet(sheet)
        self._total = max((tab.max_row or 1) - 1, 0)
        self._cells = self._read(lambda: _stream(tab))
        header = next(iter(self._batch(1)), [])
        self._names = column_names(header, file)
        self.columns = tuple(name for name in self._names if name)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in rows; total is what the sheet says of itself, else 0."""
        return self._done, self._total

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every row in the sheet's order; empty rows are no rows.

        Rejects a row with a value right of the header's last column ("wrong_number_of_fields").
        Raises: SourceUnavailable: the sheet is damaged further down.
        """
        position = 0
        while batch := self._batch(_BATCH_ROWS):
            for cells in batch:
                self._done += 1
                if any(cells):
                    position += 1
                    yield self._row(position, cells)
        self._book.close()

    def _row(self, position: int, cells: list[str]) -> Row | Rejected:
        width = len(self._names)
        if any(cells[width:]):
            raw = orjson.dumps(cells).decode()
            return Rejected(position, "wrong_number_of_fields", "", raw)
        cells = cells[:width] + [""] * (width - len(cells))
        values = dict(zip(self._names, cells, strict=True))
        values.pop("", None)
        return Row(position, values)

    def _sheet(self, name: str | None) -> Any:
        sheets = {tab.title: tab for tab in self._book.worksheets}
        if not sheets:
            raise unavailable(self._source, "has no sheet with cells; save the data in one")
        if name is None:
            return next(iter(sheets.values()))
        if name not in sheets:
            raise unavailable(self._source, f"has no sheet '{name}'; it has: {', '.join(sheets)}")
        return sheets[name]

    def _batch(self, size: int) -> list[list[str]]:
        def read() -> list[list[str]]:
            with warnings.catch_warnings():
                # openpyxl's warnings quote cell values.
                warnings.simplefilter("ignore")
                return [[_text(cell) for cell in row] for row in islice(self._cells, size)]

        return read_through(read, self._source, "xlsx")

    def _read(self, read: Any) -> Any:
        return read_through(read, self._source, "xlsx")


def _open_book(file: DataFile) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(
            file.open_whole(), read_only=True, data_only=True, keep_links=False
        )


def _stream(tab: Any) -> Any:
    # Exporters often write a wrong size of the sheet, and openpyxl would stop there.
    tab.reset_dimensions()
    # It makes up the rows a sheet skips: without a last row, a hostile row number has no end.
    return tab.iter_rows(max_row=_MAX_ROWS)


def _shared_bytes(file: DataFile) -> int:
    with file.open_whole() as opened, ZipFile(opened) as archive:
        members = archive.infolist()
    return sum(m.file_size for m in members if not m.filename.startswith("xl/worksheets/"))


def _text(cell: Any) -> str:
    """Return a cell as Excel shows it."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        # A leading apostrophe is how people make Excel keep a number as text.
        return value[1:] if value[:1] == "'" and value[1:2].isdigit() else value
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= MAX_EXACT:
            return cell_text(float(value))
        zeros = cell.number_format
        return str(value).zfill(len(zeros)) if zeros.strip("0") == "" else str(value)
    return cell_text(value)
