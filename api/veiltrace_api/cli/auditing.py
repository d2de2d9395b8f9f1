"""`veiltrace audit`: verify the log, list its entries, show unusual use."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import ActAs, Home, at_desk, output
from veiltrace_api.errors import UsageError
from veiltrace_api.render.auditing import anomalies_table, entries_table
from veiltrace_privacy.audit.log import TreeHead

app = typer.Typer(no_args_is_help=True, help="Verify the audit log, list it, show unusual use.")


@app.command("verify")
def verify(
    known: Annotated[
        str | None,
        typer.Option(help="An earlier head kept elsewhere, SIZE:ROOT, as this command prints it."),
    ] = None,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Recompute every hash of the log; say where it is damaged.

    Whoever can write the file could cut off its end: only an earlier head kept elsewhere shows it.
    """
    earlier = _head(known) if known else None
    with at_desk(home, principal) as (desk, asker):
        head = desk.audits.verify(asker, earlier)
    output().print(
        f"whole: {head.size:,} entries; head {head.size}:{head.root_hex}", soft_wrap=True
    )


@app.command("list")
def list_entries(
    last: Annotated[int, typer.Option(min=1, max=10_000, help="So many of the last.")] = 20,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """List the last entries: who asked what, when, and what the gate said; nobody is named."""
    with at_desk(home, principal) as (desk, asker):
        entries = desk.audits.entries(asker, last=last)
    output().print(entries_table(entries))


@app.command("anomalies")
def anomalies(principal: ActAs = None, home: Home = None) -> None:
    """Show unusual use today: far more look-ups than usual, and cases unlike all others."""
    with at_desk(home, principal) as (desk, asker):
        found = desk.audits.anomalies(asker)
    output().print(anomalies_table(found))


def _head(text: str) -> TreeHead:
    size, _, root = text.partition(":")
    if not size.isdecimal() or len(root) != 64:
        raise UsageError("--known takes SIZE:ROOT, as 'veiltrace audit verify' prints it")
    return TreeHead(int(size), root)
