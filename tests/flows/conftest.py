"""Whole journeys: the real command, and the demo run once.

`run` is the `veiltrace` program in a process of its own, forked, since starting Python anew for
each of dozens of cases would take a second and a half each. `demo` is the demo, loaded once.
"""

import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.cli.app import main
from veiltrace_api.demo.run import demo_desk, demo_settings, load, open_case, prepare
from veiltrace_api.demo.town.files import TownFile
from veiltrace_api.demo.town.model import Town
from veiltrace_api.demo.town.world import build_town
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.desk.desk import Desk, open_desk
from veiltrace_api.installation import open_store
from veiltrace_api.settings import Settings
from veiltrace_connectors.ingest import IngestReport
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_privacy.policy.words import Purpose

if TYPE_CHECKING:
    from tests.conftest import Registry

CRASHED = 70


@dataclass(frozen=True)
class Outcome:
    """How one run of the program ended; `peak_bytes` is the most memory it added to ours."""

    code: int
    out: str
    err: str
    peak_bytes: int


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs `veiltrace` with arguments in its own process."""

    def run_program(*arguments: str | Path) -> Outcome:
        before = _resident_bytes()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _become_program(list(map(str, arguments)), out.fileno(), err.fileno())
            _, status, usage = os.wait4(child, 0)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode())
        peak = usage.ru_maxrss * 1024 - before
        return Outcome(os.waitstatus_to_exitcode(status), texts[0], texts[1], peak)

    return run_program


def _become_program(arguments: Sequence[str], out: int, err: int) -> None:
    code = CRASHED
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        sys.argv = ["veiltrace", *arguments]
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Demo:
    """The demo as loaded: where it lies, its files, the truth behind them, what was reported."""

    folder: Path
    files: tuple[TownFile, ...]
    town: Town
    reports: tuple[IngestReport, ...]

    def desk(self) -> AbstractContextManager[Desk]:
        return demo_desk(self.folder)

    def store(self) -> SqliteStore:
        return open_store(demo_settings(self.folder))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo's town, written and loaded, and its case open."""
    folder = tmp_path_factory.mktemp("demo") / "town"
    made = prepare(folder)
    with demo_desk(folder) as desk:
        reports = tuple(load(desk, made.files))
        open_case(desk, made)
    return Demo(folder, made.files, build_town(), reports)


OpenCases = Callable[[Settings, Iterable[str]], None]


@pytest.fixture
def open_cases(registry: "Registry") -> OpenCases:
    """Opens cases of an installation for enforcement, as of this very day."""

    def run_desk(settings: Settings, numbers: Iterable[str]) -> None:
        with open_desk(settings, lambda: datetime.now(UTC)) as desk:
            principal = desk.principal()
            desk.cases.trust(principal, registry.key.public)
            for number in numbers:
                wish = MandateWish((Purpose.ENFORCEMENT,), "ab" * 32, 30)
                request = desk.cases.request_mandate(principal, number, wish)
                desk.cases.open(principal, number, registry.sign(request))

    return run_desk


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory, run: Run, repository: Path) -> Path:
    """An installation with one small source loaded; tests take copies."""
    home = tmp_path_factory.mktemp("installation") / "home"
    assert run("init", "--home", home).code == 0
    sample = repository / "tests/data/cn/enterprise.csv"
    assert run("ingest", sample, "--mapping", "cn_enterprise", "--home", home).code == 0
    return home


@pytest.fixture
def home(loaded_home: Path, tmp_path: Path) -> Path:
    """A copy of the loaded installation."""
    return Path(shutil.copytree(loaded_home, tmp_path / "home"))
