"""One row of a table, with every value as text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `position` counts the file's records from 1; `values` has every column of the table.

    An empty cell and a cell the row lacks are both "".
    """

    position: int
    values: dict[str, str]
