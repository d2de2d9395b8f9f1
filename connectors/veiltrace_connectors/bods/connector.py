"""A file of BODS 0.4 statements: one JSON array, or one statement a line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import orjson

from veiltrace_connectors.base import Format
from veiltrace_connectors.bods.records import to_record
from veiltrace_connectors.bods.schema import violation
from veiltrace_connectors.bods.superseded import Superseding
from veiltrace_connectors.building import first_day
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import first_keys
from veiltrace_connectors.json_lines import (
    UTF8_BOM,
    JsonLines,
    parse_object,
    raw_json,
)
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

# An array is parsed at once and takes about ten times its size in memory; JSON lines are streamed.
MAX_ARRAY_BYTES = 256 * 1024 * 1024
_HEAD_BYTES = 4096

SOURCE = Source(
    name="bods",
    kind=SourceKind.CORPORATE,
    publisher="bods",
    obtained="official_register",
    legal_basis="public_information",
    jurisdiction="",
    licence="",
    refreshed_on=date.min,
    refresh_days=90,
    retention_days=1825,
)
"""What is said of a BODS file unless the caller says otherwise. Publisher, licence and date are
the file's own: those of its first statement. The publisher is part of the source's name."""


class BodsConnector:
    """One file of BODS statements."""

    encoding = "utf-8"

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the file; `source` and `refreshed_on` override what its first statement says.

        Raises:
            SourceUnavailable: no array of statements and no statement a line, or not readable.
        """
        self._statements: list[object] | JsonLines = _open(file)
        self._done = 0
        first = _first(self._statements)
        stated = source or _source_of(first, file)
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total): statements of an array, bytes of a file of lines."""
        if isinstance(self._statements, JsonLines):
            return self._statements.read_bytes, self._statements.total_bytes
        return self._done, len(self._statements)

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every statement, in the file's order.

        Rejected are: `bad_json` (a line), `bods_schema` (the field that breaks the schema),
        `bods_record_id` (empty), `bods_date` (before year 1) and `bods_superseded` (another
        statement of its record and day counts).
        """
        superseding = Superseding(self._statements)
        for position, statement in enumerate(self._statements, start=1):
            self._done = position
            read = parse_object(statement, position) if isinstance(statement, bytes) else statement
            if isinstance(read, Rejected):
                yield read
                continue
            record = read_statement(read, publisher=self.source.publisher, position=position)
            is_valid = isinstance(record, SourceRecord)
            if is_valid and isinstance(read, dict) and superseding.supersedes(read, position):
                yield Rejected(position, "bods_superseded", "recordStatus", raw_json(read))
            else:
                yield record


def read_statement(statement: object, *, publisher: str, position: int) -> SourceRecord | Rejected:
    """Return a statement as a record, or rejected under the field that breaks BODS 0.4.

    >>> read_statement({}, publisher="p", position=1).field
    'statementId'
    """
    field = violation(statement)
    if field is not None or not isinstance(statement, dict):
        return Rejected(position, "bods_schema", field or "$", raw_json(statement))
    if not statement["recordId"].strip():
        return Rejected(position, "bods_record_id", "recordId", raw_json(statement))
    stated_on = first_day(statement["statementDate"][:10])
    if stated_on is None:
        return Rejected(position, "bods_date", "statementDate", raw_json(statement))
    return to_record(statement, publisher=publisher, position=position, stated_on=stated_on)


def _open(file: DataFile) -> list[object] | JsonLines:
    with file.open() as opened:
        text = opened.read(_HEAD_BYTES)
        if not text.removeprefix(UTF8_BOM).lstrip().startswith(b"["):
            return JsonLines(file)
        size = file.size
        if size <= MAX_ARRAY_BYTES:
            # It is not known of what is packed, and then 0.
            text += opened.read(MAX_ARRAY_BYTES + 1 - len(text))
    if max(size, len(text)) > MAX_ARRAY_BYTES:
        raise SourceUnavailable(
            f"{file.name} is one array of more than {MAX_ARRAY_BYTES} bytes; "
            "write it as JSON lines, one statement on each line"
        )
    return _parse_array(text, file)


def _parse_array(text: bytes, file: DataFile) -> list[object]:
    try:
        value: list[object] = orjson.loads(text.removeprefix(UTF8_BOM))
    except orjson.JSONDecodeError as error:
        raise SourceUnavailable(
            f"{file.name} is no JSON: damaged or cut off at line {error.lineno}, "
            f"column {error.colno}; fetch it again"
        ) from error
    return value


def _first(statements: Iterable[object]) -> object:
    first = next(iter(statements), None)
    if not isinstance(first, bytes):
        return first
    read = parse_object(first, 1)
    if isinstance(read, Rejected):
        raise SourceUnavailable(
            "the file is neither a JSON array of statements nor one statement a line; "
            "BODS wants statements in an array, even a single one"
        )
    return read


def _source_of(first: object, file: DataFile) -> Source:
    details = first.get("publicationDetails") if isinstance(first, dict) else None
    if not isinstance(details, dict):
        details = {}
    speaker = details.get("publisher")
    if not isinstance(speaker, dict):
        speaker = {}
    # Record ids are unique within a publisher. Two publishers, named or not, must not share a
    # source, or strangers with the same record id would become one.
    publisher = _text(speaker, "name") or _text(speaker, "url")
    name = f"{SOURCE.name}:{publisher or file.name}"
    return replace(
        SOURCE,
        name=name,
        publisher=publisher or name,
        licence=_text(details, "license"),
        refreshed_on=first_day(_text(details, "publicationDate")[:10]) or modified_on(file),
    )


def _text(details: dict[str, object], key: str) -> str:
    value = details.get(key)
    return value.strip() if isinstance(value, str) else ""


FORMAT = Format(
    "bods", BodsConnector, lambda head: {"statementId", "recordType"} <= first_keys(head)
)
