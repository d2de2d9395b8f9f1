"""The page docs/bods-invalid-statements.md: what becomes of each statement BODS calls invalid."""

from pathlib import Path

from veiltrace_connectors.bods.connector import BodsConnector
from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected

_HEAD = """# Invalid BODS statements, and what becomes of each

The Beneficial Ownership Data Standard 0.4 comes with {count} files that each break one rule.
This table says what the connector does with each. It is made by
`veiltrace_connectors.bods.invalid_statements` and compared with it by a test.

| file | outcome | reason | field |
|---|---|---|---|
"""


def invalid_statements_page(folder: Path) -> str:
    """Return the page for the files of `folder`, in the order of their names."""
    paths = sorted(folder.glob("*.json"))
    rows = [f"| {path.stem} | {' | '.join(outcome(path))} |\n" for path in paths]
    return _HEAD.format(count=len(paths)) + "".join(rows)


def outcome(path: Path) -> tuple[str, str, str]:
    """Return (outcome, reason, field) of a file's first statement that is not accepted.

    The outcome is `accepted`, `rejected` (one statement) or `unavailable` (the whole file).
    """
    try:
        for record in BodsConnector(DataFile(path)).records():
            if isinstance(record, Rejected):
                return "rejected", f"`{record.reason}`", f"`{record.field}`"
    except SourceUnavailable as error:
        return "unavailable", f"`{error.code}`", "`$`"
    return "accepted", "", ""
