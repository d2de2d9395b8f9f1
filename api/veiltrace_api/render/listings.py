"""Tables of what is loaded and found: sources, coverage, runs, rejections, hits, cases."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from veiltrace_api.graph_index import RelatedNode
from veiltrace_connectors.ingest import IngestReport
from veiltrace_engine.coverage import Coverage
from veiltrace_engine.dossier import CaseFacts
from veiltrace_graph.model import Node, NodeId, Rejected, Statement
from veiltrace_graph.stores.base import Found, Neighbourhood, Run, SourceSummary

SHOWN_ID = 10
"""Hex digits of an id that are shown; enough to name one node of any real store."""


def short_id(node: NodeId) -> str:
    """Return the beginning of an id, as commands take it back."""
    return node.hex()[:SHOWN_ID]


def ingest_table(reports: Sequence[IngestReport]) -> RenderableType:
    """Return what became of each file: read = accepted + unchanged + rejected."""
    table = _table("Loaded")
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
    rejections = [
        (report.run, reason, field, count)
        for report in reports
        for (reason, field), count in report.rejections.items()
    ]
    if not rejections:
        return table
    rejected = _table("Rejected, and kept for review ('veiltrace runs RUN')")
    for column in ("run", "file", "reason", "field"):
        rejected.add_column(column, overflow="fold")
    rejected.add_column("records", justify="right")
    for run, reason, field, count in rejections:
        row = (str(run.id), Text(run.file_name), reason, Text(field), f"{count:,}")
        rejected.add_row(*row)
    return Group(table, rejected)


def sources_table(summaries: Sequence[SourceSummary]) -> Table:
    """Return the sources with how they were obtained and by what right they are held."""
    table = _table("Sources")
    for column in ("source", "kind", "publisher", "obtained", "legal basis", "refreshed"):
        table.add_column(column, overflow="fold")
    table.add_column("records", justify="right")
    table.add_column("rejected", justify="right")
    for summary in summaries:
        source = summary.source
        table.add_row(
            source.name,
            source.kind,
            source.publisher,
            source.obtained,
            source.legal_basis,
            str(source.refreshed_on),
            f"{summary.records:,}",
            f"{summary.rejected:,}",
        )
    return table


def coverage_table(coverage: Coverage, as_of: date) -> Table:
    """Return which of the fourteen kinds were searched, are missing, or are stale."""
    table = _table(f"Coverage as of {as_of}")
    for column in ("kind", "state", "sources", "newest"):
        table.add_column(column, overflow="fold")
    for kind in coverage.kinds:
        state = Text("not loaded", "yellow")
        if kind.searched:
            stale = f"stale since {kind.stale_since}" if kind.stale_since else ""
            state = Text(stale, "yellow") if stale else Text("searched", "green")
        newest = str(kind.newest) if kind.newest else ""
        table.add_row(kind.kind, state, ", ".join(kind.sources), newest)
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
    """Return the load runs, newest first."""
    table = _table("Runs")
    for column in ("run", "file", "source", "state", "started", "took"):
        table.add_column(column, overflow="fold")
    for column in ("read", "accepted", "unchanged", "rejected"):
        table.add_column(column, justify="right")
    for run in runs:
        state = f"{run.state} {run.error}".strip()
        counts = (run.read, run.accepted, run.unchanged, run.rejected)
        table.add_row(
            str(run.id),
            run.file_name,
            run.source,
            state,
            f"{run.started_at:%Y-%m-%d %H:%M}",
            _duration(run.started_at, run.finished_at),
            *(f"{n:,}" for n in counts),
        )
    return table


def rejected_table(items: Iterable[Rejected], *, raw: bool) -> Table:
    """Return a run's rejected records by position; the rows themselves only when asked for."""
    table = _table("Rejected records")
    table.add_column("record", justify="right")
    for column in ("reason", "field", *(["row"] if raw else [])):
        table.add_column(column, overflow="fold")
    for item in items:
        cells = [Text(item.raw)] if raw else []
        table.add_row(f"{item.position:,}", item.reason, Text(item.field), *cells)
    return table


