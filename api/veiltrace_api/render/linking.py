"""What a linking did, as a table and a line on each thing that is worth a look."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from veiltrace_api.render.listings import plain_table
from veiltrace_graph.linking.report import LinkReport

_TOLD_FROM = 0.001  # a smaller share shows as 0.0 %


def link_view(reports: Sequence[LinkReport]) -> RenderableType:
    """Return what became of the records of each kind."""
    table = plain_table("Linked")
    table.add_column("")
    for report in reports:
        table.add_column(report.scheme, justify="right")
    for label, cells in _rows(reports):
        table.add_row(label, *cells)
    notes = dict.fromkeys(note for report in reports for note in _notes(report))
    return Group(table, *map(Text, notes))


def _rows(reports: Sequence[LinkReport]) -> Iterator[tuple[str, list[str]]]:
    yield "model", [report.model for report in reports]
    yield "records", [f"{report.records:,}" for report in reports]
    yield "pairs compared", [f"{report.pairs:,}" for report in reports]
    yield "parties of several records", [f"{report.parties:,}" for report in reports]
    yield "links added", [f"{report.added:,}" for report in reports]
    yield "links withdrawn", [f"{report.withdrawn:,}" for report in reports]
    yield "links refused", [f"{report.refused:,}" for report in reports]
    yield "pairs to review", [f"{report.queued:,}" for report in reports]
    for stage in dict.fromkeys(stage for report in reports for stage in report.seconds):
        yield f"{stage}, s", [f"{report.seconds.get(stage, 0.0):.1f}" for report in reports]


def _notes(report: LinkReport) -> Iterator[str]:
    if report.without_key >= _TOLD_FROM:
        yield (
            f"{report.scheme}: {report.without_key:.1%} of the records share no name, date or "
            "number that would be compared by"
        )
    if report.outgrown:
        yield (
            f"{report.scheme}: {report.outgrown:,} keys have outgrown the model and are compared "
            "by no longer: fit it anew with 'veiltrace link --refit'"
        )
    if report.undecided:
        yield (
            f"{report.undecided:,} parties were left out: no source says whether they are persons "
            "or organisations"
        )
    if report.queued:
        yield f"{report.scheme}: 'veiltrace review' shows the pairs that no model may decide"
