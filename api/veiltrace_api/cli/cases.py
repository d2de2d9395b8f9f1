"""`veiltrace case`: add, list, import, ask for a mandate, open, show and close debt cases."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from veiltrace_api.cli.ingesting import ingest as ingest_files
from veiltrace_api.cli.options import (
    ActAs,
    AsOf,
    Creditor,
    Home,
    Why,
    as_of_day,
    at_desk,
    day_of,
    output,
)
from veiltrace_api.desk.cases import MandateWish
from veiltrace_api.desk.grant import Question
from veiltrace_api.file_bytes import read_bytes, sha256_of, write_bytes
from veiltrace_api.manual_case import ManualCase
from veiltrace_api.render.findings import case_panel, cases_table
from veiltrace_api.source_files import require_portfolio
from veiltrace_privacy.policy.words import LegalBasis, Purpose

app = typer.Typer(
    no_args_is_help=True, help="Add, list, import, open under a mandate, show and close debt cases."
)

Number = Annotated[str, typer.Argument(help="The case's number.")]


@app.command("add")
def add(
    number: Annotated[str, typer.Option(help="The case's number, unique with this creditor.")],
    debtor: Annotated[str, typer.Option(help="The debtor's name.")],
    creditor: Annotated[str, typer.Option(help="The creditor's name.")],
    amount: Annotated[float, typer.Option(help="The claim, in --currency.")],
    debtor_id: Annotated[
        str, typer.Option(help="Resident ID or company code; joins the debtor to the sources.")
    ] = "",
    currency: Annotated[str, typer.Option(help="ISO 4217 code.")] = "CNY",
    overdue_since: Annotated[str | None, typer.Option(help="Day the claim fell due.")] = None,
    phone: Annotated[str, typer.Option(help="Phone on file.")] = "",
    address: Annotated[str, typer.Option(help="Address on file.")] = "",
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Add one debt case by hand, or correct one that has no mandate yet."""
    due = day_of(overdue_since, option="--overdue-since")
    case = ManualCase(number, debtor, debtor_id, creditor, amount, currency, due, phone, address)
    with at_desk(home, principal) as (desk, asker):
        desk.cases.add(asker, case)
    shown = escape(number)
    output().print(f"case added; [bold]veiltrace case request '{shown}'[/] asks for its mandate")


@app.command("list")
def list_cases(principal: ActAs = None, home: Home = None, as_of: AsOf = None) -> None:
    """List the cases by number, and whether each is open; nobody is named."""
    with at_desk(home, principal) as (desk, asker):
        lines = desk.cases.listed(asker, as_of=as_of_day(as_of))
    output().print(cases_table(lines))


@app.command("request")
def request(
    number: Number,
    document: Annotated[Path, typer.Option(help="The claim document; only its hash is sent.")],
    purpose: Annotated[list[Purpose], typer.Option(help="locate, assets or enforcement.")],
    out: Annotated[Path, typer.Option(help="Where the request file goes.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it is to hold.")] = 180,
    claim_date: Annotated[
        str | None, typer.Option(help="Day of the claim, where the case does not say.")
    ] = None,
    jurisdiction: Annotated[str, typer.Option(help="Law of the case (ISO 3166).")] = "cn",
    legal_basis: Annotated[
        LegalBasis, typer.Option(help="By what right the data are used.")
    ] = LegalBasis.CONTRACT,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Write the file that asks a registry to approve work on a case ('veiltrace-registry').

    It names nobody: ids are keyed, and the claim document goes as its hash.
    """
    wish = MandateWish(
        purposes=tuple(purpose),
        document_sha256=sha256_of(document),
        days=days,
        claim_date=day_of(claim_date, option="--claim-date"),
        jurisdiction=jurisdiction.lower(),
        legal_basis=legal_basis,
    )
    with at_desk(home, principal) as (desk, asker):
        write_bytes(out, desk.cases.request_mandate(asker, number, wish, creditor=creditor))
    output().print(f"request written: {escape(str(out))}; its registry approves and returns it")


@app.command("open")
def open_case(
    number: Number,
    mandate: Annotated[Path, typer.Argument(help="The mandate that the registry signed.")],
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Open a case by the mandate that a trusted registry signed ('veiltrace registry trust')."""
    signed_file = read_bytes(mandate)
    with at_desk(home, principal) as (desk, asker):
        signed = desk.cases.open(asker, number, signed_file, creditor=creditor)
    purposes = ", ".join(signed.mandate.purposes)
    own = "; self-certified: nobody else has checked it" if signed.self_certified else ""
    output().print(f"open until {signed.mandate.expires_on} for {purposes}{own}")


@app.command("close")
def close(
    number: Number, creditor: Creditor = None, principal: ActAs = None, home: Home = None
) -> None:
    """Close a case for good: it is read no more."""
    with at_desk(home, principal) as (desk, asker):
        desk.cases.close(asker, number, creditor=creditor)
    output().print("closed")


@app.command("show")
def show(
    number: Number,
    purpose: Why = None,
    creditor: Creditor = None,
    principal: ActAs = None,
    home: Home = None,
    as_of: AsOf = None,
) -> None:
    """Show one case: the claim, its debtors and what is on file of them."""
    with at_desk(home, principal) as (desk, asker):
        question = Question(asker, number, purpose, as_of_day(as_of), creditor)
        shown = desk.reading.show_case(question)
    output().print(case_panel(shown))


@app.command("import")
def import_cases(
    file: Annotated[
        Path, typer.Argument(help="A debt portfolio; CSV, Excel, Parquet, JSONL, packed too.")
    ],
    mapping: Annotated[
        str, typer.Option(help="How its columns read: a shipped mapping's name or a file.")
    ] = "cn_portfolio",
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Load a debt portfolio: each row a case with its debtor, guarantor and creditor."""
    require_portfolio(mapping)
    ingest_files([file], mapping=mapping, principal=principal, home=home)
