"""A program's small SQLite database: one durable transaction at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from veiltrace_privacy.agent.errors import StateUnavailable

_LOCK_WAIT_S = 5.0

Database = sqlite3.Connection
"""An open database, inside a transaction."""


@contextmanager
def transaction(path: Path, schema: str) -> Iterator[Database]:
    """Give a connection inside a write transaction, durable when the block ends without error.

    Args:
        path: the database file; made if missing.
        schema: statements that make missing tables.
    Raises:
        StateUnavailable: locked, full, damaged.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_LOCK_WAIT_S, isolation_level=None)) as database:
            path.chmod(0o600)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.executescript(schema)
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
    except (sqlite3.Error, OSError) as error:
        reason = type(error).__name__
        raise StateUnavailable(f"the database {path} cannot be used ({reason})") from None
