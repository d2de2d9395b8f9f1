"""One control plane in each database it must work in.

Fixture strategy: `place` names a fresh, empty place in SQLite and in a PostgreSQL server of this
run's own (skipped where PostgreSQL is not installed); `plane` is a control plane made there.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from veiltrace_api.control.control_plane import ControlPlane
from veiltrace_api.control.principals import Principal, Role

NOW = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
PEPPER = bytes(range(32))


@dataclass(frozen=True)
class Factory:
    """What tests of the control plane share."""

    now: datetime = NOW
    pepper: bytes = PEPPER

    def ref(self, number: int) -> str:
        """A keyed id, as the graph's are."""
        return f"{number:032x}"

    def principal(
        self, plane: ControlPlane, tenant: str = "Fictional Recovery", name: str = "clerk"
    ) -> Principal:
        """A new investigator of a new tenant."""
        made = plane.add_tenant(tenant)
        return plane.add_principal(made.id, name=name, roles=[Role.INVESTIGATOR])

    def key(self, plane: ControlPlane, principal: Principal, days: int = 30) -> str:
        """A new API key."""
        expires_at = self.now + timedelta(days=days)
        return plane.issue_key(principal.id, now=self.now, expires_at=expires_at).text


@pytest.fixture
def factory() -> Factory:
    return Factory()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    if request.param == "sqlite":
        yield tmp_path / "control.sqlite"
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"control_{uuid4().hex}"
    engine = create_engine(f"{server}&dbname=postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    yield f"{server}&dbname={name}"


@pytest.fixture
def plane(place: Path | str) -> Iterator[ControlPlane]:
    with ControlPlane.create(place, pepper=PEPPER) as made:
        yield made


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a private server without a network port, which ends with the tests."""
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    programs = _postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs initdb and pg_ctl are not installed")
    folder = Path(tempfile.mkdtemp(prefix="veiltrace-pg-"))
    try:
        with _running(programs, folder):
            yield f"postgresql://postgres@/?host={folder}"
    finally:
        shutil.rmtree(folder)


def _postgresql_programs() -> Path | None:
    found = [*Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")]
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve())
    usable = [path.parent for path in found if (path.parent / "initdb").exists()]
    return usable[-1] if usable else None


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    user = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "nobody")
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    data = str(folder / "data")
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off "
        "-c full_page_writes=off -c shared_buffers=64MB"
    )
    make: list[Path | str] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    control: list[Path | str] = [programs / "pg_ctl", "-D", data, "-w"]

    def run(*command: Path | str) -> None:
        done = subprocess.run([*user, *command], cwd=folder, stdout=subprocess.DEVNULL)
        assert done.returncode == 0

    run(*make, "--locale=C.UTF-8", "--no-sync")
    run(*control, "-l", folder / "log", "-o", settings, "start")
    try:
        yield
    finally:
        run(*control, "-m", "immediate", "stop")
