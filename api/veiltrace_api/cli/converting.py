"""`veiltrace convert`: a source file as FollowTheMoney, CSV or Parquet, without loading it."""

from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import day_of, now, output
from veiltrace_api.errors import UsageError
from veiltrace_api.render.listings import conversion_table
from veiltrace_api.render.progress import ingest_bar
from veiltrace_api.source_files import source_files
from veiltrace_connectors.convert import convert as convert_file
from veiltrace_connectors.writing.record_writer import paths_of


def convert(
    file: Annotated[
        Path, typer.Argument(help="A source file, also .gz, .bz2 or 'records.zip/owners.csv'.")
    ],
    to: Annotated[
        Path, typer.Option(help="What to write: NAME.ftm.jsonl, NAME.csv or NAME.parquet.")
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
        str | None, typer.Option(help="The file's date, where it does not state it (YYYY-MM-DD).")
    ] = None,
    consent: Annotated[
        str, typer.Option(help="Reference of the separate consent for bank accounts and the like.")
    ] = "",
) -> None:
    """Write a source file's records for other programs; nothing is loaded.

    FollowTheMoney gives one file, which 'veiltrace ingest' reads back to the same records; CSV
    and Parquet give two tables, NAME.statements and NAME.relations. Files are written whole or
    not at all, readable for you alone. What may not be held, such as a leak, is not passed on.
    """
    day = day_of(refreshed_on, option="--refreshed-on")
    found = source_files(file, mapping=mapping, format=format, source=source, refreshed_on=day)
    if len(found) > 1:
        raise UsageError(
            f"{file.name} holds {len(found)} files: name one of them as {file.name}/MEMBER"
        )
    if _is_written_over(file, to):
        raise UsageError(f"{to.name} is what is read; name another file with --to")
    with ingest_bar(found[0].name) as on_progress:
        done = convert_file(
            found[0].open,
            to,
            file_name=found[0].name,
            as_of=now().date(),
            on_progress=on_progress,
            consent=consent,
        )
    output().print(conversion_table(found[0].name, done))


def _is_written_over(file: Path, to: Path) -> bool:
    """Return whether writing would replace the file, or the archive, that the records are from."""
    read = next(path for path in (file, *file.parents) if path.exists())
    return any(path.exists() and path.samefile(read) for path in paths_of(to))
