"""The date of a file that does not state one."""

from datetime import UTC, date, datetime
from pathlib import Path

from veiltrace_connectors.json_lines import unreadable


def modified_on(path: Path) -> date:
    """Return the day (UTC) the file was last written.

    Raises:
        SourceUnavailable: there is no readable file at `path`.
    """
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise unreadable(path, error) from error
