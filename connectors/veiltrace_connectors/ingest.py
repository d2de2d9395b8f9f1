"""The ingest run: one source file into the store, whole, once, and resumable.

The file is read twice. The first pass writes nothing and finds whatever makes the file unusable
as a whole (cut short, undecodable, a missing column), so that a broken file leaves the store as it
was. The second writes batches, each with the run's position in one transaction, so that a run
that was killed goes on after its last batch.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from veiltrace_connectors.base import Connector, Counted, Tabular
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.gate import holds_accounts, may_read_vehicles, require_ingest
from veiltrace_connectors.linkable import Linkable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.vehicle_rows import counted_only
from veiltrace_graph.model import Rejected, Source, SourceRecord
from veiltrace_graph.stores.base import GraphStore, Opening, Run, RunState
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise import NORMALISER_VERSION
from veiltrace_privacy.policy.words import SensitiveKind

BATCH_RECORDS = 1_000
_BLOCK_BYTES = 1 << 20
_UNREADABLE = frozenset({"bad_json", "broken_quotes", "wrong_number_of_fields"})
"""Reasons that a record cannot even be told apart: a file of nothing else is of another format."""

_Item = SourceRecord | Rejected


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `phase` is "checking" or "writing"; `done` of `total`, 0 when unknown."""

    phase: str
    done: int
    total: int
    records: int


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How a run ended. `was_loaded`: this very file was loaded before, and nothing was done.

    `rejections` counts records by reason and field; `unread_columns` are what else was not covered.
    `linkable` counts the parties that this load wrote, and those resolution can do nothing with.
    """

    run: Run
    was_loaded: bool
    was_resumed: bool
    rejections: dict[tuple[str, str], int]
    unread_columns: tuple[str, ...] = ()
    linkable: Linkable = field(default_factory=Linkable)


def fingerprint_of(file: DataFile, *, settings: str = "") -> str:
    """Return a digest of the file, unpacked, of how it is read, and of the normaliser's version.

    Raises: SourceUnavailable: the file cannot be read.
    """
    digest = hashlib.blake2b(f"{NORMALISER_VERSION}\0{settings}\0".encode(), digest_size=16)
    with file.open() as opened:
        while block := opened.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def ingest(
    open_connector: Callable[[], Connector],
    store: GraphStore,
    *,
    file_name: str,
    fingerprint: str,
    clock: Callable[[], datetime],
    on_progress: Callable[[Progress], None] = lambda _: None,
    batch_records: int = BATCH_RECORDS,
    consent: str = "",
) -> IngestReport:
    """Load one file and return the report; a file that was loaded before changes nothing.

    Args:
        open_connector: opens the file anew; called once for each pass.
        fingerprint: of `fingerprint_of`; the same file and settings resume or repeat a run.
        on_progress: called after each batch of either pass.
        consent: reference of a separate consent, where the source itself names none.

    Raises:
        IngestRefused: the gate bars the source; the store is unchanged.
        SourceUnavailable, MappingError: the file cannot be used; the store is unchanged.
        StoreBusy, StoreUnavailable: the store failed; run again to go on after the last batch.
    """
    connector = open_connector()
    source = connector.source
    source = replace(source, consent=source.consent or consent)
    require_ingest(source, as_of=clock().date())
    opening = Opening(source, file_name, fingerprint, connector.encoding)
    unread = connector.unread_columns if isinstance(connector, Tabular) else ()
    known = store.run_of(opening)
    if known is not None and known.state is RunState.FINISHED:
        return IngestReport(known, True, False, store.rejections(known.id), unread)
    if known is None:
        as_of = clock().date()
        check(connector, source, file_name, on_progress, as_of=as_of, batch_records=batch_records)
        connector = open_connector()
    run, linkable = store.open_run(opening, now=clock()), Linkable()
    resumed = run.position > 0
    items = readable(connector, source, as_of=clock().date())
    items = (item for item in items if item.position > run.position)
    try:
        for batch in _batches(items, batch_records):
            run = store.write_batch(run, batch, now=clock())
            linkable.count(batch)
            on_progress(Progress("writing", *connector.progress, run.read))
    except SourceUnavailable as error:
        # The file passed the first pass and changed under the second.
        store.finish_run(run, state=RunState.FAILED, error=error.code, now=clock())
        raise
    run = store.finish_run(run, state=RunState.FINISHED, error="", now=clock())
    return IngestReport(run, False, resumed, store.rejections(run.id), unread, linkable)


def check(
    connector: Connector,
    source: Source,
    file_name: str,
    on_progress: Callable[[Progress], None],
    *,
    as_of: date,
    batch_records: int = BATCH_RECORDS,
) -> None:
    """Read a whole file and keep nothing of it: the first pass.

    Raises:
        IngestRefused: what the file holds may not be held. `source` itself was asked about before.
        SourceUnavailable: it cannot be read to its end, or holds nothing that can be used.
    """
    read = unreadable = 0
    declared = holds_accounts(source)
    for batch in _batches(readable(connector, source, as_of=as_of), batch_records):
        read += len(batch)
        unreadable += sum(_is_unreadable(item) for item in batch)
        if not declared and any(_tells_an_account(item) for item in batch):
            # A format that says itself what it means declares nothing before it is read.
            require_ingest(_with_accounts(source), as_of=as_of)
            declared = True
        on_progress(Progress("checking", *connector.progress, read))
    if not read and not (isinstance(connector, Counted) and connector.stated_total == 0):
        raise SourceUnavailable(f"{file_name} holds no records; export it again")
    if read and unreadable == read:
        raise SourceUnavailable(
            f"{file_name} holds nothing but what cannot be read as a record; "
            "check its format and delimiter"
        )


def readable(connector: Connector, source: Source, *, as_of: date) -> Iterator[_Item]:
    """Yield the file's records as far as the gate lets them be read."""
    items = connector.records()
    return items if may_read_vehicles(source, as_of=as_of) else counted_only(items, source.kind)


def _is_unreadable(item: _Item) -> bool:
    return isinstance(item, Rejected) and item.reason in _UNREADABLE


def _tells_an_account(item: _Item) -> bool:
    return isinstance(item, SourceRecord) and any(
        entity.kind is NodeKind.BANK_ACCOUNT for entity in item.entities
    )


def _with_accounts(source: Source) -> Source:
    return replace(source, sensitive=(*source.sensitive, SensitiveKind.FINANCIAL_ACCOUNT))


def _batches(items: Iterator[_Item], size: int) -> Iterator[list[_Item]]:
    while batch := list(islice(items, size)):
        yield batch
