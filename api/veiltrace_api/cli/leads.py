"""`veiltrace leads`: ranked, explained leads for one case, or for a file of cases."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from veiltrace_api.answer import Answer, answerer
from veiltrace_api.batch import answer_cases, read_case_numbers
from veiltrace_api.cli.options import AsOf, Home, as_of_day, output, settings_of
from veiltrace_api.errors import UsageError
from veiltrace_api.export import json_object
from veiltrace_api.installation import open_store
from veiltrace_api.render.leads import answer_view
from veiltrace_api.render.page import write_page
from veiltrace_api.render.progress import track
from veiltrace_engine.lead import LeadClass


def leads(
    case: Annotated[
        str | None, typer.Argument(help="The case's number.", show_default=False)
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="Answer every case of this table (CSV, Excel, …).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="With --cases: where to, .csv or .jsonl.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Leads shown of each class.")] = 5,
    explain: Annotated[int, typer.Option(min=0, help="Explain so many of each class.")] = 1,
    only: Annotated[
        LeadClass | None, typer.Option("--class", help="Show one class of leads only.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one line a debtor.")] = False,
    page: Annotated[
        Path | None, typer.Option(help="Also write one self-contained HTML page.")
    ] = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Rank how a case's debtor can be reached and what can be recovered, each with its reasons.

    Every answer says what was searched, what is not loaded, and what is stale. Probabilities are
    stated priors, not yet calibrated on outcomes.
    """
    if (case is None) == (cases is None):
        raise UsageError("give one case's number, or --cases FILE")
    if (cases is None) != (out is None):
        raise UsageError("--cases and --out go together")
    with open_store(settings_of(home)) as store:
        asked = answerer(store, as_of_day(as_of))
        if cases is not None and out is not None:
            numbers = read_case_numbers(cases)
            bar = track(numbers, total=len(numbers), what="answering")
            answered, failed = answer_cases(asked, bar, out)
            output().print(f"{answered:,} cases answered, {failed:,} failed: {escape(str(out))}")
            return
        for number, answer in enumerate(asked.answer(str(case)), 1):
            _show(answer, str(case), top=top, explain=explain, only=only, json=json)
            if page is not None:
                write_page(_numbered(page, number), answer)


def _show(
    answer: Answer, case: str, *, top: int, explain: int, only: LeadClass | None, json: bool
) -> None:
    if json:
        typer.echo(orjson.dumps(json_object(case, answer)).decode())
        return
    classes = tuple(LeadClass) if only is None else (only,)
    output().print(answer_view(answer, top=top, explain=explain, classes=classes))


def _numbered(page: Path, number: int) -> Path:
    return page if number == 1 else page.with_stem(f"{page.stem}-{number}")
