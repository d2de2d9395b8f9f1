"""Which revision of the tables a control database has, and the way forward to ours.

The revisions are Alembic scripts in `migrations/versions`; they are only ever appended to.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from veiltrace_api.control.errors import ControlTooNew, ControlUnavailable

_SCRIPTS = Path(__file__).parent / "migrations"
# Any number will do, if every program that migrates takes the same.
_MIGRATION_LOCK = 0x7665696C


def revision(connection: Connection) -> str | None:
    """Return the revision of the tables; None for a database without them."""
    return MigrationContext.configure(connection).get_current_revision()


def is_current(connection: Connection) -> bool:
    """Return whether the tables are this program's.

    Raises: ControlTooNew: they are a newer program's. ControlUnavailable: there are none.
    """
    scripts = ScriptDirectory(str(_SCRIPTS))
    found = revision(connection)
    if found is None:
        raise ControlUnavailable("the database has no control tables: run 'veiltrace init' first")
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise ControlTooNew(
            f"the control database has revision {found[:32]}, this program knows up to "
            f"{scripts.get_current_head()}: upgrade veiltrace"
        )
    return found == scripts.get_current_head()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables forward, within the transaction of `connection`: wholly or not at all."""
    if connection.dialect.name == "postgresql":
        # SQLite's writer is alone already; here a second migration waits, then finds it done.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
    config = Config(attributes={"connection": connection})
    # The parser of the setting takes a single % for the start of a variable.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    command.upgrade(config, to)
