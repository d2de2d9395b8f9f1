import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from veiltrace_privacy.audit.errors import AuditDamaged, AuditError, AuditUnavailable
from veiltrace_privacy.audit.event import AuditEvent, EventKind, encode_event
from veiltrace_privacy.audit.log import AuditLog, AuditReceipt, TreeHead
from veiltrace_privacy.audit.merkle import Frontier, leaf_hash
from veiltrace_privacy.audit.proof import verify_consistency, verify_inclusion

ORIGIN = "partner:shop"
APPENDER = Path(__file__).with_name("appender.py")
"""A program that appends events, and writes the index of each once it is acknowledged."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[AuditLog]:
    """A new log, which does not wait for others."""
    with AuditLog.create(path, origin=ORIGIN, lock_wait_s=0) as new:
        yield new


def events(count: int, *, start: int = 0) -> list[AuditEvent]:
    """So many events, each with a number of its own."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return [
        AuditEvent(EventKind.LEADS_ANSWERED, now, "system:test", (("leads", number),))
        for number in range(start, start + count)
    ]


def head_of(receipt: AuditReceipt) -> TreeHead:
    return TreeHead(receipt.size, receipt.root_hex)


@contextmanager
def sql(path: Path) -> Iterator[sqlite3.Connection]:
    """What somebody with access to the file, but not through our code, can do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def test_what_was_appended_is_there_after_opening_again(log: AuditLog, path: Path) -> None:
    written = events(5)
    receipts = [log.append(event) for event in written]
    log.close()
    with AuditLog.open(path, origin=ORIGIN) as again:
        assert [again.entry(receipt.index) for receipt in receipts] == written
        assert again.head() == again.verify() == head_of(receipts[-1])


def test_the_head_is_the_root_over_the_events_canonical_bytes(log: AuditLog) -> None:
    assert log.head() == log.verify() == TreeHead(0, Frontier(0, ()).root.hex())
    frontier = Frontier(0, ())
    for event in events(9):
        frontier, _ = frontier.with_leaf(leaf_hash(encode_event(event)))
        assert log.append(event).root_hex == frontier.root.hex()


def test_many_events_appended_together_get_the_receipts_they_would_get_alone(
    log: AuditLog, tmp_path: Path
) -> None:
    with AuditLog.create(tmp_path / "other.sqlite", origin=ORIGIN) as other:
        assert log.append_all(events(9)) == [other.append(event) for event in events(9)]


def test_each_proof_verifies_against_the_receipts(log: AuditLog) -> None:
    receipts = log.append_all(events(21))
    for new in receipts:
        root = bytes.fromhex(new.root_hex)
        for old in receipts[: new.size]:
            assert verify_inclusion(
                leaf_hash(encode_event(log.entry(old.index))),
                index=old.index,
                size=new.size,
                root=root,
                path=log.inclusion_proof(old.index, new.size),
            )
            assert verify_consistency(
                old_size=old.size,
                old_root=bytes.fromhex(old.root_hex),
                new_size=new.size,
                new_root=root,
                path=log.consistency_proof(old.size, new.size),
            )


@pytest.mark.parametrize(
    "ask",
    [
        lambda log: log.entry(3),
        lambda log: log.entry(-1),
        lambda log: log.inclusion_proof(2, 2),
        lambda log: log.inclusion_proof(-1, 2),
        lambda log: log.inclusion_proof(0, 4),
        lambda log: log.consistency_proof(2, 1),
        lambda log: log.consistency_proof(-1, 2),
        lambda log: log.consistency_proof(1, 4),
    ],
    ids=range(8),
)
def test_a_question_outside_the_log_is_refused(
    log: AuditLog, ask: Callable[[AuditLog], object]
) -> None:
    log.append_all(events(3))
    with pytest.raises(AuditError):
        ask(log)


def test_a_locked_log_takes_nothing_until_it_is_free(log: AuditLog, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AuditUnavailable, match="another process"):
            log.append(events(1)[0])
        other.execute("ROLLBACK")
    assert log.append(events(1)[0]).index == 0


def test_a_full_disk_takes_nothing_and_leaves_nothing_half_written(log: AuditLog) -> None:
    before = head_of(log.append_all(events(10))[-1])
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(AuditUnavailable, match="disk is full"):
        log.append_all(events(1_000))
    assert log.head() == log.verify() == before
    log._connection.execute("PRAGMA max_page_count = 1000000")
    assert log.append(events(1)[0]).index == 10


def test_a_file_that_may_not_grow_takes_nothing_and_leaves_nothing_half_written(
    log: AuditLog,
) -> None:
    before = head_of(log.append_all(events(10))[-1])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(AuditUnavailable):
            log.append(events(1)[0])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert log.head() == log.verify() == before
    assert log.append(events(1)[0]).index == 10


def test_a_read_only_log_takes_nothing(log: AuditLog) -> None:
    # What SQLite says of a file without permission; as root there is no such file.
    log._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(AuditUnavailable, match="not writable"):
        log.append(events(1)[0])


def test_a_closed_log_is_unavailable(log: AuditLog) -> None:
    log.close()
    for use in (log.head, lambda: log.append(events(1)[0])):
        with pytest.raises(AuditUnavailable):
            use()


def test_only_a_log_of_this_origin_and_format_is_opened(log: AuditLog, path: Path) -> None:
    with pytest.raises(AuditUnavailable, match="another program"):
        AuditLog.open(path, origin="registry:court")
    with pytest.raises(AuditUnavailable, match="already"):
        AuditLog.create(path, origin=ORIGIN)
    with sql(path) as file:
        file.execute("PRAGMA user_version = 2")
    with pytest.raises(AuditUnavailable, match="format"):
        AuditLog.open(path, origin=ORIGIN)


def test_a_missing_log_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(AuditUnavailable, match="create it first"):
        AuditLog.open(path, origin=ORIGIN)
    with pytest.raises(AuditUnavailable, match="cannot make"):
        AuditLog.create(path / "below", origin=ORIGIN)
    assert not path.exists()


def test_a_file_that_is_no_database_is_damaged(path: Path) -> None:
    path.write_bytes(b"no database " * 1_000)
    with pytest.raises(AuditDamaged):
        AuditLog.open(path, origin=ORIGIN)


def test_an_empty_file_that_a_killed_create_left_becomes_a_log(path: Path) -> None:
    path.touch()
    AuditLog.create(path, origin=ORIGIN).close()
    with AuditLog.open(path, origin=ORIGIN) as log:
        assert log.head().size == 0


# In a log of seven entries their leaves have the numbers 0, 1, 3, 4, 7, 8 and 10.
FORGED = encode_event(events(1, start=99)[0])
SWAP_2_AND_3 = (
    "UPDATE node SET number = 99 WHERE number = 3",
    "UPDATE node SET number = 3 WHERE number = 4",
    "UPDATE node SET number = 4 WHERE number = 99",
)
REHASHED = f"UPDATE node SET entry = x'{FORGED.hex()}', hash = x'{leaf_hash(FORGED).hex()}'"


@pytest.mark.parametrize(
    ("statements", "index"),
    [
        ((f"UPDATE node SET entry = x'{FORGED.hex()}' WHERE number = 7",), 4),
        ((f"{REHASHED} WHERE number = 7",), 4),
        ((f"{REHASHED} WHERE number = 10",), None),
        (("UPDATE node SET entry = 'text' WHERE number = 1",), 1),
        (("UPDATE node SET hash = 'text' WHERE number = 1",), 1),
        (("UPDATE node SET hash = zeroblob(32) WHERE number = 5",), 2),
        (("UPDATE node SET entry = x'00' WHERE number = 5",), 2),
        (("DELETE FROM node WHERE number = 3",), 2),
        (("DELETE FROM node WHERE number = 5",), 2),
        (("DELETE FROM node WHERE number = 0",), 0),
        (("DELETE FROM node WHERE number = 9",), 4),
        (SWAP_2_AND_3, 2),
        (("INSERT INTO node VALUES (11, zeroblob(32), NULL)",), 7),
        (("DELETE FROM node WHERE number = 10",), None),
    ],
    ids=range(14),
)
def test_verify_names_the_first_entry_changed_dropped_or_moved(
    log: AuditLog, path: Path, statements: tuple[str, ...], index: int | None
) -> None:
    known = head_of(log.append_all(events(7))[-1])
    assert log.verify(known) == known
    with sql(path) as file:
        for statement in statements:
            file.execute(statement)
    with pytest.raises(AuditDamaged) as damage:
        # The last entry, over which there is no hash, is held by a known head alone.
        log.verify(known if index is None else None)
    if index is not None:
        assert damage.value.index == index
        assert f"entry {index}:" in str(damage.value)


def test_a_log_made_anew_with_hashes_that_fit_is_shown_by_a_head_kept_elsewhere(
    log: AuditLog, tmp_path: Path
) -> None:
    known = head_of(log.append_all(events(5))[-1])
    with AuditLog.create(tmp_path / "forged.sqlite", origin=ORIGIN) as forged:
        forged.append_all(events(9, start=1))
        forged.verify()
        with pytest.raises(AuditDamaged):
            forged.verify(known)


def test_a_changed_entry_is_not_shown(log: AuditLog, path: Path) -> None:
    log.append_all(events(3))
    with sql(path) as file:
        file.execute(f"UPDATE node SET entry = x'{FORGED.hex()}' WHERE number = 1")
    with pytest.raises(AuditDamaged) as damage:
        log.entry(1)
    assert damage.value.index == 1


@pytest.mark.parametrize("size", [6, 7])
def test_nothing_is_appended_to_a_log_whose_end_is_not_whole(
    log: AuditLog, path: Path, size: int
) -> None:
    log.append_all(events(size))
    with sql(path) as file:
        file.execute("DELETE FROM node WHERE number IN (6, 9)")
    with AuditLog.open(path, origin=ORIGIN) as again, pytest.raises(AuditDamaged):
        again.append(events(1)[0])


def test_after_a_refused_append_the_next_gets_its_place(log: AuditLog, path: Path) -> None:
    log.append(events(1)[0])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AuditUnavailable):
            log.append(events(1, start=1)[0])
        other.execute("ROLLBACK")
    with AuditLog.open(path, origin=ORIGIN) as another:
        assert another.append(events(1, start=2)[0]).index == 1
    assert log.append(events(1, start=3)[0]).index == 2
    assert log.verify() == log.head()


def test_threads_that_append_together_lose_nothing(log: AuditLog) -> None:
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(log.append, events(40)))
    assert sorted(receipt.index for receipt in receipts) == list(range(40))
    assert [log.entry(receipt.index) for receipt in receipts] == events(40)
    assert log.verify() == log.head()


def test_eight_processes_that_append_together_lose_nothing(log: AuditLog, path: Path) -> None:
    starts = range(0, 800, 100)
    processes = [
        subprocess.Popen(
            [sys.executable, str(APPENDER), str(path), ORIGIN, str(start), "30"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for start in starts
    ]
    told = [process.communicate(timeout=120)[0] for process in processes]
    indexes = [[int(line) for line in output.split()] for output in told]
    assert sorted(index for part in indexes for index in part) == list(range(240))
    for start, part in zip(starts, indexes, strict=True):
        assert [log.entry(index) for index in part] == events(30, start=start)
    assert log.verify() == log.head()


def kill_while_appending(path: Path, *, after: int) -> list[int]:
    """Kill a process with SIGKILL once it has told of so many entries; return all it told of."""
    process = subprocess.Popen(
        [sys.executable, str(APPENDER), str(path), ORIGIN, "0", "1000000"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(after)]
    process.kill()
    told += [int(line) for line in process.stdout.read().splitlines(keepends=True) if "\n" in line]
    assert process.wait() != 0
    return told


def check_nothing_acknowledged_is_lost(path: Path, told: list[int], written_before: int) -> int:
    """Check the log that a killed process left; return its size."""
    with AuditLog.open(path, origin=ORIGIN) as log:
        size = log.verify().size
        # The last entry may be durable without the process having had the time to say so.
        assert size - written_before - len(told) in (0, 1)
        assert [log.entry(index) for index in told] == events(len(told))
        log.append(events(1)[0])
        return log.verify().size


def kill_at(path: Path, points: int) -> None:
    size = 0
    for point in range(points):
        told = kill_while_appending(path, after=1 + 7 * point % 40)
        size = check_nothing_acknowledged_is_lost(path, told, size)


def test_a_process_killed_at_3_points_has_lost_no_acknowledged_entry(
    log: AuditLog, path: Path
) -> None:
    kill_at(path, points=3)


@pytest.mark.slow
def test_a_process_killed_at_50_points_has_lost_no_acknowledged_entry(
    log: AuditLog, path: Path
) -> None:
    kill_at(path, points=50)
