"""A file of rows, whatever its format: its columns, its encoding, its rows as text."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from veiltrace_connectors.reading.csv_table import CsvTable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.json_lines_table import JsonLinesTable
from veiltrace_connectors.reading.parquet_table import ParquetTable
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.xlsx_table import XlsxTable
from veiltrace_graph.model import Rejected


class TableFormat(StrEnum):
    """The formats a table can be in."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"


class Table(Protocol):
    """One opened file of rows. `rows()` is called once; memory does not grow with the file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; every row has a value for each."""
        ...

    @property
    def encoding(self) -> str:
        """How the bytes are read, for reports: encoding and how it was found, or container."""
        ...

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes or rows; total 0 when unknown."""
        ...

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every row in the file's order; what cannot be read as a row is `Rejected`."""
        ...


def open_table(
    file: DataFile,
    *,
    format: TableFormat,
    encoding_hint: str | None = None,
    delimiter: str = ",",
    sheet: str | None = None,
    columns: tuple[str, ...] = (),
    footer: str = "",
) -> Table:
    """Return the file as a table.

    Args:
        file: what is read.
        format: what it is said to be; another kind of file is refused.
        encoding_hint: the encoding to try after UTF-8 (csv, jsonl), one of `encoding.HINTS`.
        delimiter: one character between fields (csv).
        sheet: the sheet's name (xlsx); the first without it.
        columns: the names of the columns, if the file has no header row (csv).
        footer: how the first cell begins of a last row that is no record (csv).
    Raises: SourceUnavailable: the file as a whole cannot be read; the message says why.
    """
    match format:
        case TableFormat.CSV:
            return CsvTable(
                file,
                encoding_hint=encoding_hint,
                delimiter=delimiter,
                columns=columns,
                footer=footer,
            )
        case TableFormat.XLSX:
            return XlsxTable(file, sheet=sheet)
        case TableFormat.PARQUET:
            return ParquetTable(file)
        case TableFormat.JSONL:
            return JsonLinesTable(file, encoding_hint=encoding_hint)
