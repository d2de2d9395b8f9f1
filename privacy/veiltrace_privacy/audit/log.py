"""The append-only log in one SQLite file: an entry is durable before `append` returns.

Several threads and processes may append to one file; each append is a transaction of its own.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self

from veiltrace_privacy.audit import log_file
from veiltrace_privacy.audit.errors import AuditDamaged, AuditError
from veiltrace_privacy.audit.event import AuditEvent, decode_event, encode_event
from veiltrace_privacy.audit.merkle import (
    HASH_BYTES,
    Frontier,
    LeafRange,
    complete_subtrees,
    consistency_ranges,
    fold,
    inclusion_ranges,
    leaf_hash,
    node_count,
)
from veiltrace_privacy.audit.verification import damaged, recompute

LOCK_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A state of the log: how many entries it has, and the root hash over them."""

    size: int
    root_hex: str


@dataclass(frozen=True, slots=True)
class AuditReceipt:
    """Where an entry is (`index`, counted from 0), and the head of the log that it ended."""

    index: int
    size: int
    root_hex: str


class AuditLog:
    """An open log, for all threads of a program; close it after use (`with` does).

    Every method raises AuditUnavailable where the file cannot be used, AuditDamaged where it no
    longer holds what was appended.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = Lock()
        self._last = Frontier(0, ())

    @classmethod
    def create(cls, path: Path, *, origin: str, lock_wait_s: float = LOCK_WAIT_S) -> Self:
        """Return a new, empty log; there must be none. `origin` is its name, say `partner:shop`."""
        return cls(path, log_file.create(path, origin=origin, lock_wait_s=lock_wait_s))

    @classmethod
    def open(cls, path: Path, *, origin: str, lock_wait_s: float = LOCK_WAIT_S) -> Self:
        """Return the log that `create` made at `path` under the same origin.

        `lock_wait_s` is how many seconds to wait while other processes append.
        """
        return cls(path, log_file.open_existing(path, origin=origin, lock_wait_s=lock_wait_s))

    def append(self, event: AuditEvent) -> AuditReceipt:
        """Return where the event is, once it is durable; after an error it is not there."""
        return self.append_all([event])[0]

    def append_all(self, events: Iterable[AuditEvent]) -> list[AuditReceipt]:
        """Return where the events are, once all are durable; after an error none is there.

        They share one sync of the disk, which is what an append mostly waits for.
        """
        bodies = [encode_event(event) for event in events]
        rows: list[tuple[int, bytes, bytes | None]] = []
        receipts = []
        with self._lock:
            with log_file.transaction(self._connection, self._path):
                frontier = self._frontier()
                for body in bodies:
                    index = frontier.size
                    frontier, completed = frontier.with_leaf(leaf_hash(body))
                    for level, hash_ in enumerate(completed):
                        rows.append((node_count(index) + level, hash_, None if level else body))
                    receipts.append(AuditReceipt(index, frontier.size, frontier.root.hex()))
                self._connection.executemany("INSERT INTO node VALUES (?, ?, ?)", rows)
            self._last = frontier
        return receipts

    def head(self) -> TreeHead:
        """Return the log's size and root as they are now."""
        with self._lock, log_file.translated(self._path):
            return _head_of(self._frontier())

    def entry(self, index: int) -> AuditEvent:
        """Return one event, if it still has the hash that was stored with it.

        Raises: AuditError: there is no such entry, or it has a newer program's format.
        """
        with self._lock, log_file.translated(self._path):
            if not 0 <= index < self._size():
                raise AuditError("the audit log has no entry of this index")
            query = "SELECT hash, entry FROM node WHERE number = ?"
            found = self._connection.execute(query, (node_count(index),)).fetchone()
        leaf, entry = found or (None, None)
        if not isinstance(entry, bytes) or leaf_hash(entry) != leaf:
            raise damaged(index, "it was changed, or is missing")
        return decode_event(entry)

    def inclusion_proof(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return what proves entry `index` to whoever holds the head of `size` entries.

        Raises: AuditError: not 0 <= index < size <= the log's size.
        """
        with self._lock, log_file.translated(self._path):
            if not 0 <= index < size <= self._size():
                raise AuditError("no such entry at this size of the audit log")
            return self._hashes(inclusion_ranges(index, size))

    def consistency_proof(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return what proves, to whoever holds the head of `old` entries, that `new` extends it.

        Raises: AuditError: not 0 <= old <= new <= the log's size.
        """
        with self._lock, log_file.translated(self._path):
            if not 0 <= old <= new <= self._size():
                raise AuditError("the audit log never had these sizes, or not in this order")
            return self._hashes(consistency_ranges(old, new))

    def verify(self, known: TreeHead | None = None) -> TreeHead:
        """Return the head that the entries themselves give, after recomputing every hash.

        Others may append meanwhile. Whoever can write the file can cut off its end, or make it
        anew with hashes that fit: only `known`, an earlier head kept elsewhere, shows that.

        Raises: AuditDamaged: naming the first entry that cannot be trusted.
        """
        frontier = Frontier(0, ())
        with (
            log_file.translated(self._path),
            closing(log_file.connect(self._path, lock_wait_s=LOCK_WAIT_S)) as connection,
        ):
            rows = connection.execute("SELECT number, hash, entry FROM node ORDER BY number")
            for frontier in recompute(rows):
                if known and frontier.size == known.size and _head_of(frontier) != known:
                    raise damaged(0, f"it, or one before entry {known.size}, is not the one known")
        if known and frontier.size < known.size:
            raise damaged(frontier.size, "the known head had it, and it is missing")
        return _head_of(frontier)

    def close(self) -> None:
        """Close the file; what was appended is durable already."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _size(self) -> int:
        """Return the number of entries: what has as many complete subtrees as there are rows."""
        query = "SELECT coalesce(max(number), -1) + 1 FROM node"
        count = int(self._connection.execute(query).fetchone()[0])
        size = bisect_left(range(count + 1), count, key=node_count)
        if node_count(size) != count:
            raise AuditDamaged(
                f"the audit log at {self._path} is not whole at its end: verify it, and keep the "
                "file as evidence"
            )
        return size

    def _frontier(self) -> Frontier:
        """Return the tree as it is now; read anew only if another process has appended."""
        size = self._size()
        if self._last.size != size:
            hashes = self._stored([*complete_subtrees(LeafRange(0, size))])
            self._last = Frontier(size, hashes)
        return self._last

    def _hashes(self, ranges: Sequence[LeafRange]) -> tuple[bytes, ...]:
        """Return the hash over each range of leaves."""
        parts = [[*complete_subtrees(leaves)] for leaves in ranges]
        stored = iter(self._stored([number for part in parts for number in part]))
        return tuple(fold([next(stored) for _ in part]) for part in parts)

    def _stored(self, numbers: Sequence[int]) -> tuple[bytes, ...]:
        """Return the hashes of complete subtrees, in the order of the numbers given."""
        query = "SELECT number, hash FROM node WHERE number IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(query, (json.dumps(numbers),)))
        hashes = [found.get(number) for number in numbers]
        whole = [hash_ for hash_ in hashes if isinstance(hash_, bytes) and len(hash_) == HASH_BYTES]
        if len(whole) < len(numbers):
            raise AuditDamaged(
                f"hashes of the audit log at {self._path} are missing: verify it, and keep the "
                "file as evidence"
            )
        return tuple(whole)


def _head_of(frontier: Frontier) -> TreeHead:
    return TreeHead(frontier.size, frontier.root.hex())
