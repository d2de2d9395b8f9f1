"""The SQLite file of a log: making and opening it, its transactions, its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from veiltrace_privacy.audit.errors import AuditDamaged, AuditUnavailable

_SCHEMA_VERSION = 1
_SCHEMA = (
    "CREATE TABLE log (origin TEXT NOT NULL)",
    # The complete subtrees by their number; those of one leaf hold its entry. In one table, so
    # that an append mostly writes and syncs one page.
    "CREATE TABLE node (number INTEGER PRIMARY KEY, hash BLOB NOT NULL, entry BLOB)",
    f"PRAGMA user_version = {_SCHEMA_VERSION}",
)
_ADVICE = {
    "SQLITE_BUSY": "another process holds it: try again when it has ended",
    "SQLITE_FULL": "the disk is full: free some space",
    "SQLITE_READONLY": "it is not writable: check its permissions",
    "SQLITE_CANTOPEN": "it cannot be opened: check path and permissions",
    "SQLITE_IOERR": "the disk refuses: see whether it is full or broken",
}


def create(path: Path, *, origin: str, lock_wait_s: float) -> sqlite3.Connection:
    """Return a connection to a new log's file, which only its owner may read.

    Raises: AuditUnavailable: there is a database already, or no place for one.
    """
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise AuditUnavailable(f"cannot make an audit log at {path}: {error.strerror}") from None
    connection = connect(path, lock_wait_s=lock_wait_s)
    with translated(path):
        connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection, path):
        # An empty file may be what a killed `create` left.
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
            raise AuditUnavailable(f"there is already a database at {path}; it was left alone")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO log VALUES (?)", (origin,))
    return connection


def open_existing(path: Path, *, origin: str, lock_wait_s: float) -> sqlite3.Connection:
    """Return a connection to the log that `create` made at `path` under this origin.

    Raises: AuditUnavailable: missing, another program's, or of a newer format.
        AuditDamaged: no database, or a broken one.
    """
    if not path.is_file():
        raise AuditUnavailable(f"there is no audit log at {path}: create it first")
    connection = connect(path, lock_wait_s=lock_wait_s)
    with translated(path):
        version = connection.execute("PRAGMA user_version").fetchone()
        if version != (_SCHEMA_VERSION,):
            connection.close()
            raise AuditUnavailable(f"{path} is no audit log of a format this program knows")
        if connection.execute("SELECT origin FROM log").fetchall() != [(origin,)]:
            connection.close()
            raise AuditUnavailable(f"the audit log at {path} is another program's: check paths")
    return connection


def connect(path: Path, *, lock_wait_s: float) -> sqlite3.Connection:
    """Return a connection to an existing file. Raises: AuditUnavailable, AuditDamaged."""
    with translated(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=lock_wait_s,
            isolation_level=None,
            check_same_thread=False,
        )
        # In WAL mode FULL syncs the disk at each commit: no acknowledged entry is lost when the
        # power fails (sqlite.org/pragma.html#pragma_synchronous). NORMAL would lose the last.
        connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run a block in one write transaction: all of it is durable at its end, or none is there."""
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled the transaction back already.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which say where and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "it is closed")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise AuditDamaged(
                f"the audit log at {path} is no whole database: keep the file as evidence and "
                "restore a backup that verifies"
            ) from None
        advice = next((text for key, text in _ADVICE.items() if name.startswith(key)), name)
        raise AuditUnavailable(f"the audit log at {path} failed: {advice}") from None
