import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import text

from veiltrace_api.control import database as module
from veiltrace_api.control import migrating
from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.database import create_database, open_database
from veiltrace_api.control.errors import (
    ControlConflict,
    ControlMissing,
    ControlUnavailable,
    InvalidValue,
)
from veiltrace_privacy.errors import MissingExtra

THREADS = 8
EACH = 25


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "control.sqlite"
    with ControlPlane.create(place, pepper=bytes(32)) as plane:
        plane.add_tenant("Fictional Recovery")
        files = [*tmp_path.iterdir()]
        assert place in files
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_what_was_written_is_there_after_opening_again(place: Path | str) -> None:
    with ControlPlane.create(place, pepper=bytes(32)) as plane:
        tenant = plane.add_tenant("Fictional Recovery")
    with ControlPlane.open(place, pepper=bytes(32)) as plane:
        assert plane.tenants() == (tenant,)


def test_an_existing_control_database_is_never_made_anew(place: Path | str) -> None:
    with ControlPlane.create(place, pepper=bytes(32)) as plane:
        plane.add_tenant("Fictional Recovery")
    with pytest.raises(ControlConflict):
        create_database(place)
    with ControlPlane.open(place, pepper=bytes(32)) as plane:
        assert len(plane.tenants()) == 1


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ControlMissing, match="veiltrace init"):
        open_database(tmp_path / "control.sqlite")


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300])
def test_a_file_that_is_no_control_database_is_refused(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "control.sqlite"
    place.write_bytes(content)
    with pytest.raises(ControlUnavailable):
        open_database(place)


def test_a_place_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ControlUnavailable):
        create_database(tmp_path / "file" / "control.sqlite")


def test_a_creation_that_failed_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ControlUnavailable("the disk is full")

    place = tmp_path / "control.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "upgrade", fail)
        with pytest.raises(ControlUnavailable):
            create_database(place)
    create_database(place).close()


@pytest.mark.parametrize(
    "url",
    ["mysql://somebody:secret-word@host/db", "sqlite:///control.sqlite", "secret-word", ""],
)
def test_another_kind_of_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        open_database(url)
    assert "secret-word" not in str(caught.value)


def test_without_the_driver_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"veiltrace\[postgres\]"):
        open_database("postgresql://user:secret-word@/control")


def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ControlUnavailable, match="check that PostgreSQL runs") as caught:
        open_database(f"postgresql://user:secret-word@/control?host={tmp_path}")
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize(
    ("pragma", "says"),
    [("max_page_count = 1", "the disk is full"), ("query_only = ON", "it is not writable")],
)
def test_a_full_or_unwritable_disk_is_an_error_and_leaves_nothing_half_written(
    tmp_path: Path, pragma: str, says: str
) -> None:
    database = create_database(tmp_path / "control.sqlite")
    with database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")
    many = [{"id": f"{n:032x}", "name": f"tenant {n} {'x' * 150}"} for n in range(100)]
    with pytest.raises(ControlUnavailable, match=says), database.writing() as connection:
        connection.execute(text("INSERT INTO tenant VALUES (:id, :name)"), many)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM tenant")).scalar() == 0
    database.close()


def test_a_database_held_by_another_for_too_long_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT_S", 0.05)
    place = tmp_path / "control.sqlite"
    holder, other = create_database(place), open_database(place)
    with (
        holder.writing(),
        pytest.raises(ControlUnavailable, match="another process holds it"),
        other.writing(),
    ):
        pass
    with holder.writing(), other.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM tenant")).scalar() == 0


def test_a_failing_block_is_taken_back_whole(place: Path | str) -> None:
    database = create_database(place)
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(text("INSERT INTO tenant VALUES ('1', 'one')"))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM tenant")).scalar() == 0
    database.close()


def test_eight_threads_write_at_once_and_none_finds_it_locked(
    plane: ControlPlane, factory: Any
) -> None:
    principal = factory.principal(plane)

    def write(thread: int) -> None:
        for n in range(EACH):
            plane.register_case(principal.tenant, factory.ref(n), now=factory.now)
            plane.note_look_up(
                principal.id,
                factory.ref(n),
                purpose="locate",
                action="leads",
                now=factory.now + timedelta(seconds=thread),
            )

    assert _errors_of_threads(write) == []
    assert len(plane.look_ups(principal.id, since=factory.now)) == THREADS * EACH
    case = plane.case(factory.ref(EACH - 1))
    assert case is not None
    assert case.tenant == principal.tenant


def test_transactions_that_read_before_they_write_lose_nothing(tmp_path: Path) -> None:
    database = create_database(tmp_path / "control.sqlite")
    with database.writing() as connection:
        connection.execute(text("INSERT INTO tenant VALUES ('1', '0')"))

    def count(_: int) -> None:
        for _ in range(EACH):
            with database.writing() as connection:
                seen = connection.execute(text("SELECT name FROM tenant")).scalar_one()
                connection.execute(text("UPDATE tenant SET name = :n"), {"n": int(seen) + 1})

    assert _errors_of_threads(count) == []
    with database.reading() as connection:
        total = connection.execute(text("SELECT name FROM tenant")).scalar_one()
    assert int(total) == THREADS * EACH
    database.close()


def _errors_of_threads(work: Callable[[int], None]) -> list[Exception]:
    start, errors = Barrier(THREADS), []

    def run(thread: int) -> None:
        start.wait()
        try:
            work(thread)
        except Exception as error:
            errors.append(error)

    threads = [Thread(target=run, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
