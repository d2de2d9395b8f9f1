"""Leads for many cases at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from veiltrace_api.answer import Answer
from veiltrace_api.answer_file import AnswerFile
from veiltrace_api.errors import AccessRefused, UnknownCase, UsageError
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import TableFormat, open_table
from veiltrace_graph.model import Rejected

CASE_COLUMNS = ("case_number", "case", "案件编号")
"""Column names that hold the case number; a file of one column needs none of them."""
CREDITOR_COLUMNS = ("creditor", "债权人")
"""Column names that hold the creditor, where several have a case of one number."""


@dataclass(frozen=True, slots=True)
class CaseTable:
    """The cases a table asks for, once each: (number, creditor or None), and its broken rows."""

    cases: tuple[tuple[str, str | None], ...]
    broken: tuple[Rejected, ...]


def read_cases(path: Path) -> CaseTable:
    """Return the cases in a table (CSV, Excel, Parquet, JSONL), in its order.

    A row without a number is broken, as is one that is no row of the table.
    Raises: UsageError: no column of `CASE_COLUMNS`. SourceUnavailable: the file cannot be read.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in set(TableFormat):
        raise UsageError(f"{path.name}: cases are read from {', '.join(TableFormat)} files")
    table = open_table(DataFile(path), format=TableFormat(suffix))
    column = next((name for name in CASE_COLUMNS if name in table.columns), None)
    if column is None and len(table.columns) == 1:
        column = table.columns[0]
    if column is None:
        raise UsageError(f"{path.name} has no column called {' or '.join(CASE_COLUMNS)}")
    creditor = next((name for name in CREDITOR_COLUMNS if name in table.columns), "")
    cases: dict[tuple[str, str | None], None] = {}
    broken = []
    for row in table.rows():
        if isinstance(row, Row):
            number = row.values.get(column, "").strip()
            if number:
                cases[number, row.values.get(creditor, "").strip() or None] = None
            else:
                broken.append(Rejected(row.position, "no_case_number", column, ""))
        else:
            broken.append(row)
    return CaseTable(tuple(cases), tuple(broken))


def answer_cases(
    answer: Callable[[str, str | None, bool], tuple[Answer, ...]],
    cases: Iterable[tuple[str, str | None]],
    file: AnswerFile,
) -> tuple[int, int]:
    """Write the leads of each case to `file`; return (answered, failed).

    Args:
        answer: called with number, creditor and whether to say what falls without each source.
    Raises: OutputUnavailable: it cannot be written. Whatever `answer` raises beyond what is wrong
        with one case.
    """
    answered = failed = 0
    for number, creditor in cases:
        try:
            answers = answer(number, creditor, file.shows_delete_one)
        except (AccessRefused, UnknownCase, UsageError) as error:
            file.failed(number, error.code)
            failed += 1
            continue
        for one in answers:
            file.answered(number, one)
        answered += 1
    return answered, failed
