"""`veiltrace case`: add, list, show and import debt cases."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from veiltrace_api.cases import case_facts, debtors_of, find_case
from veiltrace_api.cli.ingesting import ingest as ingest_files
from veiltrace_api.cli.ingesting import now
from veiltrace_api.cli.options import AsOf, Home, as_of_day, day_of, output, settings_of
from veiltrace_api.installation import open_store
from veiltrace_api.manual_case import ManualCase, add_case
from veiltrace_api.render.findings import case_panel, cases_table
from veiltrace_graph.vocabulary import NodeKind

app = typer.Typer(no_args_is_help=True, help="Add, list, show and import debt cases.")


@app.command("add")
def add(
    number: Annotated[str, typer.Option(help="The case's number, unique with this creditor.")],
    debtor: Annotated[str, typer.Option(help="The debtor's name.")],
    creditor: Annotated[str, typer.Option(help="The creditor's name.")],
    amount: Annotated[float, typer.Option(min=0.01, help="The claim, in --currency.")],
    debtor_id: Annotated[
        str, typer.Option(help="Resident ID or company code; joins the debtor to the sources.")
    ] = "",
    currency: Annotated[str, typer.Option(help="ISO 4217 code.")] = "CNY",
    overdue_since: Annotated[str | None, typer.Option(help="Day the claim fell due.")] = None,
    phone: Annotated[str, typer.Option(help="Phone on file.")] = "",
    address: Annotated[str, typer.Option(help="Address on file.")] = "",
    home: Home = None,
) -> None:
    """Add one debt case by hand. Added again under its number, it is corrected, not doubled."""
    due = day_of(overdue_since, option="--overdue-since")
    case = ManualCase(number, debtor, debtor_id, creditor, amount, currency, due, phone, address)
    moment = now()
    with open_store(settings_of(home)) as store:
        add_case(store, case, today=moment.date(), now=moment)
    shown = escape(number)
    output().print(f"case added: [bold]veiltrace leads '{shown}'[/] ranks its leads")


@app.command("list")
def list_cases(home: Home = None, as_of: AsOf = None) -> None:
    """List the cases with their debtors."""
    with open_store(settings_of(home)) as store:
        view = store.view(as_of_day(as_of))
        rows = [
            (case_facts(view, case), debtors_of(view, case)) for case in view.of_kind(NodeKind.CASE)
        ]
    output().print(cases_table(rows))


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(help="The case's number.")],
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show one case: the claim, its debtors and what is on file of them."""
    day: date = as_of_day(as_of)
    with open_store(settings_of(home)) as store:
        view = store.view(day)
        case = find_case(view, number)
        debtors = debtors_of(view, case)
        statements = view.statements([debtor.id for debtor in debtors])
        output().print(case_panel(case_facts(view, case), debtors, statements))


@app.command("import")
def import_cases(
    file: Annotated[Path, typer.Argument(help="A debt portfolio: CSV, Excel, Parquet or JSONL.")],
    mapping: Annotated[
        str, typer.Option(help="How its columns read: a shipped mapping's name or a file.")
    ] = "cn_portfolio",
    home: Home = None,
) -> None:
    """Load a debt portfolio: each row a case with its debtor, guarantor and creditor."""
    ingest_files([file], mapping=mapping, home=home)
