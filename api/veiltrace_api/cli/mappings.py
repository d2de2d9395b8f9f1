"""`veiltrace map`: mapping files made, checked and listed; nothing is loaded and no value shown."""

import json
from pathlib import Path
from typing import Annotated

import typer

from veiltrace_api.cli.options import output
from veiltrace_api.errors import UsageError
from veiltrace_api.render.mappings import formats_table, guess_table, mappings_table, trial_tables
from veiltrace_api.source_files import mapping_file
from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.guess.guess import guess_file
from veiltrace_connectors.mapping.guess.options import table_options
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.schema import mapping_schema
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.mapping.trial import ROWS, try_mapping
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.registry import MAPPED, detect_format, formats

EXIT_FAULTS = 1

app = typer.Typer(
    help="Make, check and list mapping files, which say what a table's columns mean.",
    no_args_is_help=True,
)


@app.command()
def check(
    mapping: Annotated[str, typer.Argument(help="A mapping file, or a shipped mapping's name.")],
    file: Annotated[
        Path | None, typer.Argument(help="A table to try it on.", show_default=False)
    ] = None,
    rows: Annotated[int, typer.Option(min=1, help="How many of its rows.")] = ROWS,
) -> None:
    """Name every fault of a mapping; with a table, count what its first rows come to.

    Exit code 1 if the mapping has a fault or no row is accepted. No cell of the table is shown.
    """
    loaded = load_mapping(mapping_file(mapping))
    console = output()
    if file is None:
        console.print(f"{mapping}: no fault; {len(loaded.columns)} columns are read")
        return
    trial = try_mapping(_one_file(file), loaded, rows=rows)
    console.print(trial_tables(trial))
    if not trial.accepted:
        raise MappingError(f"none of the {trial.rows} rows read of {file.name} is accepted")


@app.command()
def guess(
    file: Annotated[Path, typer.Argument(help="A table: .csv, .xlsx, .parquet or .jsonl.")],
    out: Annotated[
        Path | None, typer.Option(help="Write the mapping to this new file.", show_default=False)
    ] = None,
    jurisdiction: Annotated[
        str, typer.Option(help="ISO 3166 code of the law the file is under, such as gb.")
    ] = "",
) -> None:
    """Propose a mapping from a table's headers and values, with a confidence for each column.

    What only a person can know (how the file was obtained, by what right it is held) stands in it
    as FILL_IN, and 'veiltrace map check' names it until it is filled in.
    """
    data = _one_file(file)
    known = detect_format(data)
    if known != MAPPED:
        raise UsageError(f"{file.name} is of the format '{known}' and needs no mapping: ingest it")
    if out is not None and out.exists():
        raise UsageError(f"{out.name} is there already; name a new file with --out")
    guessed = guess_file(data, table_options(data), country=jurisdiction)
    console = output()
    console.print(guess_table(guessed))
    if out is None:
        console.print("nothing written: --out MY.yaml writes the mapping file")
        return
    try:
        out.write_text(guessed.text, "utf-8")
    except OSError as error:
        raise UsageError(f"{out.name} cannot be written ({error.strerror})") from None
    console.print(f"written: {out}; fill in FILL_IN, then 'veiltrace map check {out} {file}'")


@app.command("list")
def list_() -> None:
    """List the shipped mappings and the formats that need none, with what each reads."""
    console = output()
    console.print(mappings_table(shipped_mappings()))
    console.print(formats_table(formats()))


@app.command()
def schema() -> None:
    """Print the JSON Schema of mapping files, for editors and other programs."""
    print(json.dumps(mapping_schema(), indent=2, ensure_ascii=False))  # noqa: T201


def _one_file(path: Path) -> DataFile:
    found = data_files(path)
    if len(found) > 1:
        held = ", ".join("/".join(file.members) for file in found[:10])
        raise UsageError(
            f"{path.name} holds {len(found)} files, name one as {path.name}/MEMBER: {held}"
        )
    return found[0]
