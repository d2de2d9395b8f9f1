"""The date of a file that does not state one."""

from datetime import UTC, date, datetime

from veiltrace_connectors.json_lines import unreadable
from veiltrace_connectors.reading.data_file import DataFile


def modified_on(file: DataFile) -> date:
    """Return the day (UTC) the file, or the archive it is in, was last written.

    Raises:
        SourceUnavailable: there is no such file.
    """
    try:
        return datetime.fromtimestamp(file.path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise unreadable(file, error) from error
