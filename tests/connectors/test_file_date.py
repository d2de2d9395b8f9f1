"""The date of a file that does not state one."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.file_date import modified_on
from veiltrace_connectors.reading.data_file import DataFile


def test_a_file_is_as_old_as_its_last_change_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    moment = datetime(2024, 2, 29, 23, 59, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    assert modified_on(DataFile(path)) == date(2024, 2, 29)


def test_a_missing_file_has_no_date(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        modified_on(DataFile(tmp_path / "nothing"))
