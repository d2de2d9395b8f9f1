"""A partner's table read from a CSV file or a table of a SQLite file."""

import csv
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.table import Row

SQLITE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3"})
REQUIRED = ("id", "contact_point")
OPTIONAL = ("channel", "tenure", "contact")


def read_rows(path: Path, columns: Mapping[str, str], *, table: str, channel: str) -> Iterator[Row]:
    """Yield the rows of a UTF-8 CSV file, or of `table` in a SQLite file, by the file's suffix.

    Args:
        path: the file.
        columns: which column is "id", "contact_point", and, where there is one, "channel",
            "tenure" (whole months) and "contact" (whole days since last seen in use).
        table: the table's name; SQLite only.
        channel: what the channel is where there is no such column.
    Raises:
        TableRefused: the file cannot be read, or lacks a column.
    """
    wanted = [columns[role] for role in (*REQUIRED, *OPTIONAL) if role in columns]
    is_sqlite = path.suffix.lower() in SQLITE_SUFFIXES
    records = _sqlite_records(path, table, wanted) if is_sqlite else _csv_records(path, wanted)
    for record in records:
        by_role = {role: record[column] for role, column in columns.items()}
        yield Row(
            identity=by_role["id"],
            contact=by_role["contact_point"],
            channel=by_role.get("channel", channel).strip().lower(),
            tenure_months=by_role.get("tenure", ""),
            contact_days=by_role.get("contact", ""),
        )


def _csv_records(path: Path, wanted: list[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True, restval="")
            _check_columns(wanted, reader.fieldnames or ())
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableRefused(f"{path} is no readable UTF-8 CSV ({type(error).__name__})") from None


def _sqlite_records(path: Path, table: str, wanted: list[str]) -> Iterator[dict[str, str]]:
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            names = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
            _check_columns(wanted, [name for (name,) in names])
            chosen = ", ".join(map(_quoted, wanted))
            # The names are those of the file itself, and quoted.
            for row in database.execute(f"SELECT {chosen} FROM {_quoted(table)}"):  # noqa: S608
                values = ("" if value is None else str(value) for value in row)
                yield dict(zip(wanted, values, strict=True))
    except sqlite3.Error as error:
        raise TableRefused(f"{path} is no readable SQLite file ({type(error).__name__})") from None


def _check_columns(wanted: list[str], present: object) -> None:
    missing = [name for name in wanted if name not in tuple(present)]  # type: ignore[arg-type]
    if missing:
        raise TableRefused(f"the table has no column {', '.join(missing)}; check --column")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
