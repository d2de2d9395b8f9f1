"""Writing one batch of records: what is new, what is a newer version, what was seen before.

A version of a record is known by the day it was seen and by its content. One seen on a later day
closes what it no longer states; one seen on an earlier day is kept as history; two of the same
day and load stand side by side, since a file may repeat a record id; one of the same day from a
later load is a correction and replaces the earlier.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.sqlite.facts import (
    Version,
    close_dropped,
    insert_facts,
    without_open_facts,
)
from veiltrace_graph.stores.sqlite.identifier_rule import link_by_identifiers, unlink_by_identifiers
from veiltrace_graph.stores.sqlite.nodes import NodeWriter, look_up
from veiltrace_graph.stores.sqlite.rows import RecordRows
from veiltrace_graph.stores.sqlite.schema import NEVER


@dataclass(frozen=True, slots=True)
class _Sighting:
    seen_on: int
    content: int
    run_id: int


def write_records(
    connection: sqlite3.Connection,
    keyring: Keyring,
    records: Sequence[RecordRows],
    *,
    source_id: int,
    run_id: int,
    recorded_at: int,
) -> int:
    """Write what is new in `records`; return how many said nothing new."""
    record_ids, sightings = _known(connection, records)
    fresh: list[RecordRows] = []
    for rows in records:
        seen = sightings[rows.key]
        if all((s.seen_on, s.content) != (rows.seen_on, rows.content) for s in seen):
            seen.append(_Sighting(rows.seen_on, rows.content, run_id))
            fresh.append(rows)
    if not fresh:
        return len(records)
    nodes = NodeWriter(connection, SubjectKeys(keyring.wrapping_key))
    nodes.upsert([node for rows in fresh for node in rows.nodes])
    _insert_records(connection, nodes, fresh, record_ids, source_id)
    repeated = {r.key for r in fresh if len(sightings[r.key]) > 1}
    first_time = [Version(record_ids[r.key], r) for r in fresh if r.key not in repeated]
    insert_facts(connection, nodes, first_time, recorded_at=recorded_at)
    lost: list[int] = []
    for rows in fresh:
        if rows.key in repeated:
            version = Version(record_ids[rows.key], rows)
            lost += _write_version(
                connection, nodes, version, sightings[rows.key], run_id, recorded_at
            )
    connection.executemany(
        "INSERT INTO sighting VALUES (?, ?, ?, ?)",
        [(record_ids[r.key], r.seen_on, r.content, run_id) for r in fresh],
    )
    nodes.keep_new_keys()
    if lost:
        unlink_by_identifiers(connection, keyring, lost, now=recorded_at)
    strong = {token for rows in fresh for token, _, _, rule in rows.tokens if rule}
    link_by_identifiers(connection, strong, now=recorded_at)
    return len(records) - len(fresh)


def _known(
    connection: sqlite3.Connection, records: Sequence[RecordRows]
) -> tuple[dict[bytes, int], dict[bytes, list[_Sighting]]]:
    record_ids: dict[bytes, int] = {}
    sightings: dict[bytes, list[_Sighting]] = defaultdict(list)
    query = (
        "SELECT r.key, r.id, s.seen_on, s.content, s.run_id FROM record r "
        "JOIN sighting s ON s.record_id = r.id WHERE r.key IN ({keys})"
    )
    for key, record_id, *seen in look_up(connection, query, {r.key for r in records}):
        record_ids[key] = record_id
        sightings[key].append(_Sighting(*seen))
    return record_ids, sightings


def _insert_records(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    fresh: Sequence[RecordRows],
    record_ids: dict[bytes, int],
    source_id: int,
) -> None:
    next_id = connection.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
    inserts = []
    for rows in fresh:
        if rows.key not in record_ids:
            next_id += 1
            record_ids[rows.key] = next_id
            subject = rows.nodes[0].key
            reference = nodes.seal_of(subject).seal("record_id", rows.reference)
            inserts.append((next_id, rows.key, source_id, nodes.ids[subject], reference))
    connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?)", inserts)


def _write_version(
    connection: sqlite3.Connection,
    nodes: NodeWriter,
    version: Version,
    seen: Sequence[_Sighting],
    run_id: int,
    recorded_at: int,
) -> list[int]:
    seen_on = version.rows.seen_on
    later = [s.seen_on for s in seen if s.seen_on > seen_on]
    beside = any(
        s.seen_on == seen_on and s.run_id == run_id and s.content != version.rows.content
        for s in seen
    )
    lost: list[int] = []
    if not later and not beside:
        lost = close_dropped(connection, nodes, version, recorded_at=recorded_at)
    version = Version(version.record_id, version.rows, min(later, default=NEVER))
    version = without_open_facts(connection, nodes, version)
    insert_facts(connection, nodes, [version], recorded_at=recorded_at)
    return lost
