"""`veiltrace sources` and `veiltrace runs`: what was loaded, and what became of it."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import ActAs, AsOf, Home, as_of_day, at_desk, output
from veiltrace_api.render.listings import (
    coverage_table,
    rejected_table,
    runs_table,
    sources_table,
)


def sources(principal: ActAs = None, home: Home = None, as_of: AsOf = None) -> None:
    """Show the sources loaded, and which of the fourteen kinds are missing or stale."""
    day = as_of_day(as_of)
    with at_desk(home, principal) as (desk, asker):
        summaries, searched = desk.sources.listed(asker, as_of=day)
    console = output()
    console.print(sources_table(summaries))
    console.print(coverage_table(searched, day))


def runs(
    run: Annotated[
        int | None, typer.Argument(help="Show what this run rejected.", show_default=False)
    ] = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Show the rejected rows themselves (personal data), as review."),
    ] = False,
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Show the load runs, newest first; with a number, what that run rejected and why."""
    console = output()
    with at_desk(home, principal) as (desk, asker):
        if run is None:
            console.print(runs_table(desk.sources.runs(asker)))
            return
        rejected = desk.sources.rejected(asker, run, raw=raw)
    console.print(rejected_table(rejected, raw=raw))
