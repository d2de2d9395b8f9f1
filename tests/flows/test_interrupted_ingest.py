"""An ingest that is killed at any point goes on, and ends as if nothing had happened.

Files of the demo's town are loaded in small batches by a process of its own, which is killed
over and over; each new process goes on where the last was stopped, until all is loaded.
"""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from veiltrace_api.demo.run import CLOCK
from veiltrace_api.demo.town.tables import csv_bytes
from veiltrace_api.installation import create_installation, open_store
from veiltrace_api.settings import Settings
from veiltrace_api.source_files import SourceFile, source_files
from veiltrace_connectors.ingest import Progress, ingest
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.stores.base import RunState
from veiltrace_graph.stores.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from tests.flows.conftest import Demo, Run

BATCH = 40
KEYRING = Keyring(bytes(range(32)))
# Rejected rows, GB18030, several entities a row, records that resolve to one party.
FILES = ("cn_vehicle", "cn_shareholders", "cn_enterprise", "cn_social_security", "cn_shixin")
QUICK_FILES = FILES[1:3]
_FORK = multiprocessing.get_context("fork")


def load_all(
    store: Path, sources: list[SourceFile], on_progress: Callable[[Progress], None]
) -> None:
    """Load what is not yet loaded of each file."""
    with SqliteStore.open(store, KEYRING) as opened:
        for source in sources:
            ingest(
                source.open,
                opened,
                file_name=source.name,
                fingerprint=source.fingerprint,
                clock=lambda: CLOCK,
                on_progress=on_progress,
                batch_records=BATCH,
            )


def load_and_tell(store: Path, sources: list[SourceFile], calls: int, told: int) -> None:
    """Load, and write a byte to `told` at the call of the progress that is number `calls`."""
    left = calls

    def count(_: Progress) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.write(told, b".")

    if not calls:
        os.write(told, b".")
    load_all(store, sources, count)


def killed(store: Path, sources: list[SourceFile], *, calls: int, delay: float) -> bool:
    """Load in a process that is killed `delay` seconds after so many calls of its progress.

    Returns whether it was killed: False if it had loaded everything before.
    """
    reading, told = os.pipe()
    process = _FORK.Process(target=load_and_tell, args=(store, sources, calls, told))
    process.start()
    os.close(told)
    if os.read(reading, 1):
        time.sleep(delay)
        process.kill()
    process.join()
    os.close(reading)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def assert_whole_batches(store: Path, sources: list[SourceFile]) -> None:
    """No run stopped within a batch, and its counts are what the store holds."""
    with SqliteStore.open(store, KEYRING) as opened:
        runs = opened.runs()
        assert len(runs) <= len(sources)
        for run in runs:
            # Rows count from 1 and none is left out, so that the position is the number read.
            assert run.read == run.position
            assert run.state is RunState.FINISHED or run.position % BATCH == 0
            assert sum(opened.rejections(run.id).values()) == run.rejected
        held = {summary.source.name: summary.records for summary in opened.sources()}
        assert {run.source: run.accepted for run in runs} == held


def new_store(folder: Path, name: str) -> Path:
    path = folder / f"{name}.sqlite"
    SqliteStore.create(path, KEYRING).close()
    return path


def digest(store: Path) -> str:
    with SqliteStore.open(store, KEYRING) as opened:
        return opened.digest()


def caught_writing(store: Path) -> bool:
    """Whether a run stands open with some of its batches written."""
    with SqliteStore.open(store, KEYRING) as opened:
        return any(run.state is RunState.RUNNING and run.position for run in opened.runs())


def interrupt(folder: Path, sources: list[SourceFile], *, points: int, stride: int) -> None:
    """Kill loads at `points` points or more, at most `stride` batches apart, checking after each.

    Some must be caught while a file was being opened or checked, some in the midst of writing.
    """
    whole = new_store(folder, "whole")
    load_all(whole, sources, lambda _: None)
    expected = digest(whole)
    rng = Random(points)
    caught: list[bool] = []
    stores = count()

    def is_over() -> bool:
        return len(caught) >= points and set(caught) == {True, False}

    while not is_over():
        # Counted by themselves: a load may be through before it can be killed.
        store = new_store(folder, f"killed-{next(stores)}")
        while not is_over() and killed(
            store, sources, calls=rng.randrange(stride), delay=rng.uniform(0, 0.03)
        ):
            assert_whole_batches(store, sources)
            caught.append(caught_writing(store))
        load_all(store, sources, lambda _: None)
        assert_whole_batches(store, sources)
        assert digest(store) == expected


def sources_of(demo: "Demo", mappings: tuple[str, ...]) -> list[SourceFile]:
    files = {file.mapping: file.path for file in demo.files}
    return [source_files(files[mapping], mapping=mapping)[0] for mapping in mappings]


def test_a_load_killed_at_5_points_ends_like_one_that_ran_through(
    demo: "Demo", tmp_path: Path
) -> None:
    interrupt(tmp_path, sources_of(demo, QUICK_FILES), points=5, stride=30)


@pytest.mark.slow
def test_a_load_killed_at_50_points_ends_like_one_that_ran_through(
    demo: "Demo", tmp_path: Path
) -> None:
    interrupt(tmp_path, sources_of(demo, FILES), points=50, stride=30)


def write_firms(path: Path, count: int) -> None:
    columns = load_mapping(shipped_mappings()["cn_enterprise"]).columns
    rows = [{column: f"示例{column}{row}" for column in columns} for row in range(count)]
    path.write_bytes(csv_bytes(rows))


def wait_for_first_batch(store: Path, program: "subprocess.Popen[str]") -> None:
    """Return once the program has written a batch of a run that it has not finished."""
    database = sqlite3.connect(store)
    query = "SELECT count(*) FROM run WHERE position > 0 AND state = 'running'"
    deadline = time.monotonic() + 60
    while not database.execute(query).fetchone()[0]:
        assert program.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)
    database.close()


def test_ctrl_c_stops_between_batches_says_so_and_the_command_goes_on(
    tmp_path: Path, run: "Run"
) -> None:
    firms = tmp_path / "firms.csv"
    write_firms(firms, 4_000)
    stopped, whole = Settings(tmp_path / "stopped"), Settings(tmp_path / "whole")
    create_installation(stopped)
    shutil.copytree(stopped.home, whole.home)
    command: list[str | Path] = ["ingest", firms, "--mapping", "cn_enterprise", "--home"]
    program = subprocess.Popen(
        [Path(sys.executable).with_name("veiltrace"), *command, stopped.home],
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts background jobs deaf to SIGINT, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for_first_batch(stopped.store_file, program)
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said == "stopped; what was written is whole, run the command again to go on\n"
    with open_store(stopped) as store:
        (half,) = store.runs()
        assert half.state is RunState.RUNNING
        assert 0 < half.read == half.position < 4_000
    again = run(*command, stopped.home)
    assert again.code == 0
    assert "went on" in again.out
    assert run(*command, whole.home).code == 0
    with open_store(stopped) as one, open_store(whole) as other:
        assert one.digest() == other.digest()
