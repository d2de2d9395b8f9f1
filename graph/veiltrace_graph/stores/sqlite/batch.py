"""Writing one batch of records: what is new, what is another version, what was seen before.

A version of a record is known by the day it was seen and by its content. Versions of several days
follow each other, in whatever order they come. Two of one day and one load stand side by side,
since a file may repeat a record id. One of the same day from a later load is a correction and
replaces the earlier, unless that was several rows: then nothing says which of them it corrects,
and all are kept.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_graph.keyring import Keyring
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.sqlite.facts import Version, insert_facts
from veiltrace_graph.stores.sqlite.identifier_rule import link_by_identifiers, relink
from veiltrace_graph.stores.sqlite.linkage_keys import forget_changed
from veiltrace_graph.stores.sqlite.nodes import NodeWriter, look_up
from veiltrace_graph.stores.sqlite.revising import revise
from veiltrace_graph.stores.sqlite.rows import RecordRows


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
    fresh: list[tuple[RecordRows, list[_Sighting]]] = []
    for rows in records:
        seen = sightings[rows.key]
        if rows.content not in {s.content for s in _current(seen, rows.seen_on)}:
            fresh.append((rows, list(seen)))
            seen.append(_Sighting(rows.seen_on, rows.content, run_id))
    if not fresh:
        return len(records)
    nodes = NodeWriter(connection, SubjectKeys(keyring.wrapping_key))
    nodes.upsert([node for rows, _ in fresh for node in rows.nodes])
    _insert_records(connection, nodes, [rows for rows, _ in fresh], record_ids, source_id)
    again = {rows.key for rows, seen in fresh if len(sightings[rows.key]) > 1}
    first_time = [Version(record_ids[r.key], r) for r, _ in fresh if r.key not in again]
    insert_facts(connection, nodes, first_time, recorded_at=recorded_at)
    lost: list[int] = []
    for rows, seen in fresh:
        if rows.key in again:
            lost += revise(
                connection,
                nodes,
                Version(record_ids[rows.key], rows),
                days={s.seen_on for s in seen},
                beside=_stands_beside(_current(seen, rows.seen_on), run_id),
                recorded_at=recorded_at,
            )
    connection.executemany(
        "INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?)",
        [(record_ids[r.key], r.seen_on, r.content, run_id) for r, _ in fresh],
    )
    nodes.keep_new_keys()
    forget_changed(
        connection,
        records=[record_ids[key] for key in again],
        nodes={nodes.ids[node.key] for rows, _ in fresh for node in rows.nodes},
        now=recorded_at,
    )
    strong = {token for rows, _ in fresh for token, _, _, rule in rows.tokens if rule}
    if lost or nodes.refined:
        relink(connection, keyring, {*lost, *nodes.refined}, now=recorded_at)
    link_by_identifiers(connection, strong, now=recorded_at)
    return len(records) - len(fresh)


def _current(seen: Sequence[_Sighting], day: int) -> list[_Sighting]:
    """Return the sightings of a day that count: those of the latest load that changed it."""
    of_day = [s for s in seen if s.seen_on == day]
    latest = max((s.run_id for s in of_day), default=None)
    several = [s for s in of_day if s.run_id == latest]
    # A row that came beside several others of an earlier load did not replace them.
    earlier = [s for s in of_day if s.run_id != latest]
    return of_day if len({s.content for s in earlier}) > 1 else several


def _stands_beside(current: Sequence[_Sighting], run_id: int) -> bool:
    return any(s.run_id == run_id for s in current) or len({s.content for s in current}) > 1


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
