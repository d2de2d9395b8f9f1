"""`veiltrace ingest`: source files into the graph, with progress and a report."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import Home, day_of, output, settings_of
from veiltrace_api.installation import open_store
from veiltrace_api.render.listings import ingest_table
from veiltrace_api.render.progress import ingest_bar
from veiltrace_api.source_files import source_file
from veiltrace_connectors import ingest as run


def ingest(
    files: Annotated[list[Path], typer.Argument(help="Source files, read in this order.")],
    mapping: Annotated[
        str | None,
        typer.Option(help="For tables: a shipped mapping's name, or a mapping file (YAML)."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(help="bods, gleif or followthemoney; else the file's beginning tells."),
    ] = None,
    refreshed_on: Annotated[
        str | None, typer.Option(help="The files' date, where they do not state it (YYYY-MM-DD).")
    ] = None,
    home: Home = None,
) -> None:
    """Load source files: BODS, GLEIF, FollowTheMoney, or any table with a mapping.

    A file loaded before changes nothing; a run that was stopped goes on where it was. Records
    that cannot be used are counted with a reason and kept for review ('veiltrace runs').
    """
    day = day_of(refreshed_on, option="--refreshed-on")
    sources = [
        source_file(path, mapping=mapping, format=format, refreshed_on=day) for path in files
    ]
    with open_store(settings_of(home)) as store:
        reports = []
        for source in sources:
            with ingest_bar(source.path.name) as on_progress:
                reports.append(
                    run.ingest(
                        source.open,
                        store,
                        file_name=source.path.name,
                        fingerprint=source.fingerprint,
                        clock=now,
                        on_progress=on_progress,
                    )
                )
    output().print(ingest_table(reports))


def now() -> datetime:
    """Return this moment: the one clock of the commands."""
    return datetime.now(UTC)
