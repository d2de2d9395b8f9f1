"""Time and memory from records to clusters: ours, Splink's own pipeline, recordlinkage's ECM.

Each runs in a process of its own, in turns. recordlinkage is given the candidate pairs and needs
no clusters; what both others do before there are pairs is not in its time.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from benchmarks.cluster_quality import PairQuality, quality_of
from benchmarks.harness import Direction, Goal, Row
from benchmarks.linkage_sets import load_set
from benchmarks.linked_set import entity_numbers, prepared
from benchmarks.peers import run_peer
from veiltrace_graph.resolution.blocking import shared_keys
from veiltrace_graph.resolution.linkage_input import LinkageInput
from veiltrace_graph.resolution.scored_pairs import Ints

OURS, SPLINK, ECM = "ours", "splink", "recordlinkage"
MOST_TIMES_SPLINK = 1.5

_PLAIN = (
    "name",
    "birth_date",
    "id_number",
    "resident_id",
    "address",
    "birth_place",
    "gender",
    "occupation",
    "email",
    "phone",
)


class Taken(NamedTuple):
    """CPU and wall seconds and peak MiB of one run, and the F1 it reached."""

    cpu: float
    wall: float
    mib: float
    f1: float


def compare_pipelines(name: str, threshold: float, rounds: int) -> tuple[list[Row], list[Goal]]:
    """Return what the pipelines took on a set, and the goals against Splink.

    In one round alone, wall time says more of what else the machine does: it has no goal then.
    """
    runs: dict[str, list[Taken]] = {OURS: [], SPLINK: [], ECM: []}
    with tempfile.TemporaryDirectory() as folder:
        write_plain(name, Path(folder))
        for _ in range(rounds):
            for pipeline in (OURS, SPLINK):
                runs[pipeline].append(_run(pipeline, name, threshold))
            runs[ECM].append(_classified(name, Path(folder)))
    rows = [_row(f"{pipeline}, {name}", taken) for pipeline, taken in runs.items()]
    goals = [
        Goal(
            f"{name}: {label} against Splink's",
            median(
                getattr(ours, what) / getattr(theirs, what)
                for ours, theirs in zip(runs[OURS], runs[SPLINK], strict=True)
            ),
            MOST_TIMES_SPLINK,
            Direction.AT_MOST,
            "times",
        )
        for what, label in (("cpu", "CPU time"), ("mib", "peak memory"), ("wall", "wall time"))
        if what != "wall" or rounds > 1
    ]
    return rows, goals


def _run(pipeline: str, name: str, threshold: float) -> Taken:
    command = [sys.executable, "-m", "benchmarks.resolution_run", pipeline, name, str(threshold)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Taken(told["cpu"], told["wall"], told["mib"], told["f1"])


def _row(name: str, taken: Sequence[Taken]) -> Row:
    cpu, wall, mib, f1 = (median(values) for values in zip(*taken, strict=True))
    return {"pipeline": name, "CPU s": cpu, "wall s": wall, "peak MiB": mib, "F1": f1}


def write_plain(name: str, folder: Path) -> None:
    """Write a set as recordlinkage reads it: plain columns, candidate pairs; and its truth."""
    data = load_set(name)
    given, frame = prepared(data)
    keys = shared_keys(given.keys, frame.is_stopped)
    np.save(folder / "pairs.npy", _candidates(keys))
    np.save(folder / "entity.npy", entity_numbers(data, given))
    _write_columns(given, folder / "records.csv")


def _write_columns(given: LinkageInput, path: Path) -> None:
    said = [{value.name: value.value for value in reversed(r.values)} for r in given.records]
    columns = [name for name in _PLAIN if any(name in of_one for of_one in said)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(said)


def _candidates(keys: Sequence[Sequence[str]]) -> Ints:
    """Return both ends of every pair that shares a key, as blocking finds them."""
    of_key: dict[str, list[int]] = {}
    for record, of_one in enumerate(keys):
        for key in of_one:
            of_key.setdefault(key, []).append(record)
    pairs = {(a, b) for held in of_key.values() for n, a in enumerate(held) for b in held[n + 1 :]}
    ends: Ints = np.array(sorted(pairs), dtype=np.int64).T
    return ends


def _classified(name: str, folder: Path) -> Taken:
    files = [folder / file for file in ("records.csv", "pairs.npy", "links.npy")]
    told = run_peer("recordlinkage", "classify.py", *files).split()
    cpu, wall, mib = map(float, told[-3:])
    left, right = np.load(folder / "links.npy")
    entity = np.load(folder / "entity.npy")
    true = quality_of(entity, entity).true
    quality = PairQuality(int((entity[left] == entity[right]).sum()), len(left), true)
    return Taken(cpu, wall, mib, quality.f1)
