"""What every benchmark shares: a fixed yardstick, fair turns, a table, a results file, goals.

Times are CPU seconds of this process. A goal in seconds is meant for the reference machine: the
yardstick, a fixed loop timed in the same run, says how much slower this one is just now, and
measured times are divided by that.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"
YARDSTICK_SECONDS = 0.035
"""CPU seconds of `yardstick()` on the reference machine (benchmarks/README.md)."""

Result = TypeVar("Result")
Row = Mapping[str, str | int | float]


class Direction(StrEnum):
    """On which side of its limit a figure should lie."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and what was promised of it, in the same unit."""

    name: str
    measured: float
    limit: float
    direction: Direction
    unit: str

    @property
    def met(self) -> bool:
        """Return whether the promise is kept; a figure that is not a number keeps none."""
        if self.direction is Direction.AT_MOST:
            return self.measured <= self.limit
        return self.measured >= self.limit


@dataclass(frozen=True, slots=True)
class Arguments:
    """What every benchmark can be asked: a quick run, and to fail on a missed goal."""

    quick: bool
    check: bool


def parse(argv: Sequence[str]) -> Arguments:
    """Return the arguments after the program's name; ends the program where they make no sense."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="smaller data, in a minute or so")
    parser.add_argument("--check", action="store_true", help="exit 1 when a goal is missed")
    given = parser.parse_args(argv)
    return Arguments(quick=given.quick, check=given.check)


def yardstick() -> None:
    """Do a fixed amount of work: dictionaries and integers, then gathering and sorting arrays."""
    counts: dict[int, int] = {}
    for number in range(100_000):
        counts[number * 7919 % 4093] = counts.get(number % 4093, 0) + number
    values = np.arange(200_000) * 7919 % 200_003
    for _ in range(6):
        values = np.sort(values)[values % 200_000] * 31 % 200_003


def timed(task: Callable[[], Result]) -> tuple[float, Result]:
    """Return the CPU seconds one call of `task` takes, and what it returns."""
    begin = time.process_time()
    result = task()
    return time.process_time() - begin, result


def cpu_seconds(task: Callable[[], object]) -> float:
    """Return the CPU seconds one call of `task` takes."""
    return timed(task)[0]


def slowdown() -> float:
    """Return by what factor this machine is slower just now than the reference machine."""
    return median(cpu_seconds(yardstick) for _ in range(9)) / YARDSTICK_SECONDS


def take_turns(tasks: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Return each task's median CPU seconds; they run in turns, so that noise hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            times[name].append(cpu_seconds(task))
    return {name: median(taken) for name, taken in times.items()}


def report(name: str, rows: Sequence[Row], goals: Sequence[Goal], argv: Sequence[str]) -> int:
    """Print the rows and goals, write results/<name>.json, return the program's exit code.

    A quick run writes results/<name>-quick.json. The code is 1 with `--check` if a goal is
    missed, each of which is named, else 0.
    """
    arguments = parse(argv)
    title = f"{name}-quick" if arguments.quick else name
    console = Console()
    # A table holds the rows whose first column has the same name.
    for first in dict.fromkeys(next(iter(row)) for row in rows):
        console.print(_rows_table(title, [row for row in rows if next(iter(row)) == first]))
    console.print(_goals_table(goals))
    RESULTS.mkdir(exist_ok=True)
    result = {
        "benchmark": title,
        "machine": _machine(),
        "rows": [dict(row) for row in rows],
        "goals": [asdict(goal) | {"met": goal.met} for goal in goals],
    }
    text = json.dumps(result, indent=2, ensure_ascii=False)
    (RESULTS / f"{title}.json").write_text(text + "\n", encoding="utf-8")
    missed = [goal.name for goal in goals if not goal.met]
    for goal_name in missed:
        console.print(f"[bold red]goal missed:[/] {goal_name}")
    return 1 if arguments.check and missed else 0


def figure(value: str | int | float) -> str:
    """Return a number with as many digits as mean something; just below 1 the distance does.

    >>> figure(0.0123456), figure(1234567), figure(98.76), figure(0.99931)
    ('0.0123', '1,234,567', '98.8', '0.9993')
    """
    if isinstance(value, str):
        return value
    if 0.9 < value < 1:
        return f"{value:.4f}"
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.3g}"


def _rows_table(title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=title)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(figure(row.get(column, "")) for column in columns))
    return table


def _goals_table(goals: Sequence[Goal]) -> Table:
    table = Table("goal", "measured", "limit", "unit", "met")
    for goal in goals:
        limit = f"{goal.direction} {figure(goal.limit)}"
        met = "yes" if goal.met else "NO"
        table.add_row(goal.name, figure(goal.measured), limit, goal.unit, met)
    return table


def _machine() -> dict[str, str]:
    return {
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{package: version(package) for package in ("numpy", "scipy", "networkx")},
    }


def _processor() -> str:
    """Return the processor's model, where the system tells."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{models[0]}, {len(models)} cores" if models else platform.processor()
