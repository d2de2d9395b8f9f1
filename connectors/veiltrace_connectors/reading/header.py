"""The names of a table's columns, from its header row."""

import re
from collections import Counter
from collections.abc import Iterable

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
MAX_COLUMNS = 16_384
"""As many as Excel has; a file with more is not a table of records."""


def column_names(cells: Iterable[str], file: DataFile) -> tuple[str, ...]:
    """Return one name for each cell of the header row, "" for a column without a name.

    Outer space and byte order marks are no part of a name, and a line break in it is a space:
    names are shown in messages of one line. A name that comes again is numbered.

    >>> from pathlib import Path
    >>> column_names(["\\ufeffName", " Number ", "Name", ""], DataFile(Path("firms.csv")))
    ('Name', 'Number', 'Name#2', '')

    Raises: SourceUnavailable: there is no name at all, or more than `MAX_COLUMNS`.
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in cells:
        name = _CONTROLS.sub(" ", cell.replace("\ufeff", "")).strip()
        seen[name] += 1
        names.append(f"{name}#{seen[name]}" if name and seen[name] > 1 else name)
    if not any(names):
        raise unavailable(file, "has no header row; the first row must name the columns")
    if len(names) > MAX_COLUMNS:
        raise unavailable(file, f"has more than {MAX_COLUMNS} columns; check the delimiter")
    return tuple(names)
