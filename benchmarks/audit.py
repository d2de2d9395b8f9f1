"""The audit log: durable appends, alone and beside pymerkle's SQLite tree; proofs; forged proofs.

`python -m benchmarks.audit [--quick] [--check]`. An append waits for the disk, so wall time is
what counts here. Its CPU part is scaled by the yardstick, its waiting by a probe of the disk, a
plain write of 4 KiB with fsync, which is timed between the appends of the same round.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
from pymerkle import SqliteTree

from benchmarks.harness import Direction, Goal, Row, parse, report, slowdown
from veiltrace_privacy.audit.event import AuditEvent, EventKind, encode_event
from veiltrace_privacy.audit.log import AuditLog
from veiltrace_privacy.audit.merkle import leaf_hash
from veiltrace_privacy.audit.proof import verify_inclusion

Item = TypeVar("Item")

SEED = 20261124
NOW = datetime(2026, 11, 24, tzinfo=UTC)
PROBE_SECONDS = 0.00022
"""Wall seconds of one plain durable write of 4 KiB on the reference machine."""
ROUND = 100
WARM_UP = 10
PROBES = 20


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and CPU seconds of one round."""

    wall: float
    cpu: float


def main(argv: Sequence[str]) -> int:
    """Run all parts and report them against their goals."""
    quick = parse(argv).quick
    slower = slowdown()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        rows, goals = _appends(Path(folder), 10 if quick else 40, slower)
        with AuditLog.create(Path(folder) / "proofs.sqlite", origin="bench") as log:
            size = 10_000 if quick else 100_000
            proof_rows, proof_goals = _proofs(log, size, slower)
            accepted = _forged_proofs_accepted(log, size, 10_000)
    goals += [*proof_goals, _at_most("mutated proofs accepted, of 10,000", accepted, 0, "proofs")]
    return report("audit", [*rows, *proof_rows], goals, argv)


def _appends(folder: Path, rounds: int, slower: float) -> tuple[list[Row], list[Goal]]:
    """Return the rates of both logs, which take turns, and of the disk alone.

    The first rounds do not count: until its first checkpoint, a WAL file still grows.
    """
    events = [_event(number) for number in range((WARM_UP + rounds) * ROUND)]
    with (
        AuditLog.create(folder / "ours.sqlite", origin="bench") as log,
        SqliteTree(str(folder / "peer.sqlite")) as peer,
        (folder / "probe").open("wb") as probe,
    ):
        spent: dict[str, list[Spent]] = {"ours": [], "pymerkle": [], "disk": []}
        equal = 0
        for start in range(0, len(events), ROUND):
            part = events[start : start + ROUND]
            spent["ours"].append(_spent(partial(_each, log.append, part)))
            entries = [encode_event(one) for one in part]
            spent["pymerkle"].append(_spent(partial(_each, peer.append_entry, entries)))
            writes = [probe.fileno()] * PROBES
            spent["disk"].append(_spent(partial(_each, _write_durably, writes)))
            equal += log.head().root_hex == peer.get_root().hex()
    ours, theirs, disk = (
        Spent(median(one.wall for one in times), median(one.cpu for one in times))
        for times in (each[WARM_UP:] for each in spent.values())
    )
    waits = disk.wall / PROBES / PROBE_SECONDS
    scaled = ROUND / (ours.cpu / slower + (ours.wall - ours.cpu) / waits)
    pairs = zip(spent["ours"][WARM_UP:], spent["pymerkle"][WARM_UP:], strict=True)
    ratio = median(peer_round.wall / our_round.wall for our_round, peer_round in pairs)
    rows: list[Row] = [
        {"part": "durable appends, scaled", "n": rounds * ROUND, "per s": scaled},
        {"part": "durable appends, wall", "n": rounds * ROUND, "per s": ROUND / ours.wall},
        {"part": "pymerkle SqliteTree, wall", "n": rounds * ROUND, "per s": ROUND / theirs.wall},
        {
            "part": "plain 4 KiB write + fsync, wall",
            "n": PROBES * rounds,
            "per s": PROBES / disk.wall,
        },
    ]
    return rows, [
        _at_least("durable appends", scaled, 1_000, "entries/s"),
        _at_least("faster than pymerkle's SQLite tree", ratio, 3, "times"),
        _at_least("roots equal to pymerkle's", equal, rounds + WARM_UP, "sizes"),
    ]


