"""`veiltrace sources` and `veiltrace runs`: what was loaded, and what became of it."""

from typing import Annotated

import typer

from veiltrace_api.cli.options import AsOf, Home, as_of_day, output, settings_of
from veiltrace_api.errors import UsageError
from veiltrace_api.installation import open_store
from veiltrace_api.render.listings import (
    coverage_table,
    rejected_table,
    runs_table,
    sources_table,
)
from veiltrace_engine.coverage import coverage


def sources(home: Home = None, as_of: AsOf = None) -> None:
    """Show the sources loaded, and which of the fourteen kinds are missing or stale."""
    day = as_of_day(as_of)
    with open_store(settings_of(home)) as store:
        summaries = store.sources()
    console = output()
    console.print(sources_table(summaries))
    loaded = {summary.source.name: summary.source for summary in summaries}
    console.print(coverage_table(coverage(loaded, day), day))


def runs(
    run: Annotated[
        int | None, typer.Argument(help="Show what this run rejected.", show_default=False)
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Show the rejected rows themselves (personal data).")
    ] = False,
    home: Home = None,
) -> None:
    """Show the load runs, newest first; with a number, what that run rejected and why."""
    console = output()
    with open_store(settings_of(home)) as store:
        if run is None:
            console.print(runs_table(store.runs()))
            return
        if run not in {known.id for known in store.runs()}:
            raise UsageError(f"there is no run {run}: 'veiltrace runs' lists them")
        console.print(rejected_table(store.rejected(run), raw=raw))
