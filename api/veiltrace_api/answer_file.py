"""Answers written row by row to an export, as CSV or JSON Lines."""

import csv
import io
from pathlib import Path

import orjson

from veiltrace_api.answer import Answer
from veiltrace_api.desk.exporting import Export
from veiltrace_api.errors import UsageError
from veiltrace_api.export import CSV_COLUMNS, csv_rows, json_object
from veiltrace_connectors.writing.inert import inert


class CsvAnswers:
    """One row for each lead; a case that could not be answered has one row that says why."""

    shows_delete_one = False

    def __init__(self, export: Export) -> None:
        self._export = export
        self._text = io.StringIO(newline="")
        self._rows = csv.DictWriter(self._text, CSV_COLUMNS, restval="")
        self._rows.writeheader()
        self._write(of=None)

    def answered(self, case_number: str, answer: Answer) -> None:
        """Write the leads of one debtor."""
        for row in csv_rows(case_number, answer):
            self._rows.writerow({name: inert(value) for name, value in row.items()})
        self._write(of=answer)

    def failed(self, case_number: str, error: str) -> None:
        """Write why a case has no answer."""
        self._rows.writerow({"case_number": inert(case_number), "error": error})
        self._write(of=None)

    def _write(self, *, of: Answer | None) -> None:
        self._export.write(self._text.getvalue(), of=of)
        self._text.seek(0)
        self._text.truncate()


class JsonLinesAnswers:
    """One object for each debtor; a case that could not be answered has one that says why."""

    shows_delete_one = True

    def __init__(self, export: Export) -> None:
        self._export = export

    def answered(self, case_number: str, answer: Answer) -> None:
        """Write the answer for one debtor."""
        line = orjson.dumps(json_object(case_number, answer))
        self._export.write(line.decode() + "\n", of=answer)

    def failed(self, case_number: str, error: str) -> None:
        """Write why a case has no answer."""
        line = orjson.dumps({"case_number": case_number, "error": error})
        self._export.write(line.decode() + "\n", of=None)


AnswerFile = CsvAnswers | JsonLinesAnswers

_WRITERS: dict[str, type[AnswerFile]] = {".csv": CsvAnswers, ".jsonl": JsonLinesAnswers}


def answer_writer(path: Path) -> type[AnswerFile]:
    """Return what writes answers to such a file. Raises: UsageError: neither .csv nor .jsonl."""
    if path.suffix not in _WRITERS:
        raise UsageError(f"answers are written to .csv or .jsonl, not to {path.name}")
    return _WRITERS[path.suffix]
