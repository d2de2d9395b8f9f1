"""Tables as PostgreSQL writes them: `COPY … TO … WITH (FORMAT csv, HEADER, ESCAPE '\\\\')`.

They differ from other CSV in what cannot be told apart there: a bare empty field is NULL, `""` is
the empty string. A quote inside quotes is escaped, or doubled in older exports; outside quotes a
backslash is one. Rules: PostgreSQL documentation, COPY, "CSV Format".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_connectors.reading.header import column_names
from veiltrace_connectors.reading.text_file import TextFile
from veiltrace_graph.model import Rejected

_LINE_END = "\r\n"
# Most fields are bare, or quoted without anything to undo in them.
_PLAIN = re.compile(r'(?:"([^"\\]*)"|([^",\r\n]*))(?=[,\r\n]|$)')
_SPECIAL = re.compile(r'["\\]')

Value = str | None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One row; `position` counts the file's records from 1, and NULL is None."""

    position: int
    values: dict[str, Value]


class _BrokenQuotes(Exception):
    """A field goes on behind its closing quote, or is never closed."""


class CopyTable:
    """One table in PostgreSQL's CSV."""

    def __init__(self, file: DataFile) -> None:
        """Settle the encoding and read the header.

        Raises: SourceUnavailable: the file is not text, or has no header.
        """
        self._text = TextFile(file, "csv", None)
        self.encoding = self._text.encoding
        with self._text.lines() as lines:
            try:
                header = next(lines, "")
                names = _fields(header, lambda: next(lines, ""))
            except _BrokenQuotes:
                raise unavailable(file, "has a header row with broken quotes; mend it") from None
        self.columns = column_names((name or "" for name in names), file)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._text.progress

    def rows(self) -> Iterator[CopyRow | Rejected]:
        """Yield every row in the file's order; empty lines are no rows.

        Rejects a row whose number of fields is not the header's ("wrong_number_of_fields") and
        one whose quotes are broken or never closed ("broken_quotes"), and one that does not decode
        where nearly all others do ("bad_encoding").
        Raises: SourceUnavailable: a record is too long, or the file changed while being read.
        """
        position = -1
        with self._text.lines() as lines:
            while True:
                lines.begin_record()
                line = next(lines, "")
                if not line:
                    return
                if not line.strip(_LINE_END):
                    continue
                position += 1
                try:
                    fields = _fields(line, lambda: next(lines, ""))
                except _BrokenQuotes:
                    yield lines.rejected(position, "broken_quotes")
                    continue
                if position and (lines.is_broken or len(fields) != len(self.columns)):
                    yield lines.rejected(position, "wrong_number_of_fields")
                elif position:
                    yield CopyRow(position, dict(zip(self.columns, fields, strict=True)))


def _fields(line: str, next_line: Callable[[], str]) -> list[Value]:
    """Return the fields of the record that begins with `line`; a quoted one may take more lines.

    >>> _fields('1,,"","a \\\\"b\\\\""' + chr(10), lambda: "")
    ['1', None, '', 'a "b"']
    """
    fields: list[Value] = []
    at = 0
    while True:
        if plain := _PLAIN.match(line, at):
            fields.append(plain[1] if plain[1] is not None else plain[2] or None)
            at = plain.end()
        elif line.startswith('"', at):
            text, line, at = _quoted(line, at + 1, next_line)
            fields.append(text)
        else:
            raise _BrokenQuotes
        if not line.startswith(",", at):
            if line[at:].strip(_LINE_END):
                raise _BrokenQuotes
            return fields
        at += 1


def _quoted(line: str, at: int, next_line: Callable[[], str]) -> tuple[str, str, int]:
    """Return the text from behind an opening quote on, and where its closing quote left off."""
    parts = []
    while True:
        special = _SPECIAL.search(line, at)
        if special is None:
            parts.append(line[at:])
            line, at = next_line(), 0
            if not line:
                raise _BrokenQuotes
            continue
        parts.append(line[at : special.start()])
        at = special.end()
        following = line[at : at + 1]
        is_escape = special[0] == "\\"
        if following == '"' or (is_escape and following == "\\"):
            parts.append(following)
            at += 1
        elif is_escape:
            # Of anything else it is no escape, but a backslash of the text.
            parts.append("\\")
        else:
            return "".join(parts), line, at
