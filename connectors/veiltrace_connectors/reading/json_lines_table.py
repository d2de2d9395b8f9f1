"""JSON lines: one object on each line."""

from collections.abc import Iterator

import orjson

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.flatten import flatten
from veiltrace_connectors.reading.header import MAX_COLUMNS
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.text_file import TextFile
from veiltrace_graph.model import Rejected


class JsonLinesTable:
    """One file of JSON lines. Its columns are the paths that occur in it."""

    def __init__(self, file: DataFile, *, encoding_hint: str | None) -> None:
        """Settle the encoding and collect the columns.

        Writers leave out what a record lacks, so only the whole file shows which columns it has.
        Raises: SourceUnavailable: the file is not text, or holds no JSON object.
        """
        self._text = TextFile(file, "jsonl", encoding_hint)
        self.encoding = self._text.encoding
        columns: dict[str, None] = {}
        for flat in self._objects():
            if isinstance(flat, dict):
                columns.update(dict.fromkeys(flat))
            if len(columns) > MAX_COLUMNS:
                raise unavailable(file, f"has more than {MAX_COLUMNS} different keys; flatten it")
        if not columns:
            raise unavailable(file, "holds no JSON object; write one object on each line")
        self.columns = tuple(columns)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._text.progress

    def rows(self) -> Iterator[Row | Rejected]:
        """Yield every line's object in the file's order; empty lines are no rows.

        Rejects a line that is not a JSON object ("bad_json") and one that does not decode where
        nearly all others do ("bad_encoding").
        Raises: SourceUnavailable: a line is too long, or the file changed while being read.
        """
        empty = dict.fromkeys(self.columns, "")
        for position, flat in enumerate(self._objects(), 1):
            yield flat if isinstance(flat, Rejected) else Row(position, empty | flat)

    def _objects(self) -> Iterator[dict[str, str] | Rejected]:
        position = 0
        with self._text.lines() as lines:
            while True:
                lines.begin_record()
                line = next(lines, None)
                if line is None:
                    return
                if not line.isspace() and line:
                    position += 1
                    flat = _flat_object(line)
                    yield lines.rejected(position, "bad_json") if flat is None else flat


def _flat_object(line: str) -> dict[str, str] | None:
    """Return the line's object, flat; None if it holds none, or bytes that do not decode."""
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return flatten(document) if isinstance(document, dict) else None
