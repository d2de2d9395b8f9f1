"""Tables of what is loaded: sources, coverage, runs, rejections."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from veiltrace_connectors.convert import Conversion
from veiltrace_connectors.ingest import IngestReport
from veiltrace_engine.coverage import Coverage
from veiltrace_graph.model import Rejected
from veiltrace_graph.stores.base import Run, SourceSummary

_NAME_WIDTH = 26
"""So that the tables stay within 80 columns, and most names within one line."""

_UNREAD_SHOWN = 20


def ingest_table(reports: Sequence[IngestReport]) -> RenderableType:
    """Return what became of each file: read = accepted + unchanged + rejected."""
    table = plain_table("Loaded")
    table.add_column("file", overflow="fold")
    for column in ("read", "accepted", "unchanged", "rejected"):
        table.add_column(column, justify="right")
    table.add_column("encoding")
    table.add_column("")
    for report in reports:
        run = report.run
        note = "loaded before" if report.was_loaded else "went on" if report.was_resumed else ""
        counts = (run.read, run.accepted, run.unchanged, run.rejected)
        table.add_row(Text(run.file_name), *(f"{n:,}" for n in counts), run.encoding, note)
    notes = [
        Text(_unread_line(report.run.file_name, report.unread_columns))
        for report in reports
        if report.unread_columns
    ]
    notes += [Text(_linkable_line(report)) for report in reports if report.linkable.without]
    rejections = [
        (report.run, reason, field, count)
        for report in reports
        for (reason, field), count in report.rejections.items()
    ]
    if not rejections:
        return Group(table, *notes)
    rejected = plain_table("Rejected, and kept for review ('veiltrace runs RUN')")
    for column in ("run", "file", "reason", "field"):
        rejected.add_column(column, overflow="fold")
    rejected.add_column("records", justify="right")
    for run, reason, field, count in rejections:
        row = (str(run.id), Text(run.file_name), reason, Text(field), f"{count:,}")
        rejected.add_row(*row)
    return Group(table, *notes, rejected)


def conversion_table(file_name: str, done: Conversion) -> RenderableType:
    """Return what was written of a file, what was not, and where it is."""
    table = plain_table("Written")
    for column in ("from", "to"):
        table.add_column(column, overflow="fold")
    for column in ("records", "rejected"):
        table.add_column(column, justify="right")
    rejected = sum(done.rejections.values())
    where = "\n".join(str(path) for path in done.paths)
    table.add_row(Text(file_name), Text(where), f"{done.written:,}", f"{rejected:,}")
    reasons = [
        Text(f"rejected: {count:,} {reason} {field}".rstrip())
        for (reason, field), count in sorted(done.rejections.items())
    ]
    unread = [Text(_unread_line(file_name, done.unread_columns))] if done.unread_columns else []
    return Group(table, *unread, *reasons)


def _linkable_line(report: IngestReport) -> str:
    """Return how many parties of a file no identifier can make one with others."""
    counted = report.linkable
    return (
        f"{report.run.file_name}: {counted.without:,} of {counted.parties:,} parties carry no "
        "identifier by which they could be linked with others"
    )


def _unread_line(file_name: str, names: Sequence[str]) -> str:
    """Return which columns of a file nothing was read from; names only."""
    more = len(names) - _UNREAD_SHOWN
    listed = ", ".join(names[:_UNREAD_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{file_name}, not read: {listed}"


def sources_table(summaries: Sequence[SourceSummary]) -> Table:
    """Return the sources with how they were obtained and by what right they are held."""
    table = plain_table("Sources")
    table.add_column("source\npublisher", overflow="fold", min_width=_NAME_WIDTH)
    table.add_column("kind\nrefreshed", no_wrap=True)
    table.add_column("obtained\nlegal basis", no_wrap=True)
    table.add_column("records\nrejected", justify="right", no_wrap=True)
    for summary in summaries:
        source = summary.source
        table.add_row(
            Text(f"{source.name}\n{source.publisher}"),
            f"{source.kind}\n{source.refreshed_on}",
            Text(f"{source.obtained}\n{source.legal_basis}"),
            f"{summary.records:,}\n{summary.rejected:,}",
        )
    return table


def coverage_table(coverage: Coverage, as_of: date) -> Table:
    """Return which of the fourteen kinds were searched, are missing, or are stale."""
    table = plain_table(f"Coverage as of {as_of}")
    for column in ("kind", "state", "sources", "newest"):
        table.add_column(column, overflow="fold")
    for kind in coverage.kinds:
        state = Text("not loaded", "yellow")
        if kind.searched:
            stale = f"stale since {kind.stale_since}" if kind.stale_since else ""
            state = Text(stale, "yellow") if stale else Text("searched", "green")
        newest = str(kind.newest) if kind.newest else ""
        table.add_row(kind.kind, state, Text(", ".join(kind.sources)), newest)
    return table


def coverage_line(coverage: Coverage) -> str:
    """Return the coverage in one sentence."""
    searched = [kind.kind for kind in coverage.kinds if kind.searched]
    parts = [f"searched: {', '.join(searched) or 'nothing'}"]
    parts.append(f"not loaded: {', '.join(coverage.not_loaded) or 'none'}")
    stale = [f"{k.kind} since {k.stale_since}" for k in coverage.kinds if k.stale_since]
    parts.append(f"stale: {', '.join(stale) or 'none'}")
    return "; ".join(parts)


def runs_table(runs: Sequence[Run]) -> Table:
    """Return the load runs, newest first; read = accepted + unchanged + rejected."""
    table = plain_table("Runs")
    table.add_column("run", justify="right")
    table.add_column("file\nsource", overflow="fold", min_width=_NAME_WIDTH)
    table.add_column("state\nstarted\ntook", overflow="fold", min_width=len("2026-06-30 21:30"))
    table.add_column("read", justify="right", no_wrap=True)
    table.add_column("accepted\nunchanged\nrejected", justify="right", no_wrap=True)
    for run in runs:
        state = f"{run.state} {run.error}".strip()
        took = _duration(run.started_at, run.finished_at)
        table.add_row(
            str(run.id),
            Text(f"{run.file_name}\n{run.source}"),
            f"{state}\n{run.started_at:%Y-%m-%d %H:%M}\n{took}",
            f"{run.read:,}",
            f"{run.accepted:,}\n{run.unchanged:,}\n{run.rejected:,}",
        )
    return table


def rejected_table(items: Iterable[Rejected], *, raw: bool) -> Table:
    """Return a run's rejected records by position; the rows themselves only when asked for."""
    table = plain_table("Rejected records")
    table.add_column("record", justify="right")
    for column in ("reason", "field", *(["row"] if raw else [])):
        table.add_column(column, overflow="fold")
    for item in items:
        cells = [Text(item.raw)] if raw else []
        table.add_row(f"{item.position:,}", item.reason, Text(item.field), *cells)
    return table


def _duration(started: datetime, finished: datetime | None) -> str:
    return "" if finished is None else f"{(finished - started).total_seconds():.1f} s"


def plain_table(title: str) -> Table:
    """Return an empty table in the style of all listings."""
    return Table(
        title=Text(f"\n{title}", "bold"),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
    )
