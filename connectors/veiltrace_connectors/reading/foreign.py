"""Reading through other people's parsers, whose errors are many and may quote the data."""

from collections.abc import Callable
from typing import TypeVar

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import unavailable

Read = TypeVar("Read")


def read_through(read: Callable[[], Read], file: DataFile, table_format: str) -> Read:
    """Return what `read` returns.

    Raises: SourceUnavailable: it failed in any way. Its message is left out, since it may quote
        a cell.
    """
    try:
        return read()
    except SourceUnavailable:
        raise
    except Exception:
        problem = f"is a damaged or cut off {table_format} file; export it again"
        raise unavailable(file, problem) from None
