import stat
from pathlib import Path

import pytest

from veiltrace_api.errors import OutputUnavailable
from veiltrace_api.file_bytes import write_bytes


def test_a_small_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_bytes(tmp_path / "request.json", b"{}")
    assert (tmp_path / "request.json").read_bytes() == b"{}"
    assert stat.S_IMODE((tmp_path / "request.json").stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputUnavailable, match="No such file"):
        write_bytes(tmp_path / "no" / "request.json", b"{}")