def found_table(found: Sequence[Found], text: str) -> RenderableType:
    """Return search hits with the ids that other commands take."""
    if not found:
        return Text("nothing found; names need every word or character, identifiers be whole")
    table = _table(f"{len(found)} found")
    for column in ("id", "kind", "name", "matched by"):
        table.add_column(column, overflow="fold")
    for hit in found:
        matched = "name" if hit.matched == hit.node.caption else hit.matched
        table.add_row(short_id(hit.node.id), hit.node.kind, Text(hit.node.caption), Text(matched))
    return table


def related_table(node: Node, related: Sequence[RelatedNode]) -> RenderableType:
    """Return the parties most related to one."""
    if not related:
        return Text(f"nobody is related to {node.caption}")
    table = _table(f"Most related to {node.caption}")
    for column in ("id", "kind", "name"):
        table.add_column(column, overflow="fold")
    table.add_column("relatedness", justify="right")
    for party in related:
        table.add_row(
            short_id(party.node.id), party.node.kind, Text(party.node.caption), f"{party.score:.4f}"
        )
    if related[0].truncated:
        table.caption = "cut short: something here is shared by very many"
    return table


def neighbourhood_line(around: Neighbourhood) -> str:
    """Return how much lies within two steps, and what was not walked through."""
    more = "at least " if around.truncated else ""
    hubs = f"; {len(around.hubs)} hubs among them were not walked through" if around.hubs else ""
    return f"{more}{len(around.nodes):,} parties and things within two steps{hubs}"


def cases_table(rows: Sequence[tuple[CaseFacts, tuple[Node, ...]]]) -> RenderableType:
    """Return the cases with their debtors."""
    if not rows:
        return Text("no cases yet: 'veiltrace case import' or 'veiltrace case add'")
    table = _table(f"{len(rows):,} cases")
    for column in ("case", "debtor", "creditor"):
        table.add_column(column, overflow="fold")
    table.add_column("claim", justify="right")
    table.add_column("overdue since")
    for facts, debtors in sorted(rows, key=lambda row: row[0].case_number or ""):
        table.add_row(
            facts.case_number,
            Text(", ".join(debtor.caption for debtor in debtors)),
            facts.creditor,
            money(facts),
            str(facts.overdue_since or ""),
        )
    return table


def case_panel(
    facts: CaseFacts,
    debtors: Sequence[Node],
    statements: Mapping[NodeId, tuple[Statement, ...]],
) -> RenderableType:
    """Return one case: the claim, and what is stated of each debtor, by which source."""
    lines = [
        f"claim {money(facts)}, overdue since {facts.overdue_since or 'unknown'}",
        f"creditor {facts.creditor or 'unknown'}",
    ]
    tables = []
    for debtor in debtors:
        table = _table(f"{debtor.caption}  ({debtor.kind}, {short_id(debtor.id)})")
        for column in ("property", "value", "source", "seen"):
            table.add_column(column, overflow="fold")
        for item in statements.get(debtor.id, ()):
            evidence = item.evidence
            flag = "" if item.flag == "ok" else f" ({item.flag})"
            table.add_row(
                item.name, Text(item.value + flag), evidence.source, str(evidence.seen_on)
            )
        tables.append(table)
    title = Text(f"case {facts.case_number}")
    return Panel(Group("\n".join(lines), *tables), title=title, title_align="left")


def money(facts: CaseFacts) -> str:
    """Return the claim with its currency."""
    return "unknown" if facts.amount is None else f"{facts.amount:,.2f} {facts.currency or ''}"


def _duration(started: datetime, finished: datetime | None) -> str:
    return "" if finished is None else f"{(finished - started).total_seconds():.1f} s"


def _table(title: str) -> Table:
    return Table(
        title=Text(f"\n{title}", "bold"),
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
    )
