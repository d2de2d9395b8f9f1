"""Leads for many cases at once."""

from collections.abc import Iterable
from pathlib import Path

from veiltrace_api.answer import Answerer
from veiltrace_api.answer_file import answer_file
from veiltrace_api.errors import UnknownCase, UsageError
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import TableFormat, open_table

CASE_COLUMNS = ("case_number", "case", "案件编号")
"""Column names that hold the case number; a file of one column needs none of them."""


def read_case_numbers(path: Path) -> list[str]:
    """Return the case numbers in a table (CSV, Excel, Parquet, JSONL), in its order, once each.

    Raises: UsageError: no column of `CASE_COLUMNS`. SourceUnavailable: the file cannot be read.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in set(TableFormat):
        raise UsageError(f"{path.name}: cases are read from {', '.join(TableFormat)} files")
    table = open_table(path, format=TableFormat(suffix))
    column = next((name for name in CASE_COLUMNS if name in table.columns), None)
    if column is None and len(table.columns) == 1:
        column = table.columns[0]
    if column is None:
        raise UsageError(f"{path.name} has no column called {' or '.join(CASE_COLUMNS)}")
    rows = (row for row in table.rows() if isinstance(row, Row))
    numbers = (row.values.get(column, "").strip() for row in rows)
    return list(dict.fromkeys(number for number in numbers if number))


def answer_cases(answerer: Answerer, numbers: Iterable[str], output: Path) -> tuple[int, int]:
    """Write the leads of each case to `output` (.csv or .jsonl); return (answered, failed).

    Raises: UsageError: another suffix. OutputUnavailable: it cannot be written.
    """
    answered = failed = 0
    with answer_file(output) as file:
        for number in numbers:
            try:
                for answer in answerer.answer(number, with_delete_one=file.shows_delete_one):
                    file.answered(number, answer)
                answered += 1
            except UnknownCase as error:
                file.failed(number, error.code)
                failed += 1
    return answered, failed
