"""XLSX workbooks: one sheet, its first row the header, numbers as Excel shows them."""

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

import openpyxl
import orjson

from veiltrace_connectors.reading.cell_text import MAX_EXACT, cell_text
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import check_file, unavailable
from veiltrace_connectors.reading.foreign import read_through
from veiltrace_connectors.reading.header import column_names
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.sheet_formulas import uncalculated_cells
from veiltrace_connectors.reading.zip_archive import ZipArchive
from veiltrace_graph.model import Rejected

_BATCH_ROWS = 1000
_DAMAGED = "is a damaged or cut off xlsx file; export it again"
_MAX_ROWS = 1 << 20  # Excel's own
MAX_SHARED_BYTES = 128 << 20
"""What a workbook may unpack to beside its sheets, texts above all: openpyxl holds it in memory."""


class XlsxTable:
    """One sheet of a workbook; formulas give the value Excel last saved."""

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
        tab, self.encoding = self._sheet(sheet)
        self._total = max((tab.max_row or 1) - 1, 0)
        self._uncalculated = self._read(lambda: _uncalculated(file, tab))
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

        Rejects a row with a value right of the header's last column ("wrong_number_of_fields") and
        one with a formula that was never calculated ("formula_without_value").
        Raises: SourceUnavailable: the sheet is damaged further down.
        """
        position = 0
        while batch := self._batch(_BATCH_ROWS):
            for cells in batch:
                self._done += 1
                # The header is row 1 of the sheet.
                column = self._uncalculated.get(self._done + 1)
                if any(cells) or column is not None:
                    position += 1
                    yield self._row(position, cells, column)
        self._book.close()

    def _row(self, position: int, cells: list[str], uncalculated: int | None) -> Row | Rejected:
        width = len(self._names)
        if uncalculated is not None:
            field = self._names[uncalculated] if uncalculated < width else ""
            raw = orjson.dumps(cells).decode()
            return Rejected(position, "formula_without_value", field, raw)
        if any(cells[width:]):
            raw = orjson.dumps(cells).decode()
            return Rejected(position, "wrong_number_of_fields", "", raw)
        cells = cells[:width] + [""] * (width - len(cells))
        values = dict(zip(self._names, cells, strict=True))
        values.pop("", None)
        return Row(position, values)

    def _sheet(self, name: str | None) -> tuple[Any, str]:
        """Return the sheet, and what reports say: which of several was read."""
        sheets = {tab.title: tab for tab in self._book.worksheets}
        if not sheets:
            raise unavailable(self._source, "has no sheet with cells; save the data in one")
        title = next(iter(sheets)) if name is None else name
        if title not in sheets:
            raise unavailable(self._source, f"has no sheet '{name}'; it has: {', '.join(sheets)}")
        place = list(sheets).index(title) + 1
        several = f" (sheet {place} of {len(sheets)})" if len(sheets) > 1 else ""
        return sheets[title], f"xlsx{several}"

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


def _uncalculated(file: DataFile, tab: Any) -> dict[int, int]:
    archive = ZipArchive(file.open_whole(), file.name)
    try:
        opened = archive.open(tab._worksheet_path)
    except BaseException:
        archive.close()
        raise
    with opened:
        return uncalculated_cells(opened)


def _stream(tab: Any) -> Any:
    # Exporters often write a wrong size of the sheet, and openpyxl would stop there.
    tab.reset_dimensions()
    # It makes up the rows a sheet skips: without a last row, a hostile row number has no end.
    return tab.iter_rows(max_row=_MAX_ROWS)


def _shared_bytes(file: DataFile) -> int:
    archive = ZipArchive(file.open_whole(), file.name, damaged=_DAMAGED)
    try:
        sizes = {member: archive.size_of(member) for member in archive.members}
    finally:
        archive.close()
    return sum(size for name, size in sizes.items() if not name.startswith("xl/worksheets/"))


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
