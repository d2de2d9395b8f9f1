"""CourtListener's bulk file of dockets (courtlistener.com/help/api/bulk-data)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from veiltrace_connectors.base import Format
from veiltrace_connectors.building import first_day
from veiltrace_connectors.courtlistener.dockets import NEEDED, READ, read_docket
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import header_cells
from veiltrace_connectors.reading.copy_table import CopyTable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

SOURCE = Source(
    name="courtlistener",
    kind=SourceKind.COURT,
    publisher="Free Law Project",
    obtained="open_data",
    legal_basis="public_information",
    jurisdiction="us",
    licence="Public Domain Mark 1.0",
    refreshed_on=date.min,
    refresh_days=100,
    retention_days=1825,
)
"""What is said of a file unless the caller says otherwise. The date is that of the file's name,
`dockets-2026-06-30.csv`; the files come once a quarter."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TELLING = frozenset({"docket_number", "court_id", "case_name", "pacer_case_id"})


class CourtListenerConnector:
    """One file of dockets. The bulk data have no table of parties or attorneys."""

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Open the file; `source` and `refreshed_on` override what its name says.

        Raises: SourceUnavailable: not readable, or not a table of dockets.
        """
        self._table = CopyTable(file)
        self.encoding = self._table.encoding
        if missing := [name for name in NEEDED if name not in self._table.columns]:
            raise unavailable(file, f"is no table of dockets; it lacks {', '.join(missing)}")
        self.unread_columns = tuple(one for one in self._table.columns if one not in READ)
        stated = source or replace(SOURCE, refreshed_on=_named_day(file) or modified_on(file))
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in bytes."""
        return self._table.progress

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every docket, in the file's order; `read_docket` says which are rejected.

        Raises: SourceUnavailable: a record is too long, or the file changed while being read.
        """
        for row in self._table.rows():
            if isinstance(row, Rejected):
                yield row
            else:
                yield read_docket(row.values, self.source, row.position)


def _named_day(file: DataFile) -> date | None:
    found = _DAY.search(file.name)
    return first_day(found[0]) if found else None


FORMAT = Format(
    "courtlistener", CourtListenerConnector, lambda head: header_cells(head) >= _TELLING
)
