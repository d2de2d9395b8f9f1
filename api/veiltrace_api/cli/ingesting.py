"""`veiltrace ingest`: source files into the graph, with progress and a report."""

from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import ActAs, Home, as_of_day, at_desk, day_of, output
from veiltrace_api.render.listings import coverage_line, ingest_table
from veiltrace_api.render.progress import ingest_bar
from veiltrace_api.source_files import source_files
from veiltrace_connectors.ingest import IngestReport


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(help="Source files, read in this order; also .gz, .bz2 and .zip."),
    ],
    mapping: Annotated[
        str | None,
        typer.Option(help="For tables: a shipped mapping's name, or a mapping file (YAML)."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(help="A self-describing format's name; else the file's beginning tells."),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(help="For self-describing formats: a YAML file that says whose it is."),
    ] = None,
    refreshed_on: Annotated[
        str | None, typer.Option(help="The files' date, where they do not state it (YYYY-MM-DD).")
    ] = None,
    consent: Annotated[
        str,
        typer.Option(help="Reference of the separate consent for bank accounts and the like."),
    ] = "",
    principal: ActAs = None,
    home: Home = None,
) -> None:
    """Load source files: any table with a mapping, or a format that needs none ('map list').

    Of an archive every file is loaded, each as what it begins like; 'records.zip/owners.csv' is
    one file of it, and what a mapping needs if there are several.

    A file loaded before changes nothing; a run that was stopped goes on where it was. Records
    that cannot be used are counted with a reason and kept for review ('veiltrace runs'). What may
    not be held at all, such as a leak, is refused by the gate. The report ends with what was not
    covered: columns not read, and kinds of source not loaded.
    """
    day = day_of(refreshed_on, option="--refreshed-on")
    sources = [
        file
        for path in files
        for file in source_files(
            path, mapping=mapping, format=format, source=source, refreshed_on=day
        )
    ]
    reports: list[IngestReport] = []
    with at_desk(home, principal) as (desk, asker):
        try:
            for file in sources:
                with ingest_bar(file.name) as on_progress:
                    reports.append(
                        desk.sources.ingest(asker, file, consent=consent, on_progress=on_progress)
                    )
        finally:
            # A later file may fail: what was loaded before it stays loaded.
            if reports:
                output().print(ingest_table(reports))
        _, covered = desk.sources.listed(asker, as_of=as_of_day(None))
    output().print(coverage_line(covered))
