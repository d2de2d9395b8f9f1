"""The embedded graph store: opening it, and its parts behind the `GraphStore` protocol."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from veiltrace_graph.errors import KeyFileError
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import EntityRef, NodeId, Rejected, SourceRecord
from veiltrace_graph.resolution.judgement import Author, Judgement
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.base import Opening, Run, RunState, SourceSummary
from veiltrace_graph.stores.linkage import LinkChanges, LinkScope
from veiltrace_graph.stores.sqlite import connection as sqlite
from veiltrace_graph.stores.sqlite import judgements, runs
from veiltrace_graph.stores.sqlite.batch import write_records
from veiltrace_graph.stores.sqlite.digest import content_digest
from veiltrace_graph.stores.sqlite.linkage_keys import (
    holders_of,
    keep_linkage_keys,
    nodes_to_link,
)
from veiltrace_graph.stores.sqlite.linkage_records import linkage_records
from veiltrace_graph.stores.sqlite.model_links import linking_models, replace_model_links
from veiltrace_graph.stores.sqlite.moments import to_micros
from veiltrace_graph.stores.sqlite.review_queue import (
    queued_pairs,
    replace_review_queue,
    review_queue,
)
from veiltrace_graph.stores.sqlite.rows import rows_of
from veiltrace_graph.stores.sqlite.view import SqliteView
from veiltrace_graph.vocabulary import NodeKind

_ALWAYS_KNOWN = 2**62
_MODEL = "linkage model"


class SqliteStore:
    """A `GraphStore` in one SQLite file. One process writes at a time; any number may read."""

    def __init__(self, connection: sqlite3.Connection, path: Path, keyring: Keyring) -> None:
        self._connection = connection
        self._path = path
        self._keyring = keyring
        self._keys = SubjectKeys(keyring.wrapping_key)
        self._held = ExitStack()
        self._writing = False

    @classmethod
    def create(cls, path: Path, keyring: Keyring) -> Self:
        """Return a new, empty store at `path`, bound to this key.

        Raises: StoreUnavailable: there is a store already, or the place cannot be written.
        """
        connection = sqlite.create(path, key_fingerprint=keyring.fingerprint)
        return cls(connection, path, keyring)

    @classmethod
    def open(cls, path: Path, keyring: Keyring) -> Self:
        """Return the store at `path`.

        Raises: StoreMissing, StoreTooNew, StoreUnavailable: see `connection.connect`.
        KeyFileError: the store was made with another key.
        """
        connection = sqlite.connect(path)
        with sqlite.translated(path):
            row = connection.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
        if row is None or row[0] != keyring.fingerprint:
            connection.close()
            raise KeyFileError(
                f"the store at {path} was made with another key: restore that key file"
            )
        return cls(connection, path, keyring)

    def close(self) -> None:
        """Let go of the file and of the writer's place."""
        self._held.close()
        self._writing = False
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lock(self) -> None:
        """Take the one writer's place until the store is closed. Raises: StoreBusy."""
        # Every write does, and keeps it: a run is many transactions by one writer.
        if not self._writing:
            self._held.enter_context(sqlite.writer_lock(self._path))
            self._writing = True

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self.lock()
        with sqlite.transaction(self._connection, self._path):
            yield self._connection

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with sqlite.translated(self._path):
            yield self._connection

    def node_id(self, ref: EntityRef) -> NodeId:
        """Return the id that what `ref` names has, or would have, in this store."""
        return self._keyring.node_id(ref)

    def run_of(self, opening: Opening) -> Run | None:
        """Return the unfinished or finished run of this very file, if there is one."""
        with self._read() as connection:
            return runs.run_of(connection, opening)

    def open_run(self, opening: Opening, *, now: datetime) -> Run:
        """Start a run, or return the one that this very file left unfinished or finished."""
        with self._write() as connection:
            return runs.open_run(connection, opening, now=now)

    def write_batch(
        self, run: Run, items: Sequence[SourceRecord | Rejected], *, now: datetime
    ) -> Run:
        """Write a batch and the run's new position in one transaction; return the run."""
        if not items:
            return run
        records = [
            rows_of(item, source=run.source, keyring=self._keyring)
            for item in items
            if isinstance(item, SourceRecord)
        ]
        rejected = [item for item in items if isinstance(item, Rejected)]
        with self._write() as connection:
            unchanged = write_records(
                connection,
                self._keyring,
                records,
                source_id=runs.source_id_of(connection, run.source),
                run_id=run.id,
                recorded_at=to_micros(now),
            )
            runs.keep_rejected(connection, self._keys, run.id, rejected)
            run = replace(
                run,
                position=items[-1].position,
                accepted=run.accepted + len(records) - unchanged,
                unchanged=run.unchanged + unchanged,
                rejected=run.rejected + len(rejected),
            )
            runs.keep_progress(connection, run)
        return run

    def finish_run(self, run: Run, *, state: RunState, error: str, now: datetime) -> Run:
        """Close a run; `error` is shown in the list of runs."""
        with self._write() as connection:
            return runs.close_run(connection, run, state=state, error=error, now=now)

    def judge(self, judgement: Judgement) -> None:
        """Append a judgement and re-form the parties it touches. Raises: JudgementConflict."""
        with self._write() as connection:
            judgements.append_judgement(connection, judgement)

    def withdraw(
        self,
        left: NodeId,
        right: NodeId,
        *,
        author: Author = Author.PERSON,
        by: str,
        reason: str = "",
        now: datetime,
    ) -> None:
        """Take back what an author judged of a pair. Raises: NothingToWithdraw, UnknownNode."""
        with self._write() as connection:
            judgements.withdraw(connection, (left, right), author, by=by, reason=reason, now=now)

    def replace_model_links(
        self, links: Sequence[Judgement], *, scope: LinkScope, model: str, now: datetime
    ) -> LinkChanges:
        """Bring the models' links of a scope to exactly `links`. Raises: InvalidInput."""
        with self._write() as connection:
            return replace_model_links(connection, links, scope, model=model, now=now)

    def linking_models(self) -> frozenset[str]:
        """Return the names of the models of which links stand."""
        with self._read() as connection:
            return linking_models(connection)

    def judgements(self, node: NodeId) -> tuple[Judgement, ...]:
        """Return every judgement on the node, withdrawn ones too, oldest first."""
        with self._read() as connection:
            return judgements.judgements_of(connection, node)

    def standing_judgements(self, scope: LinkScope) -> tuple[Judgement, ...]:
        """Return the judgements of a scope that were not withdrawn, oldest first."""
        with self._read() as connection:
            return judgements.standing_judgements(connection, scope)

    def holding_judgements(self, node: NodeId) -> tuple[Judgement, ...]:
        """Return the judgements by which the node's party is one. Raises: UnknownNode."""
        with self._read() as connection:
            return judgements.holding_judgements(connection, node)

    def model_token(self, text: str) -> str:
        """Return a keyed token of a text: how a model knows values."""
        return self._keyring.token(_MODEL, text).hex()

    def linkage_records(
        self, kinds: Collection[NodeKind], nodes: Collection[NodeId] | None = None
    ) -> Iterator[LinkageRecord]:
        """Yield what linkage compares of each node of these kinds, opened, in a fixed order."""
        with self._read() as connection:
            yield from linkage_records(connection, self._keys, kinds, nodes)

    def keep_linkage_keys(
        self,
        keys: Iterable[tuple[NodeId, Collection[str]]],
        *,
        all_of: Collection[NodeKind] = (),
    ) -> None:
        """Make these the blocking keys of their nodes. Raises: UnknownNode."""
        with self._write() as connection:
            keep_linkage_keys(connection, self._keyring, keys, all_of)

    def holders_of(self, keys: Collection[str]) -> dict[str, tuple[NodeId, ...]]:
        """Return for each blocking key the nodes that have it, sorted."""
        with self._read() as connection:
            return holders_of(connection, self._keyring, keys)

    def nodes_to_link(self, kinds: Collection[NodeKind]) -> tuple[NodeId, ...]:
        """Return the nodes of these kinds that are new, changed or judged since keys were kept."""
        with self._read() as connection:
            return nodes_to_link(connection, kinds)

    def replace_review_queue(self, pairs: Sequence[ReviewPair], *, scope: LinkScope) -> None:
        """Bring the queue's pairs of a scope to exactly `pairs`. Raises: InvalidInput."""
        with self._write() as connection:
            replace_review_queue(connection, pairs, scope)

    def queued_pairs(self, scope: LinkScope) -> tuple[ReviewPair, ...]:
        """Return the queue's pairs of a scope, decided or not."""
        with self._read() as connection:
            return queued_pairs(connection, scope)

    def review_queue(self, *, limit: int) -> tuple[ReviewPair, ...]:
        """Return the pairs to look at next, most telling first."""
        with self._read() as connection:
            return review_queue(connection, limit)

    def view(self, as_of: date, *, known_at: datetime | None = None) -> SqliteView:
        """Return the graph as of a date, as it was known at a moment (default: now)."""
        known = _ALWAYS_KNOWN if known_at is None else to_micros(known_at)
        return SqliteView(self._connection, self._path, self._keyring, as_of=as_of, known_at=known)

    def revision(self) -> tuple[int, ...]:
        """Return what is another after each write, by this store or another process."""
        with self._read() as connection:
            # SQLite counts the commits of others only; our own show in the rows we changed.
            (others,) = connection.execute("PRAGMA data_version").fetchone()
            return int(others), connection.total_changes

    def sources(self) -> tuple[SourceSummary, ...]:
        """Return what was loaded, by name."""
        with self._read() as connection:
            return runs.all_sources(connection)

    def runs(self) -> tuple[Run, ...]:
        """Return all runs, newest first."""
        with self._read() as connection:
            return runs.all_runs(connection)

    def rejected(self, run_id: int) -> Iterator[Rejected]:
        """Yield the rejected records of a run, opened, for review."""
        with self._read() as connection:
            yield from runs.rejected_of(connection, self._keys, run_id)

    def rejections(self, run_id: int) -> dict[tuple[str, str], int]:
        """Return how many records of a run were rejected, by reason and field."""
        with self._read() as connection:
            return runs.rejections_of(connection, run_id)

    def digest(self) -> str:
        """Return a keyed digest of all facts and parties: equal for equal content, any order."""
        with self._read() as connection:
            return content_digest(connection, self._keyring)