def _proofs(log: AuditLog, size: int, slower: float) -> tuple[list[Row], list[Goal]]:
    """Return how long filling, proving and verifying take; all entries are in `log` after."""
    fill = _spent(lambda: [log.append_all(_events(start)) for start in range(0, size, 1_000)])
    random = Random(SEED)
    indexes = [random.randrange(size) for _ in range(2_000)]
    prove = np.array([_spent(partial(log.inclusion_proof, i, size)).cpu for i in indexes])
    p50, p99 = np.percentile(prove / slower * 1e3, [50, 99])
    whole = _spent(log.verify).cpu / slower
    rows: list[Row] = [
        {"part": "appends, 1,000 a transaction", "n": size, "per s": size / fill.cpu * slower},
        {"part": "inclusion proof, p50 / p99", "n": size, "ms": f"{p50:.3f} / {p99:.3f}"},
        {"part": "verify the whole log", "n": size, "per s": size / whole},
    ]
    return rows, [_at_most(f"inclusion proof at {size:,}, p99", float(p99), 1, "ms")]


def _forged_proofs_accepted(log: AuditLog, size: int, count: int) -> int:
    """Return how many proofs with one thing changed in them still verify."""
    random = Random(SEED)
    root = bytes.fromhex(log.head().root_hex)
    accepted = 0
    for _ in range(count):
        index = random.randrange(size)
        leaf = leaf_hash(encode_event(log.entry(index)))
        path = list(log.inclusion_proof(index, size))
        if not verify_inclusion(leaf, index=index, size=size, root=root, path=path):
            raise SystemExit("an honest proof was refused")
        at = random.randrange(len(path))
        match random.randrange(6):
            case 0:
                leaf = _flipped(leaf, random)
            case 1:
                index = (index + random.randrange(1, size)) % size
            case 2:
                path[at] = _flipped(path[at], random)
            case 3:
                del path[at]
            case 4:
                path.insert(at, random.randbytes(32))
            case _:
                path.insert(0, path.pop(random.randrange(1, len(path))))
        accepted += verify_inclusion(leaf, index=index, size=size, root=root, path=path)
    return accepted


def _flipped(value: bytes, random: Random) -> bytes:
    flipped = int.from_bytes(value) ^ 1 << random.randrange(len(value) * 8)
    return flipped.to_bytes(len(value))


def _event(number: int) -> AuditEvent:
    fields = (("case_ref", f"{number:032x}"), ("leads", number % 50), ("purpose", "locate"))
    return AuditEvent(EventKind.LEADS_ANSWERED, NOW, "system:bench", fields)


def _events(start: int) -> list[AuditEvent]:
    return [_event(number) for number in range(start, start + 1_000)]


def _each(task: Callable[[Item], object], items: Sequence[Item]) -> None:
    for item in items:
        task(item)


def _write_durably(descriptor: int) -> None:
    os.write(descriptor, bytes(4096))
    os.fsync(descriptor)


def _spent(task: Callable[[], object]) -> Spent:
    wall, cpu = perf_counter(), process_time()
    task()
    return Spent(wall=perf_counter() - wall, cpu=process_time() - cpu)


def _at_least(name: str, measured: float, limit: float, unit: str) -> Goal:
    return Goal(name, measured, limit, Direction.AT_LEAST, unit)


def _at_most(name: str, measured: float, limit: float, unit: str) -> Goal:
    return Goal(name, measured, limit, Direction.AT_MOST, unit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
