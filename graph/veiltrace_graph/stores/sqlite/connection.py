"""Opening the SQLite file, its one writer's lock, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from veiltrace_graph.errors import StoreBusy, StoreMissing, StoreTooNew, StoreUnavailable
from veiltrace_graph.stores.sqlite.schema import MIGRATIONS, SCHEMA_VERSION

# WAL lets readers go on while a run writes. NORMAL may lose the last commits on power loss but
# never damages the file (sqlite.org/pragma.html#pragma_synchronous); a lost batch is read again.
_PRAGMAS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -262144;
PRAGMA mmap_size = 2147483648;
PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON;
"""
_LOCK_WAIT_S = 0.2


def create(path: Path, *, key_fingerprint: str) -> sqlite3.Connection:
    """Return a connection to a new store at `path`, bound to a key: made whole, or not at all.

    Raises: StoreUnavailable: there is a database already, or no place for one.
    """
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreUnavailable(f"cannot make a store at {path}: {error.strerror}") from None
    with translated(path):
        connection = _connect(path)
    with writer_lock(path), transaction(connection, path):
        # An empty file may be what a killed `create` left.
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
            raise StoreUnavailable(f"there is already a store at {path}; nothing was changed")
        for statement in _statements("".join(MIGRATIONS)):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("INSERT INTO meta VALUES ('key', ?)", (key_fingerprint,))
    return connection


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to the store at `path`, migrated forward to this program's schema.

    Raises: StoreMissing: no such file. StoreTooNew: written by a newer program.
    StoreUnavailable: not a store, damaged, or not readable.
    """
    if not path.is_file():
        raise StoreMissing(f"no store at {path}: run 'veiltrace init' first")
    with translated(path):
        connection = _connect(path)
        version = schema_version(connection)
        if version > SCHEMA_VERSION:
            connection.close()
            raise StoreTooNew(
                f"the store at {path} has schema {version}, this program knows up to "
                f"{SCHEMA_VERSION}: upgrade veiltrace"
            )
        if version == 0:
            connection.close()
            raise StoreUnavailable(f"{path} is an SQLite file, but not a Veiltrace store")
        if version < SCHEMA_VERSION:
            with writer_lock(path):
                _migrate(connection)
    return connection


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version the file's tables have; 0 for a file without them."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the store's one writer's place. Raises: StoreBusy: another process holds it.

    Two SQLite writers starve each other, so the second is refused instead of let in.
    """
    lock = FileLock(path.with_suffix(".writer"), timeout=_LOCK_WAIT_S)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(
            f"another process is writing to {path}: wait for it to end, or stop it"
        ) from None
    except OSError as error:
        raise StoreUnavailable(f"cannot lock {path}: {error.strerror}") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run a block in one write transaction: all of it is kept, or none."""
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
    """Turn SQLite's errors into ours, which say where and what to do, and quote no data."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
        advice = {
            "SQLITE_FULL": "the disk is full: free some space and run the command again",
            "SQLITE_BUSY": "another process holds it: try again when it has ended",
            "SQLITE_NOTADB": "it is not an SQLite file: check the path",
            "SQLITE_CORRUPT": "it is damaged: restore it from a backup",
            "SQLITE_READONLY": "it is not writable: check its permissions",
            "SQLITE_CANTOPEN": "it cannot be opened: check path and permissions",
        }
        plain = next((text for key, text in advice.items() if name.startswith(key)), name)
        kind = StoreBusy if name.startswith("SQLITE_BUSY") else StoreUnavailable
        raise kind(f"the store at {path} failed: {plain}") from None


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.executescript(_PRAGMAS)
    return connection


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would end the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _migrate(connection: sqlite3.Connection) -> None:
    for version in range(schema_version(connection), SCHEMA_VERSION):
        connection.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[version]} PRAGMA user_version = {version + 1}; COMMIT;"
        )
