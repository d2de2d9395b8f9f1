"""The `veiltrace` program: its commands, and how an error becomes one line and an exit code."""

import sys

import typer
from rich.console import Console
from rich.markup import escape

from veiltrace_api.cli import (
    auditing,
    cases,
    converting,
    demo,
    explaining,
    ingesting,
    installing,
    keys,
    leads,
    linking,
    listing,
    mappings,
    matching,
    outcomes,
    registries,
    relating,
    resolving,
    reviewing,
    searching,
    serving,
)
from veiltrace_privacy.errors import VeiltraceError

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="veiltrace",
    help="Lawful skip tracing and asset discovery: record sources in, ranked leads out.\n\n"
    "Start with 'veiltrace demo', or: 'veiltrace init', 'veiltrace ingest FILE …', "
    "'veiltrace case import PORTFOLIO', 'veiltrace case request NUMBER', 'veiltrace leads NUMBER'.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
)
app.command("init")(installing.init)
app.command("demo")(demo.demo)
app.command("ingest")(ingesting.ingest)
app.command("convert")(converting.convert)
app.add_typer(mappings.app, name="map")
app.command("sources")(listing.sources)
app.command("runs")(listing.runs)
app.command("search")(searching.search)
app.add_typer(cases.app, name="case")
app.command("leads")(leads.leads)
app.command("relate")(relating.relate)
app.command("link")(linking.link)
app.command("how")(resolving.how)
app.command("why")(explaining.why)
app.command("judge")(resolving.judge)
app.command("review")(reviewing.review)
app.command("outcome")(outcomes.outcome)
app.command("contact-permission")(outcomes.contact_permission)
app.command("match")(matching.match)
app.add_typer(matching.partner_app, name="partner")
app.add_typer(registries.app, name="registry")
app.add_typer(auditing.app, name="audit")
app.add_typer(keys.app, name="key")
app.command("serve")(serving.serve)


def main() -> None:
    """Run the program; every error of ours is one line on standard error and exit code 1."""
    console = Console(stderr=True)
    try:
        app()
    except VeiltraceError as error:
        # Not wrapped: one line, whole when it is searched for or sent on.
        message = f"[bold red]veiltrace:[/] {escape(str(error))}\n[dim]({error.code})[/]"
        console.print(message, highlight=False, soft_wrap=True)
        sys.exit(EXIT_ERROR)
    except SystemExit as stop:
        # typer turns Ctrl-C into this exit code and says nothing.
        if stop.code == EXIT_INTERRUPTED:
            console.print("stopped; what was written is whole, run the command again to go on")
        raise
