"""A page of The Gazette's feed: one JSON object, whose `entry` is a list, one notice or absent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import orjson

from veiltrace_connectors.base import Format
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.file_head import first_keys
from veiltrace_connectors.gazette.notices import read_notice
from veiltrace_connectors.json_lines import UTF8_BOM
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import SourceKind

# The feed is parsed at once. A page of 100 notices, the most there are, takes about a megabyte.
MAX_FEED_BYTES = 64 * 1024 * 1024

SOURCE = Source(
    name="gb-gazette",
    kind=SourceKind.COURT,
    publisher="The Gazette",
    obtained="official_register",
    legal_basis="public_information",
    jurisdiction="gb",
    licence="OGL-UK-3.0, which does not cover personal data",
    refreshed_on=date.min,
    refresh_days=7,
    retention_days=1825,
)
"""What is said of a feed unless the caller says otherwise. The date is when it was written."""


class GazetteConnector:
    """One page of the feed."""

    encoding = "utf-8"

    def __init__(
        self, file: DataFile, refreshed_on: date | None = None, *, source: Source | None = None
    ) -> None:
        """Read the feed.

        Raises:
            SourceUnavailable: no JSON object, too large, or not readable.
        """
        feed = _feed(file)
        entries = feed.get("entry", [])
        self._entries = entries if isinstance(entries, list) else [entries]
        total = feed.get("f:total")
        self.stated_total = int(total) if isinstance(total, str) and total.isdecimal() else None
        self._done = 0
        stated = source or replace(SOURCE, refreshed_on=modified_on(file))
        self.source = replace(stated, refreshed_on=refreshed_on or stated.refreshed_on)

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in notices."""
        return self._done, len(self._entries)

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every notice, in the feed's order; `read_notice` says what fails."""
        for position, entry in enumerate(self._entries, start=1):
            self._done = position
            yield read_notice(entry, self.source, position)


def _feed(file: DataFile) -> dict[str, object]:
    with file.open() as opened:
        content = opened.read(MAX_FEED_BYTES + 1)
    if len(content) > MAX_FEED_BYTES:
        raise SourceUnavailable(
            f"{file.name} is a feed of more than {MAX_FEED_BYTES} bytes; fetch it page by page"
        )
    try:
        feed = orjson.loads(content.removeprefix(UTF8_BOM))
    except orjson.JSONDecodeError as error:
        raise SourceUnavailable(
            f"{file.name} is no JSON: damaged or cut off at line {error.lineno}, "
            f"column {error.colno}; fetch it again"
        ) from error
    if not isinstance(feed, dict):
        raise SourceUnavailable(f"{file.name} is no feed of The Gazette; it has to be an object")
    return feed


FORMAT = Format("gazette", GazetteConnector, lambda head: "f:total" in first_keys(head))
