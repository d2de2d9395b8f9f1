"""CSV files: a header row, or columns named by the mapping, then one record for each row."""

import csv
from collections.abc import Iterator

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.header import column_names
from veiltrace_connectors.reading.lines import MAX_RECORD_CHARS, Lines
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.text_file import TextFile
from veiltrace_graph.model import Rejected


class CsvTable:
    """One CSV file, with RFC 4180 quoting."""

    def __init__(
        self,
        file: DataFile,
        *,
        encoding_hint: str | None = None,
        delimiter: str = ",",
        columns: tuple[str, ...] = (),
        footer: str = "",
    ) -> None:
        """Settle the encoding and read the header.

        Args:
            columns: the names of a file's columns that has no header row.
            footer: how the first cell begins of a last row that is no record.

        Raises: SourceUnavailable: the file cannot be read as CSV.
        """
        self._text = TextFile(file, "csv", encoding_hint)
        self.encoding = self._text.encoding
        self._delimiter = delimiter
        self._footer = footer
        self._has_header = not columns
        self._names = column_names(columns or self._header(file), file)
        self.columns = tuple(name for name in self._names if name)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._text.progress

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every row in the file's order; empty lines and the footer are no rows.

        Rejects a row whose number of fields is not the header's ("wrong_number_of_fields"), an
        empty one too many at its end aside, one whose quotes are broken or never closed
        ("broken_quotes"), and one that does not decode where nearly all others do
        ("bad_encoding").
        Raises: SourceUnavailable: a record is too long, or the file changed while being read.
        """
        position = -1 if self._has_header else 0
        footer: Row | Rejected | None = None
        with self._text.lines() as lines:
            for cells in self._records(lines):
                position += 1
                if not position:
                    continue
                if footer:
                    # More rows follow: it was none.
                    yield footer
                row, footer = self._row(position, cells, lines), None
                if self._footer and cells and cells[0].startswith(self._footer):
                    footer = row
                else:
                    yield row

    def _header(self, file: DataFile) -> list[str]:
        with self._text.lines() as lines:
            header = next(self._records(lines), [])
            if header is None or lines.is_broken:
                what = "bytes that do not decode" if lines.is_broken else "broken quotes"
                raise unavailable(file, f"has a header row with {what}; mend it")
        return header

    def _records(self, lines: Lines) -> Iterator[list[str] | None]:
        """Yield the cells of each row that is not empty, None where its quotes are broken."""
        parsed = self._parse(lines)
        while True:
            lines.begin_record()
            try:
                cells = next(parsed)
            except StopIteration:
                return
            except csv.Error:
                yield None
                continue
            if cells:
                yield cells

    def _parse(self, lines: Lines) -> Iterator[list[str]]:
        # The csv module's own limit is global and 128 KiB, less than a long judgment;
        # Lines has already limited the record.
        csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD_CHARS))
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _row(self, position: int, cells: list[str] | None, lines: Lines) -> Row | Rejected:
        if cells is None:
            return lines.rejected(position, "broken_quotes")
        if len(cells) == len(self._names) + 1 and not cells[-1]:
            # Some writers end each row with the delimiter.
            cells.pop()
        if lines.is_broken or len(cells) != len(self._names):
            return lines.rejected(position, "wrong_number_of_fields")
        values = dict(zip(self._names, cells, strict=True))
        values.pop("", None)
        return Row(position, values)
