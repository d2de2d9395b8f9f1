"""The date of a file that does not state one."""

from datetime import date

from veiltrace_connectors.reading.data_file import DataFile


def modified_on(file: DataFile) -> date:
    """Return the day (UTC) the file was last written, as its archive or the disk says.

    Raises:
        SourceUnavailable: there is no such file.
    """
    return file.written_on
