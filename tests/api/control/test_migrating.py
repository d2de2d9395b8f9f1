from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

from veiltrace_api.control import migrating
from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.database import create_database, open_database
from veiltrace_api.control.errors import ControlTooNew, ControlUnavailable
from veiltrace_api.control.tables import METADATA

NEWEST = "0002"


def engine_of(place: Path | str) -> Engine:
    return create_engine(f"sqlite:///{place}" if isinstance(place, Path) else place)


def make_first_revision(place: Path | str, factory: Any) -> None:
    """A control database as the first revision made it, with a row in each of two tables."""
    engine = engine_of(place)
    with engine.begin() as connection:
        migrating.upgrade(connection, to="0001")
        connection.execute(
            text("INSERT INTO tenant VALUES (:id, 'Fictional Recovery')"), {"id": factory.ref(1)}
        )
        connection.execute(
            text("INSERT INTO refusal VALUES (:tenant, :person, 5)"),
            {"tenant": factory.ref(1), "person": factory.ref(2)},
        )
    engine.dispose()


def test_the_scripts_make_the_tables_that_the_program_reads(place: Path | str) -> None:
    database = create_database(place)
    with database.reading() as connection:
        assert migrating.revision(connection) == NEWEST
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.close()


def test_the_first_revision_is_brought_forward_and_keeps_its_data(
    place: Path | str, factory: Any
) -> None:
    make_first_revision(place, factory)
    with ControlPlane.open(place, pepper=bytes(32)) as plane:
        assert [tenant.name for tenant in plane.tenants()] == ["Fictional Recovery"]
        assert plane.has_refused(factory.ref(1), factory.ref(2))
        assert plane.partners() == ()


def test_two_programs_that_open_an_older_database_at_once_both_succeed(
    place: Path | str, factory: Any
) -> None:
    make_first_revision(place, factory)
    opened = []
    threads = [Thread(target=lambda: opened.append(open_database(place))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 2
    for database in opened:
        with database.reading() as connection:
            assert migrating.revision(connection) == NEWEST
        database.close()


def test_a_migration_that_fails_leaves_the_older_database_as_it_was(
    place: Path | str, factory: Any
) -> None:
    make_first_revision(place, factory)
    engine = engine_of(place)
    with engine.begin() as connection:
        # The second revision makes this table last, so that it fails in its middle.
        connection.execute(text("CREATE TABLE partner (x INTEGER)"))
    with pytest.raises(ControlUnavailable):
        open_database(place)
    with engine.connect() as connection:
        assert migrating.revision(connection) == "0001"
        assert not engine.dialect.has_table(connection, "look_up")
    engine.dispose()


def test_a_newer_database_is_refused_and_not_changed(place: Path | str) -> None:
    create_database(place).close()
    engine = engine_of(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ControlTooNew, match="9999"):
        open_database(place)
    with engine.connect() as connection:
        assert migrating.revision(connection) == "9999"
    engine.dispose()


def test_the_scripts_form_one_line(repository: Path) -> None:
    scripts = ScriptDirectory(
        str(repository / "api/veiltrace_api/control/migrations")
    ).walk_revisions()
    assert [(script.revision, script.down_revision) for script in scripts] == [
        (NEWEST, "0001"),
        ("0001", None),
    ]
