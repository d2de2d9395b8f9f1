"""Sources, runs and rejected records in SQLite."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from veiltrace_graph.model import Rejected, Source
from veiltrace_graph.sealing import SubjectKeys
from veiltrace_graph.stores.base import Opening, Run, RunState, SourceSummary
from veiltrace_graph.stores.sqlite.moments import from_micros, to_micros
from veiltrace_graph.vocabulary import SourceKind

_RUN = (
    "SELECT r.id, s.name, r.file_name, r.state, r.started_at, r.finished_at, r.encoding, "
    "r.position, r.accepted, r.unchanged, r.rejected, r.error "
    "FROM run r JOIN source s ON s.id = r.source_id"
)


def run_of(connection: sqlite3.Connection, opening: Opening) -> Run | None:
    """Return the latest unfinished or finished run of this very file, if there is one.

    A failed run is not resumed: what stopped it was mended outside the file, since a mended file
    has another fingerprint, and so it is read again from the start.
    """
    row = connection.execute(
        f"{_RUN} WHERE s.name = ? AND r.fingerprint = ? AND r.state <> ? "
        "ORDER BY r.id DESC LIMIT 1",
        (opening.source.name, opening.fingerprint, RunState.FAILED),
    ).fetchone()
    return None if row is None else _run(row)


def open_run(connection: sqlite3.Connection, opening: Opening, *, now: datetime) -> Run:
    """Return the run of this very file, or a new one."""
    run = run_of(connection, opening)
    if run is not None:
        return run
    source_id = _keep_source(connection, opening.source)
    cursor = connection.execute(
        "INSERT INTO run VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, 0, 0, 0, 0, '')",
        (
            source_id,
            opening.file_name,
            opening.fingerprint,
            opening.encoding,
            RunState.RUNNING,
            to_micros(now),
        ),
    )
    return _run(connection.execute(f"{_RUN} WHERE r.id = ?", (cursor.lastrowid,)).fetchone())


def _keep_source(connection: sqlite3.Connection, source: Source) -> int:
    values = (
        source.name,
        source.kind,
        source.publisher,
        source.obtained,
        source.legal_basis,
        source.jurisdiction,
        source.licence,
        source.refreshed_on.toordinal(),
        source.refresh_days,
        source.retention_days,
    )
    connection.execute(
        "INSERT INTO source VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET kind = excluded.kind, publisher = excluded.publisher, "
        "obtained = excluded.obtained, legal_basis = excluded.legal_basis, "
        "jurisdiction = excluded.jurisdiction, licence = excluded.licence, "
        "refreshed_on = max(refreshed_on, excluded.refreshed_on), "
        "refresh_days = excluded.refresh_days, retention_days = excluded.retention_days",
        values,
    )
    row = connection.execute("SELECT id FROM source WHERE name = ?", (source.name,)).fetchone()
    return int(row[0])


def source_id_of(connection: sqlite3.Connection, name: str) -> int:
    """Return the row id of a source that a run has opened."""
    return int(connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()[0])


def keep_progress(connection: sqlite3.Connection, run: Run) -> None:
    """Write the run's counts and position, in the transaction that wrote its records."""
    connection.execute(
        "UPDATE run SET position = ?, accepted = ?, unchanged = ?, rejected = ? WHERE id = ?",
        (run.position, run.accepted, run.unchanged, run.rejected, run.id),
    )


def keep_rejected(
    connection: sqlite3.Connection, keys: SubjectKeys, run_id: int, items: Sequence[Rejected]
) -> None:
    """Keep rejected records, each raw row sealed under a key of its own."""
    rows = []
    for item in items:
        seal, wrapped = keys.create(_rejected_subject(run_id, item.position))
        raw = seal.seal("raw", item.raw)
        rows.append((run_id, item.position, item.reason, item.field, raw, wrapped))
    connection.executemany("INSERT OR IGNORE INTO rejected VALUES (?, ?, ?, ?, ?, ?)", rows)


def rejected_of(
    connection: sqlite3.Connection, keys: SubjectKeys, run_id: int
) -> Iterator[Rejected]:
    """Yield a run's rejected records in the file's order, opened."""
    rows = connection.execute(
        "SELECT position, reason, field, raw, wrapped_key FROM rejected WHERE run_id = ? "
        "ORDER BY position",
        (run_id,),
    )
    for position, reason, field, raw, wrapped in rows:
        seal = keys.unwrap(_rejected_subject(run_id, position), wrapped)
        yield Rejected(position, reason, field, seal.open("raw", raw))


def _rejected_subject(run_id: int, position: int) -> bytes:
    return f"rejected/{run_id}/{position}".encode()


def close_run(
    connection: sqlite3.Connection, run: Run, *, state: RunState, error: str, now: datetime
) -> Run:
    """Write how the run ended and return it."""
    connection.execute(
        "UPDATE run SET state = ?, error = ?, finished_at = ? WHERE id = ?",
        (state, error, to_micros(now), run.id),
    )
    return replace(run, state=state, error=error, finished_at=now)


def all_runs(connection: sqlite3.Connection) -> tuple[Run, ...]:
    """Return all runs, newest first."""
    return tuple(_run(row) for row in connection.execute(f"{_RUN} ORDER BY r.id DESC"))


def rejections_of(connection: sqlite3.Connection, run_id: int) -> dict[tuple[str, str], int]:
    """Return counts of a run's rejected records by reason and field, most frequent first."""
    rows = connection.execute(
        "SELECT reason, field, count(*) FROM rejected WHERE run_id = ? "
        "GROUP BY reason, field ORDER BY 3 DESC, 1, 2",
        (run_id,),
    )
    return {(reason, field): count for reason, field, count in rows}


def all_sources(connection: sqlite3.Connection) -> tuple[SourceSummary, ...]:
    """Return every source with what the store holds of it, by name."""
    rows = connection.execute(
        "SELECT s.name, s.kind, s.publisher, s.obtained, s.legal_basis, s.jurisdiction, "
        "s.licence, s.refreshed_on, s.refresh_days, s.retention_days, "
        "(SELECT count(*) FROM record r WHERE r.source_id = s.id), "
        "(SELECT coalesce(sum(u.rejected), 0) FROM run u WHERE u.source_id = s.id) "
        "FROM source s ORDER BY s.name"
    )
    return tuple(SourceSummary(_source(row), row[10], row[11]) for row in rows)


def _source(row: tuple[Any, ...]) -> Source:
    name, kind, publisher, obtained, basis, jurisdiction, licence, refreshed, every, keep = row[:10]
    return Source(
        name,
        SourceKind(kind),
        publisher,
        obtained,
        basis,
        jurisdiction,
        licence,
        date.fromordinal(refreshed),
        every,
        keep,
    )


def _run(row: tuple[Any, ...]) -> Run:
    run_id, source, file_name, state, started, finished, *rest = row
    return Run(
        run_id,
        source,
        file_name,
        RunState(state),
        from_micros(started),
        None if finished is None else from_micros(finished),
        *rest,
    )
