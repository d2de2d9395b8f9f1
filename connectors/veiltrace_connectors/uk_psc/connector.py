"""A snapshot of the register, or a file of its stream: one JSON object a line."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veiltrace_connectors.base import Format
from veiltrace_connectors.building import first_day
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import first_keys
from veiltrace_connectors.json_lines import JsonLines, parse_object
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.uk_psc.entry import TOTALS, kind_of, word_of
from veiltrace_connectors.uk_psc.records import to_record
from veiltrace_connectors.uk_psc.totals import differing_totals
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

SOURCE = Source(
    name="uk-psc",
    kind=SourceKind.CORPORATE,
    publisher="Companies House",
    obtained="official_register",
    legal_basis="public_information",
    jurisdiction="gb",
    licence="OGL-UK-3.0",
    refreshed_on=date.min,
    refresh_days=30,
    retention_days=1825,
)
"""What is said of a file unless the caller says otherwise. The date is that of the snapshot's
name (psc-snapshot-2026-11-22_1of32.txt), else the day the file was written."""

_SNAPSHOT = re.compile(r"snapshot-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:_[0-9]+of([0-9]+))?")


class UkPscConnector:
    """One file of entries."""

    encoding = "utf-8"

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the file; `source` and `refreshed_on` override what its name says.

        Raises:
            SourceUnavailable: there is no readable file.
        """
        self._lines = JsonLines(file)
        named = _SNAPSHOT.search(file.name)
        # The last of several parts states the totals of them all, which none can be held to.
        self._is_whole = named is None or named[2] in (None, "1")
        stated_on = first_day(named[1]) if named else None
        stated = source or replace(SOURCE, refreshed_on=stated_on or modified_on(file))
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._lines.read_bytes, self._lines.total_bytes

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every entry, in the file's order; `to_record` and `parse_object` say what fails.

        The line of totals is no entry. It comes out as `psc_totals` only where it does not agree
        with what was read.

        Raises:
            SourceUnavailable: a line is absurdly long, or the file cannot be read on.
        """
        read: Counter[str] = Counter()
        publisher, refreshed_on = self.source.publisher, self.source.refreshed_on
        for position, text in enumerate(self._lines, start=1):
            line = parse_object(text, position)
            if isinstance(line, Rejected):
                yield line
                continue
            kind = kind_of(line)
            if kind == TOTALS:
                differing = differing_totals(line, read, position) if self._is_whole else None
                if differing is not None:
                    yield differing
                continue
            read[word_of(kind)] += 1
            yield to_record(line, publisher=publisher, position=position, refreshed_on=refreshed_on)


def _recognises(head: bytes) -> bool:
    keys = first_keys(head)
    is_entry = {"company_number", "data"} <= keys or {"resource_uri", "event"} <= keys
    return is_entry and any(word in head for word in (b"significant-control", b"beneficial-owner"))


FORMAT = Format("uk_psc", UkPscConnector, _recognises)
