from pathlib import Path

import pytest

from veiltrace_privacy.agent.access import Access, check_token, read_access, write_access
from veiltrace_privacy.agent.errors import HomeError, NotAuthorised
from veiltrace_privacy.agent.home import make_home, write_private


def test_files_are_for_their_owner_alone_and_leave_no_draft(tmp_path: Path) -> None:
    write_private(tmp_path / "key", b"one")
    write_private(tmp_path / "key", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
    assert (tmp_path / "key").read_bytes() == b"two"
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(HomeError, match="not empty"):
        make_home(tmp_path, name="carrier")


@pytest.mark.parametrize("content", [b"", b"{}", b'{"name":"a"}', b"\xff"])
def test_a_file_that_is_no_access_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "access.json").write_bytes(content)
    with pytest.raises(HomeError):
        read_access(tmp_path / "access.json")


def test_an_access_file_comes_back_and_hides_its_token(tmp_path: Path) -> None:
    access = Access("carrier", b"k" * 32, "secret")
    write_access(tmp_path / "access.json", access)
    assert read_access(tmp_path / "access.json") == access
    assert "secret" not in repr(access)


@pytest.mark.parametrize("header", ["", "abc", "Bearer ", "Bearer abd", "bearer abc", "Bearer é"])
def test_any_other_token_is_refused(header: str) -> None:
    with pytest.raises(NotAuthorised):
        check_token(header, "abc")
