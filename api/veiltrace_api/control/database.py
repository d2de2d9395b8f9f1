"""Opening the control database (SQLite or PostgreSQL), and its two kinds of transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from veiltrace_api.control import migrating
from veiltrace_api.control.errors import (
    ControlConflict,
    ControlMissing,
    ControlUnavailable,
    InvalidValue,
)
from veiltrace_api.control.failures import translated
from veiltrace_privacy.errors import MissingExtra

BUSY_TIMEOUT_S = 5.0


class Database:
    """Connections to one control database. Each thread may open transactions of its own."""

    __slots__ = ("_engine",)

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __repr__(self) -> str:
        return f"Database({self._engine.dialect.name})"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Run a block that reads one state and writes nothing. Raises: ControlUnavailable."""
        with translated(), self._engine.connect() as connection:
            yield connection.execution_options(reads_only=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run a block in one transaction: all of it is durable at its end, or none of it was.

        Raises: ControlUnavailable, ControlConflict, UnknownReference, InvalidValue.
        """
        with translated(), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def create_database(place: Path | str) -> Database:
    """Return a new control database: a file of mode 600, or the tables in an empty PostgreSQL.

    Raises: ControlConflict: there is one already. ControlUnavailable: it cannot be made.
    InvalidValue: `place` is neither a path nor a PostgreSQL URL. MissingExtra: no driver for it.
    """
    if isinstance(place, Path):
        _make_file(place)
    database = Database(_engine(place))
    try:
        with database.writing() as connection:
            if migrating.revision(connection) is not None:
                raise ControlConflict("there is a control database already; nothing was changed")
            migrating.upgrade(connection)
    except BaseException:
        database.close()
        if isinstance(place, Path):
            # Else the next try would meet an empty file and refuse it.
            place.unlink(missing_ok=True)
        raise
    return database


def open_database(place: Path | str) -> Database:
    """Return the control database at `place`, migrated forward to this program's tables.

    Raises: ControlMissing, ControlTooNew, ControlUnavailable: what is wrong and what to do.
    InvalidValue: `place` is neither a path nor a PostgreSQL URL. MissingExtra: no driver for it.
    """
    if isinstance(place, Path) and not place.is_file():
        raise ControlMissing(f"no control database at {place}: run 'veiltrace init' first")
    database = Database(_engine(place))
    try:
        with database.reading() as connection:
            is_current = migrating.is_current(connection)
        if not is_current:
            with database.writing() as connection:
                migrating.upgrade(connection)
    except BaseException:
        database.close()
        raise
    return database


def insert_if_new(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row and return True, or return False if one with its key is there already.

    One statement, so that two writers at the same moment need no retry.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    keys = [column.name for column in table.primary_key]
    unique = [c.columns.keys() for c in table.constraints if isinstance(c, UniqueConstraint)]
    # Of two writers at once, PostgreSQL may tell the second of any index the row breaks. One that
    # holds the key and more says nothing that the key does not, so it is no conflict either.
    by = None if all(set(keys) <= set(columns) for columns in unique) else keys
    statement = dialect.insert(table).values(values).on_conflict_do_nothing(index_elements=by)
    return connection.execute(statement).rowcount == 1


def _make_file(path: Path) -> None:
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise ControlConflict(f"there is a file at {path} already; it was not changed") from None
    except OSError as error:
        raise ControlUnavailable(f"cannot make {path}: {error.strerror}") from None


def _engine(place: Path | str) -> Engine:
    if isinstance(place, Path):
        url = URL.create("sqlite", database=str(place))
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        url = make_url(place)
    except ArgumentError:
        url = URL.create("unreadable")
    if url.get_backend_name() != "postgresql":
        raise InvalidValue("the control database is a path, or a URL postgresql://…")
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True
        )
    except ImportError:
        raise MissingExtra(
            "PostgreSQL needs the extra 'postgres': pip install 'veiltrace[postgres]'"
        ) from None


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver's own BEGIN is deferred: two transactions that read before they write then fail
    # with "database is locked" whatever the timeout (663 of 1,200 did; with IMMEDIATE none).
    connection.isolation_level = None
    # FULL: a refusal or a revoked key must outlive a power cut.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
