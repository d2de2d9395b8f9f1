"""CSV files: one header row, then one record for each row."""

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

    def __init__(self, file: DataFile, *, encoding_hint: str | None, delimiter: str) -> None:
        """Settle the encoding and read the header.

        Raises: SourceUnavailable: the file cannot be read as CSV.
        """
        self._text = TextFile(file, "csv", encoding_hint)
        self.encoding = self._text.encoding
        self._delimiter = delimiter
        with self._text.lines() as lines:
            try:
                header = next((cells for cells in self._parse(lines) if cells), [])
            except csv.Error:
                raise unavailable(file, "has a header row with broken quotes; mend it") from None
        self._names = column_names(header, file)
        self.columns = tuple(name for name in self._names if name)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._text.progress

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every row in the file's order; empty lines are no rows.

        Rejects a row whose number of fields is not the header's ("wrong_number_of_fields") and
        one whose quotes are broken or never closed ("broken_quotes").
        Raises: SourceUnavailable: a record is too long, or the file changed while being read.
        """
        position = -1
        with self._text.lines() as lines:
            parsed = self._parse(lines)
            while True:
                lines.begin_record()
                try:
                    cells = next(parsed)
                except StopIteration:
                    return
                except csv.Error:
                    position += 1
                    yield Rejected(position, "broken_quotes", "", "".join(lines.record))
                    continue
                if not cells:
                    continue
                position += 1
                if position:
                    yield self._row(position, cells, lines)

    def _parse(self, lines: Lines) -> Iterator[list[str]]:
        # The csv module's own limit is global and 128 KiB, less than a long judgment;
        # Lines has already limited the record.
        csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD_CHARS))
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _row(self, position: int, cells: list[str], lines: Lines) -> Row | Rejected:
        if len(cells) != len(self._names):
            return Rejected(position, "wrong_number_of_fields", "", "".join(lines.record))
        values = dict(zip(self._names, cells, strict=True))
        values.pop("", None)
        return Row(position, values)
