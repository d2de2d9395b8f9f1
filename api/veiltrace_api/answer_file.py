"""Answers written row by row to a CSV or JSON Lines file, which appears whole or not at all."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import orjson

from veiltrace_api.answer import Answer
from veiltrace_api.errors import OutputUnavailable, UsageError
from veiltrace_api.export import CSV_COLUMNS, csv_rows, json_object


class CsvAnswers:
    """One row for each lead; a case that could not be answered has one row that says why."""

    shows_delete_one = False

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.DictWriter(file, CSV_COLUMNS, restval="")
        self._rows.writeheader()

    def answered(self, case_number: str, answer: Answer) -> None:
        """Write the leads of one debtor."""
        for row in csv_rows(case_number, answer):
            self._rows.writerow({name: inert(value) for name, value in row.items()})

    def failed(self, case_number: str, error: str) -> None:
        """Write why a case has no answer."""
        self._rows.writerow({"case_number": inert(case_number), "error": error})


class JsonLinesAnswers:
    """One object for each debtor; a case that could not be answered has one that says why."""

    shows_delete_one = True

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def answered(self, case_number: str, answer: Answer) -> None:
        """Write the answer for one debtor."""
        self._file.write(orjson.dumps(json_object(case_number, answer)).decode() + "\n")

    def failed(self, case_number: str, error: str) -> None:
        """Write why a case has no answer."""
        line = orjson.dumps({"case_number": case_number, "error": error})
        self._file.write(line.decode() + "\n")


_WRITERS: dict[str, type[CsvAnswers | JsonLinesAnswers]] = {
    ".csv": CsvAnswers,
    ".jsonl": JsonLinesAnswers,
}


@contextmanager
def answer_file(path: Path) -> Iterator[CsvAnswers | JsonLinesAnswers]:
    """Open `path` for answers; it replaces an earlier file only when all were written.

    Raises: UsageError: neither .csv nor .jsonl. OutputUnavailable: it cannot be written.
    """
    if path.suffix not in _WRITERS:
        raise UsageError(f"answers are written to .csv or .jsonl, not to {path.name}")
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield _WRITERS[path.suffix](file)
        partial.replace(path)
    except OSError as error:
        raise OutputUnavailable(f"cannot write {path}: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)


def inert(value: str) -> str:
    """Return a cell that no spreadsheet runs as a formula (owasp.org, CSV injection).

    A record's text comes from strangers. Phone numbers begin with + and hold nothing to run.

    >>> inert("=HYPERLINK(1)"), inert("+8612400000001"), inert("示例甲")
    ("'=HYPERLINK(1)", '+8612400000001', '示例甲')
    """
    runs = value.startswith(("=", "@", "-", "\t", "\r")) or (
        value.startswith("+") and not value[1:].isdigit()
    )
    return f"'{value}" if runs else value
