"""From a file to records: how fast each kind of file is read, mapped, checked and handed on.

`python -m benchmarks.ingest [--quick] [--check]`. Companies are written out as JSON, one line a
record, as the peer does: FollowTheMoney's own mapping of the same file, in an environment of its
own, in turns with ours. End to end is the product's load into the store, as in benchmarks.store.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import orjson

from benchmarks.harness import Direction, Goal, Row, cpu_seconds, parse, report, slowdown
from benchmarks.ingest_files import (
    REPRESENTED_MAPPING,
    write_basic_companies,
    write_lei_records,
    write_psc_lines,
    write_represented,
)
from benchmarks.peers import run_peer
from benchmarks.store import end_to_end
from benchmarks.store_files import COMPANY_MAPPING, PERSON_MAPPING, write_companies, write_people
from veiltrace_connectors.base import Connector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.record_json import record_json
from veiltrace_connectors.registry import open_source
from veiltrace_graph.model import Rejected, SourceRecord

SEED = 11
PEER = "followthemoney"
GIB = 1 << 30
MEMORY_MAPPING = "gb_companies_house"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of file. `floor` records a second are promised, and of the peer's `times`; 0: none.

    `seconds` and `peer_seconds` take the CPU seconds of each round.
    """

    name: str
    path: Path
    open: Callable[[], Connector]
    records: int
    as_json: bool
    floor: int = 0
    has_peer: bool = False
    times: float = 0
    seconds: list[float] = field(default_factory=list)
    peer_seconds: list[float] = field(default_factory=list)


def main(argv: Sequence[str]) -> int:
    """Run all parts and report them against their goals."""
    quick = parse(argv).quick
    rows: list[Row] = []
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = _parts(folder, 20_000 if quick else 50_000)
        slower = _run(parts, folder / "out.jsonl", rounds=5 if quick else 7)
        for part in parts:
            rows.append(_row(part, slower))
            goals += _goals(part, slower)
        for kind, floor in (("company", 3_000), ("person", 1_500)):
            count = 2_000 if quick else 20_000
            rate = end_to_end(folder, kind, count)[0] * slowdown()
            what = f"{kind} rows, end to end into the store"
            rows.append({"part": what, "n": count, "per s": rate})
            goals.append(Goal(what, rate, floor, Direction.AT_LEAST, "records/s"))
        size = GIB // 20 if quick else GIB
        mib = _peak_mib(folder, size)
        rows.append({"part": f"peak memory, {size / GIB:.2g} GiB file", "MiB": mib})
        goals.append(Goal("peak memory", mib, 300, Direction.AT_MOST, "MiB"))
    return report("ingest", rows, goals, argv)


def _parts(folder: Path, count: int) -> tuple[Part, ...]:
    companies, represented = folder / "companies.csv", folder / "represented.csv"
    people, leis, pscs = folder / "people.csv", folder / "lei.xml", folder / "psc.txt"
    write_companies(companies, count, seed=SEED)
    write_represented(companies, represented)
    write_people(people, count, seed=SEED)
    write_lei_records(leis, count // 2)
    write_psc_lines(pscs, count)
    registered = _mapped(represented, REPRESENTED_MAPPING)
    alone, persons = _mapped(companies, COMPANY_MAPPING), _mapped(people, PERSON_MAPPING)
    gleif, psc = (partial(open_source, DataFile(path)) for path in (leis, pscs))
    return (
        Part("companies, representatives", represented, registered, count, True, 20_000, True, 2),
        Part("companies alone", companies, alone, count, True, 20_000, True),
        Part("people: ID, mobile, address", people, persons, count, True, 8_000),
        Part("GLEIF level 1", leis, gleif, count // 2, False, 10_000),
        Part("GLEIF level 1, as JSON", leis, gleif, count // 2, True),
        Part("UK PSC", pscs, psc, count, False, 10_000),
        Part("UK PSC, as JSON", pscs, psc, count, True),
    )


def _mapped(path: Path, mapping: str) -> Callable[[], Connector]:
    return partial(open_source, DataFile(path), mapping=load_mapping(mapping))


def _run(parts: Sequence[Part], out: Path, *, rounds: int) -> float:
    """Time the parts and their peers in turns; return how much slower the machine is just now."""
    before = slowdown()
    for _ in range(rounds):
        for part in parts:
            part.seconds.append(cpu_seconds(partial(_read, part, out)))
            if part.has_peer:
                told = run_peer(PEER, "map_companies.py", part.path, out)
                part.peer_seconds.append(float(told.split()[0]))
    return (before + slowdown()) / 2


def _read(part: Part, out: Path) -> None:
    if not part.as_json:
        for _ in part.open().records():
            pass
        return
    with out.open("wb") as file:
        for record in part.open().records():
            file.write(orjson.dumps(_plain(record), option=orjson.OPT_APPEND_NEWLINE))


def _plain(record: SourceRecord | Rejected) -> object:
    return record_json(record) if isinstance(record, SourceRecord) else record


def _row(part: Part, slower: float) -> Row:
    row: dict[str, str | int | float] = {"part": part.name, "n": part.records}
    row["per s"] = part.records / median(part.seconds) * slower
    if part.has_peer:
        row["FtM per s"] = part.records / median(part.peer_seconds) * slower
        row["times FtM"] = _times_peer(part)
    return row


def _goals(part: Part, slower: float) -> list[Goal]:
    goals = []
    if part.floor:
        rate = part.records / median(part.seconds) * slower
        goals.append(Goal(part.name, rate, part.floor, Direction.AT_LEAST, "records/s"))
    if part.times:
        name = f"{part.name}, against FollowTheMoney"
        goals.append(Goal(name, _times_peer(part), part.times, Direction.AT_LEAST, "times"))
    return goals


def _times_peer(part: Part) -> float:
    """Return the median over the rounds: whatever else the machine did hit both of one round."""
    rounds = zip(part.peer_seconds, part.seconds, strict=True)
    return median(theirs / ours for theirs, ours in rounds)


def _peak_mib(folder: Path, size: int) -> float:
    """Return the peak memory, in MiB, of a process that reads and maps a file of `size` bytes."""
    path = folder / "basic-companies.csv"
    write_basic_companies(path, size, seed=SEED)
    command = [sys.executable, "-m", "benchmarks.ingest_memory", str(path), MEMORY_MAPPING]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
