"""The embedded store: records end to end and opened for linkage, graph tables, two-hop questions.

`python -m benchmarks.store [--quick] [--check]`. End to end means the product's own ingest: the
file is fingerprinted, checked in a first pass, then parsed, normalised, given its provenance,
encrypted, tokenised, indexed by name and written, in batches of 1,000.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.graph_generator import SyntheticGraph, generate
from benchmarks.harness import Direction, Goal, Row, cpu_seconds, parse, report, slowdown
from benchmarks.store_files import COMPANY_MAPPING, PERSON_MAPPING, write_companies, write_people
from veiltrace_connectors.ingest import IngestReport, fingerprint_of, ingest
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import EntityRef, NodeId
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.sqlite import connection as sqlite
from veiltrace_graph.stores.sqlite.facts import Version, insert_edges
from veiltrace_graph.stores.sqlite.nodes import NodeWriter
from veiltrace_graph.stores.sqlite.rows import EdgeRow, NodeRow, RecordRows
from veiltrace_graph.stores.sqlite.schema import ALWAYS, NEVER
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import NodeKind, RelationKind

KEY = bytes(range(32))
NOW = datetime(2026, 7, 1, tzinfo=UTC)
TODAY = date(2026, 7, 1)
SEED = 7
BATCH = 5_000
QUESTIONS = 500
FACT_TABLES = ("record", "sighting", "node", "subject_key", "statement", "edge", "token")


def main(argv: Sequence[str]) -> int:
    """Run all parts and report them against their goals."""
    quick = parse(argv).quick
    slower = slowdown()
    rows: list[Row] = []
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, floor in (("company", 3_000), ("person", 1_500)):
            count = 5_000 if quick else 50_000
            rate, again, changed = end_to_end(Path(folder), kind, count)
            opened = _linkage_records(Path(folder) / f"{kind}.sqlite") * slower
            rows.append({"part": f"{kind} rows, end to end", "n": count, "per s": rate * slower})
            rows.append({"part": f"{kind} rows, same again", "n": count, "per s": again * slower})
            rows.append({"part": f"{kind} records for linkage", "n": count, "per s": opened})
            goals += [
                _at_least(f"{kind} rows end to end", rate * slower, floor, "records/s"),
                _at_most(f"{kind} rows changed by an identical load", changed, 0, "rows"),
                _at_least(f"{kind} records for linkage", opened, 10_000, "records/s"),
            ]
        # 210,000 nodes have 1.0e6 edges.
        graph = generate(21_000 if quick else 210_000, seed=SEED)
        node_rate, edge_rate = _graph_tables(Path(folder), graph)
        rows.append({"part": "node upserts", "n": graph.node_count, "per s": node_rate * slower})
        rows.append({"part": "edge upserts", "n": len(graph.source), "per s": edge_rate * slower})
        times = _two_hops(Path(folder), graph) * 1e3 / slower
        p50, p99 = np.percentile(times, [50, 99])
        rows.append(
            {"part": "2 hops, p50 / p99 ms", "n": QUESTIONS, "ms": f"{p50:.2f} / {p99:.2f}"}
        )
        keep_rate, look_up_seconds = _blocking_keys(Path(folder), graph.node_count)
        rows.append(
            {"part": "nodes, 8 keys each", "n": graph.node_count, "per s": keep_rate * slower}
        )
        rows.append(
            {"part": "8,000 keys, ms", "n": 1, "ms": f"{look_up_seconds * 1e3 / slower:.0f}"}
        )
        goals += [
            _at_least("blocking keys kept, 8 a node", keep_rate * slower, 10_000, "nodes/s"),
            _at_most("8,000 blocking keys looked up", look_up_seconds / slower, 1.0, "s"),
            _at_least("node upserts", node_rate * slower, 50_000, "nodes/s"),
            _at_least("edge upserts", edge_rate * slower, 20_000, "edges/s"),
            _at_most("2 hops, p50", float(p50), 0.6, "ms"),
        ]
    return report("store", rows, goals, argv)


def end_to_end(folder: Path, kind: str, count: int) -> tuple[float, float, int]:
    """Return records per CPU second of a first and of an identical load, and rows it changed."""
    path = folder / f"{kind}.csv"
    (write_companies if kind == "company" else write_people)(path, count, seed=SEED)
    mapping = load_mapping(COMPANY_MAPPING if kind == "company" else PERSON_MAPPING)
    with SqliteStore.create(folder / f"{kind}.sqlite", Keyring(KEY)) as store:

        def load(settings: str) -> IngestReport:
            return ingest(
                lambda: MappedConnector(DataFile(path), mapping),
                store,
                file_name=path.name,
                fingerprint=fingerprint_of(DataFile(path), settings=settings),
                clock=lambda: NOW,
            )

        first = cpu_seconds(lambda: load("first"))
        _count_changes(store)
        # Other settings make it another run, so that every record is really compared.
        again = cpu_seconds(lambda: load("again"))
        changed = _changes(store)
    return count / first, count / again, changed


def _linkage_records(path: Path) -> float:
    """Return records per CPU second that are opened for linkage, contact values included."""
    with SqliteStore.open(path, Keyring(KEY)) as store:
        kinds = (NodeKind.PERSON, NodeKind.ORGANISATION)
        count = 0

        def read() -> None:
            nonlocal count
            count = sum(1 for _ in store.linkage_records(kinds))

        seconds = cpu_seconds(read)
    return count / seconds


def _blocking_keys(folder: Path, count: int) -> tuple[float, float]:
    """Return nodes per CPU second of which 8 keys each are kept, and seconds to look up 8,000.

    A key is shared by two nodes on average, in a table that is empty at first.
    """
    keyring = Keyring(KEY)
    draw = np.random.default_rng(SEED).integers(0, max(count // 2, 1), (count, 8)).tolist()
    keys = [
        (_node_id(keyring, number), [f"{rule}:{value}" for rule, value in enumerate(values)])
        for number, values in enumerate(draw)
    ]
    asked = [key for _, of_node in keys[:1_000] for key in of_node]
    with SqliteStore.open(folder / "graph.sqlite", keyring) as store:
        kept = cpu_seconds(lambda: store.keep_linkage_keys(keys))
        looked_up = cpu_seconds(lambda: store.holders_of(asked))
    return count / kept, looked_up


def _count_changes(store: SqliteStore) -> None:
    """Count every row written to a fact table from now on, by triggers of this connection."""
    connection = store._connection
    connection.execute("CREATE TEMP TABLE changed (rows INTEGER)")
    connection.execute("INSERT INTO changed VALUES (0)")
    for table in FACT_TABLES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} "
                "BEGIN UPDATE changed SET rows = rows + 1; END"
            )


def _changes(store: SqliteStore) -> int:
    return int(store._connection.execute("SELECT rows FROM changed").fetchone()[0])


def _graph_tables(folder: Path, graph: SyntheticGraph) -> tuple[float, float]:
    """Return node and edge upserts per CPU second, in transactions of 5,000."""
    path = folder / "graph.sqlite"
    keyring = Keyring(KEY)
    SqliteStore.create(path, keyring).close()
    connection = sqlite.connect(path)
    keys = SubjectKeys(keyring.wrapping_key)
    nodes = [_node_row(keyring, number) for number in range(graph.node_count)]
    versions = _edge_versions(keyring, graph, nodes)

    def write_nodes() -> None:
        for start in range(0, len(nodes), BATCH):
            with sqlite.transaction(connection, path):
                NodeWriter(connection, keys).upsert(nodes[start : start + BATCH])

    def write_edges() -> None:
        for start in range(0, len(versions), BATCH):
            batch = versions[start : start + BATCH]
            ends = [key for _, edge in batch for key in (edge.source, edge.target)]
            with sqlite.transaction(connection, path):
                writer = NodeWriter(connection, keys)
                writer.upsert([NodeRow(key, NodeKind.PARTY, "", -1) for key in ends])
                insert_edges(connection, writer, batch, recorded_at=0)

    node_seconds, edge_seconds = cpu_seconds(write_nodes), cpu_seconds(write_edges)
    connection.close()
    return len(nodes) / node_seconds, len(versions) / edge_seconds


def _node_row(keyring: Keyring, number: int) -> NodeRow:
    return NodeRow(_node_id(keyring, number), NodeKind.PERSON, f"示例{number}", 738_000)


def _node_id(keyring: Keyring, number: int) -> NodeId:
    return keyring.node_id(EntityRef("record:bench", str(number)))


def _edge_versions(
    keyring: Keyring, graph: SyntheticGraph, nodes: Sequence[NodeRow]
) -> list[tuple[Version, EdgeRow]]:
    def one(record_id: int, source: int, target: int) -> tuple[Version, EdgeRow]:
        record = RecordRows(b"", "", 738_000, 0, (), (), (), (), ())
        digest = keyring.digest(str(record_id))
        ends = (nodes[source].key, nodes[target].key)
        kind = RelationKind.USES_CONTACT
        edge = EdgeRow(*ends, kind, digest, ALWAYS, NEVER, None, "")
        return Version(record_id, record), edge

    pairs = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    return [one(number, source, target) for number, (source, target) in enumerate(pairs)]


def _two_hops(folder: Path, graph: SyntheticGraph) -> np.ndarray:
    """Return the seconds of each of 500 two-hop questions, at most 1,000 nodes each.

    As everywhere in the product, nothing is reached through a node of over 500 relations.
    """
    keyring = Keyring(KEY)
    asked = np.random.default_rng(SEED).integers(0, graph.node_count, QUESTIONS + 20)
    with SqliteStore.open(folder / "graph.sqlite", keyring) as store:
        view = store.view(TODAY)

        def times() -> Iterator[float]:
            for number in asked.tolist():
                node = _node_id(keyring, number)
                begin = perf_counter()
                view.neighbourhood(node, hops=2, limit=1_000)
                yield perf_counter() - begin

        return np.array(list(times())[20:])


def _at_least(name: str, measured: float, limit: float, unit: str) -> Goal:
    return Goal(name, measured, limit, Direction.AT_LEAST, unit)


def _at_most(name: str, measured: float, limit: float, unit: str) -> Goal:
    return Goal(name, measured, limit, Direction.AT_MOST, unit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
