"""`veiltrace leads`: ranked, explained leads for one case, or for a file of cases."""

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape

from veiltrace_api.answer import Answer
from veiltrace_api.answer_file import answer_writer
from veiltrace_api.batch import CaseTable, answer_cases, read_cases
from veiltrace_api.cli.options import (
    ActAs,
    AsOf,
    Creditor,
    Home,
    Why,
    as_of_day,
    at_desk,
    output,
)
from veiltrace_api.control.principals import Principal
from veiltrace_api.desk.desk import Desk
from veiltrace_api.desk.grant import Question
from veiltrace_api.errors import UsageError
from veiltrace_api.export import json_object
from veiltrace_api.render.leads import answer_view
from veiltrace_api.render.progress import track
from veiltrace_engine.lead import LeadClass

_TOP, _EXPLAIN = 5, 1


def leads(
    case: Annotated[
        str | None, typer.Argument(help="The case's number.", show_default=False)
    ] = None,
    purpose: Why = None,
    cases: Annotated[
        Path | None, typer.Option(help="Answer every case of this table (CSV, Excel, …).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="With --cases: where to, .csv or .jsonl.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Leads shown of each class.")] = _TOP,
    explain: Annotated[int, typer.Option(min=0, help="Explain so many of each class.")] = _EXPLAIN,
    only: Annotated[
        LeadClass | None, typer.Option("--class", help="Show one class of leads only.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one line a debtor.")] = False,
    page: Annotated[
        Path | None, typer.Option(help="Also write one self-contained HTML page.")
    ] = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Rank how a case's debtor can be reached and what can be recovered, each with its reasons.

    Every answer says what was searched, what is not loaded, what is stale, who vouches for the
    mandate, and how many leads a rule hides. Probabilities are stated priors, not yet calibrated.
    """
    if (case is None) == (cases is None):
        raise UsageError("give one case's number, or --cases FILE")
    if (cases is None) != (out is None):
        raise UsageError("--cases and --out go together")
    shown_otherwise = json or page or only or creditor or (top, explain) != (_TOP, _EXPLAIN)
    if cases is not None and shown_otherwise:
        raise UsageError(
            "--json, --page, --top, --explain, --class and --creditor are for one case; "
            "--out of --cases FILE says all of each"
        )
    day = as_of_day(as_of)
    table = read_cases(cases) if cases is not None else CaseTable(((str(case), creditor),), ())
    with at_desk(home, principal) as (desk, asker):

        def answer(number: str, creditor: str | None, with_delete_one: bool) -> tuple[Answer, ...]:
            question = Question(asker, number, purpose, day, creditor)
            return desk.reading.leads(question, with_delete_one=with_delete_one)

        if out is not None and purpose is not None:
            writer = answer_writer(out)
            bar = track(table.cases, total=len(table.cases), what="answering")
            with desk.exports.file(asker, out, operation="leads.cases") as export:
                answered, failed = answer_cases(answer, bar, writer(export))
            _say_batch(answered, failed, table, out)
            return
        # Without a purpose a file of cases is refused as a whole, by its first.
        answers = answer(*(table.cases or [("", None)])[0], True)
        for number, one in enumerate(answers, 1):
            _show(one, str(case), top=top, explain=explain, only=only, json=json)
            if page is not None:
                _write_page(desk, asker, _numbered(page, number), one)


def _write_page(desk: Desk, principal: Principal, page: Path, answer: Answer) -> None:
    # Drawing takes long to import, and few ask for a picture.
    from veiltrace_api.render.page import page_html

    with desk.exports.file(principal, page, operation="leads.page") as export:
        export.write(page_html(answer), of=answer)


def _say_batch(answered: int, failed: int, table: CaseTable, out: Path) -> None:
    console = output()
    cases = "case" if answered == 1 else "cases"
    console.print(f"{answered:,} {cases} answered, {failed:,} failed: {escape(str(out))}")
    if table.broken:
        rows = ", ".join(f"{row.position} ({row.reason})" for row in table.broken[:10])
        more = f" and {len(table.broken) - 10:,} more" if len(table.broken) > 10 else ""
        console.print(f"{len(table.broken):,} rows name no case and were left out: {rows}{more}")


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
