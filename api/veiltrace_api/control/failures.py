"""SQLAlchemy's and the drivers' errors in our words, which quote no value."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from veiltrace_api.control.errors import (
    ControlConflict,
    ControlError,
    ControlUnavailable,
    UnknownReference,
)
from veiltrace_privacy.errors import VeiltraceError

_ADVICE = {
    "SQLITE_FULL": "the disk is full: free some space and try again",
    "SQLITE_BUSY": "another process holds it for too long: try again when that has ended",
    "SQLITE_NOTADB": "it is not an SQLite file: check the path",
    "SQLITE_CORRUPT": "it is damaged: restore it from a backup",
    "SQLITE_READONLY": "it is not writable: check its permissions",
    "SQLITE_CANTOPEN": "it cannot be opened: check path and permissions",
    # Classes of PostgreSQL's error codes (postgresql.org/docs/current/errcodes-appendix.html).
    "08": "the connection broke: check that PostgreSQL runs",
    "25006": "it is not writable: check that it is the primary server",
    "28": "PostgreSQL refused the log-in: check user and password",
    "53100": "the disk is full: free some space and try again",
    "57P": "PostgreSQL is shutting down: try again when it runs",
}
_FOREIGN_KEY = ("SQLITE_CONSTRAINT_FOREIGNKEY", "23503")
_DUPLICATE = ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "23505")


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of a block into ours, so that none of SQLAlchemy's leaves this package.

    Raises: ControlUnavailable, ControlConflict, UnknownReference, InvalidValue.
    """
    try:
        yield
    except StatementError as error:
        # A column's own check failed (`columns`): SQLAlchemy wraps what it raised.
        raise (error.orig if isinstance(error.orig, VeiltraceError) else _ours(error)) from None
    except SQLAlchemyError as error:
        raise ControlUnavailable(f"the control database failed: {type(error).__name__}") from None


def _ours(error: StatementError) -> ControlError:
    code = _driver_code(error)
    if isinstance(error, IntegrityError) and code in _FOREIGN_KEY:
        return UnknownReference("the tenant, principal or case named does not exist")
    if isinstance(error, IntegrityError) and code in _DUPLICATE:
        return ControlConflict("there is one of this name or id already; nothing was changed")
    plain = next((text for start, text in _ADVICE.items() if code.startswith(start)), code)
    return ControlUnavailable(f"the control database failed: {plain}")


def _driver_code(error: StatementError) -> str:
    """Return SQLite's name of the error or PostgreSQL's SQLSTATE, else the kind of the error."""
    for attribute in ("sqlite_errorname", "sqlstate"):
        code = getattr(error.orig, attribute, None)
        if isinstance(code, str):
            return code
    # No server answered: psycopg has no code for it.
    return "08" if isinstance(error, DBAPIError) else type(error).__name__
