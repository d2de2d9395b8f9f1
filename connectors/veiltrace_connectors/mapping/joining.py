"""Rows joined with those of other tables of the same folder or archive, n:1 by a column of both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.mapping.model import Join, Mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.side_table import SideTable
from veiltrace_connectors.reading.table import Table, open_table
from veiltrace_graph.model import Rejected


@dataclass(frozen=True, slots=True)
class Joined:
    """One table to join with: its columns that the mapping names, and those it does not."""

    join: Join
    file_name: str
    table: Table
    columns: tuple[str, ...]
    unread: tuple[str, ...]

    def qualified(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return columns of the table as the mapping calls them."""
        return tuple(f"{self.join.name}.{column}" for column in columns)


def open_joined(file: DataFile, mapping: Mapping) -> tuple[Joined, ...]:
    """Return the tables that a mapping joins a file with, opened.

    Raises:
        SourceUnavailable: one is not beside the file, or cannot be read; the message names it.
        MappingError: one lacks a column.
    """
    return tuple(_open(file, join, mapping) for join in mapping.joins)


class Joins:
    """The rows of all joined tables, to be looked up."""

    def __init__(self, tables: Sequence[Joined]) -> None:
        """Read the tables.

        Raises: SourceUnavailable: a row of one cannot be read, so that it would be missed.
        """
        self._tables = [(one, SideTable(_rows(one), one.join.by)) for one in tables]

    def extended(self, row: Row) -> Row | Rejected:
        """Return a row with the columns of the rows it is joined with, "" where there is none.

        Rejects a row for which there are several that differ ("ambiguous_join").
        """
        values = dict(row.values)
        for one, side in self._tables:
            key = row.values[one.join.by].strip()
            found = side.all(key) if key else []
            first = found[0] if found else {}
            if any(other != first for other in found):
                raw = orjson.dumps(row.values).decode()
                return Rejected(row.position, "ambiguous_join", one.join.by, raw)
            for column, name in zip(one.columns, one.qualified(one.columns), strict=True):
                values[name] = first.get(column, "")
        return Row(row.position, values)


def _open(file: DataFile, join: Join, mapping: Mapping) -> Joined:
    beside = file.beside(join.file)
    try:
        table = open_table(
            beside,
            format=mapping.format,
            encoding_hint=mapping.encoding,
            delimiter=mapping.delimiter,
        )
    except SourceUnavailable as error:
        raise SourceUnavailable(
            f"{file.name} is joined with {join.file}, which must lie beside it: {error}"
        ) from None
    prefix = f"{join.name}."
    columns = [name.removeprefix(prefix) for name in mapping.columns if name.startswith(prefix)]
    missing = [column for column in (join.by, *columns) if column not in table.columns]
    if missing:
        raise MappingError(f"{beside.name} lacks the columns: {', '.join(missing)}")
    unread = [column for column in table.columns if column not in (join.by, *columns)]
    return Joined(join, beside.name, table, tuple(columns), tuple(unread))


def _rows(one: Joined) -> Iterator[dict[str, str]]:
    by = one.join.by
    for row in one.table.rows():
        if not isinstance(row, Row):
            raise SourceUnavailable(
                f"{one.file_name} has a row that cannot be read ({row.reason}, record "
                f"{row.position}), and rows would be joined without it; mend it"
            )
        kept = {column: row.values[column] for column in one.columns}
        yield kept | {by: row.values[by].strip()}
