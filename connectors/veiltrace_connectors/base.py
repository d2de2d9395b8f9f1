"""The contract between a source format and the ingest run.

A connector is made for one file. It yields `SourceRecord` or `Rejected` in the file's order, each
with its position (counted from 1), so that a run that was stopped can go on where it was. It
raises `SourceUnavailable` when the file as a whole cannot be read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from veiltrace_graph.model import Rejected, Source, SourceRecord


class Connector(Protocol):
    """One opened source file. `records()` is called once."""

    @property
    def source(self) -> Source:
        """Where the records come from; its refresh date is the file's own where it states one."""
        ...

    @property
    def encoding(self) -> str:
        """How the bytes are read, for reports: encoding and how it was found, or container."""
        ...

    @property
    def progress(self) -> tuple[int, int]:
        """Return (done, total) in units of the connector's choice; total 0 when unknown."""
        ...

    def records(self) -> Iterator[SourceRecord | Rejected]:
        """Yield every record of the file, in its order."""
        ...


@runtime_checkable
class Tabular(Protocol):
    """A connector whose file has columns, of which it may leave some unread."""

    @property
    def unread_columns(self) -> tuple[str, ...]:
        """Names of the file's columns that nothing is read from, in its order."""
        ...


@runtime_checkable
class Counted(Protocol):
    """A connector whose file says how many records there are, which may be none."""

    @property
    def stated_total(self) -> int | None:
        """The number that the file states, None where it states none."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format that says itself what it means.

    `open` makes its connector: `open(file, refreshed_on, source=source)`, where `source`, if it is
    not None, is what the records are said to be from. `recognises` tells by a file's first bytes
    (`file_head.read_head`) whether it is of this format; two formats never claim one file.
    """

    name: str
    open: Callable[..., Connector]
    recognises: Callable[[bytes], bool]
