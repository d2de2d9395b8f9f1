import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.private_file import private_file, private_files


class CannotWriteError(VeiltraceError):
    """What these tests have raised."""


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A umask under which everybody may read what is written without care."""
    before = os.umask(0)
    yield
    os.umask(before)


def write(path: Path, data: bytes = b"new") -> None:
    with private_file(path, error=CannotWriteError) as file:
        file.write(data)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_for_its_owner_alone_from_its_first_byte(tmp_path: Path) -> None:
    with private_file(tmp_path / "a", error=CannotWriteError) as file:
        file.write(b"new")
        (draft,) = tmp_path.iterdir()
        assert (draft.name == "a", mode(draft)) == (False, 0o600)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"new"
    assert mode(tmp_path / "a") == 0o600


def test_an_earlier_file_that_all_may_read_is_replaced_by_one_that_they_may_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    assert mode(tmp_path / "a") == 0o666
    write(tmp_path / "a")
    assert ((tmp_path / "a").read_bytes(), mode(tmp_path / "a")) == (b"new", 0o600)


@pytest.mark.parametrize("failure", [ValueError(), KeyboardInterrupt(), OSError(errno.ENOSPC, "")])
def test_whatever_ends_the_block_leaves_the_earlier_file_and_no_draft(
    tmp_path: Path, failure: BaseException
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with (
        pytest.raises((type(failure), CannotWriteError)),
        private_file(tmp_path / "a", error=CannotWriteError) as file,
    ):
        file.write(b"half")
        raise failure
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_killed_writer_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.private_file import private_file
with private_file(Path({str(tmp_path / "a")!r}), error=VeiltraceError) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False)
    assert ended.returncode == -signal.SIGKILL
    (draft,) = tmp_path.iterdir()
    assert (draft.name == "a", draft.suffix, mode(draft)) == (False, ".partial", 0o600)


def test_two_writers_of_one_path_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with private_file(path, error=CannotWriteError) as slow:
        slow.write(b"slow, ")
        write(path, b"quick")
        assert path.read_bytes() == b"quick"
        slow.write(b"and whole")
    assert path.read_bytes() == b"slow, and whole"


OTHERS: dict[str, Callable[[Path], None]] = {"folder": Path.mkdir, "pipe": os.mkfifo}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path, other: str) -> None:
    OTHERS[other](tmp_path / "a")
    before = (tmp_path / "a").stat().st_ino
    with pytest.raises(CannotWriteError, match="no ordinary file"):
        write(tmp_path / "a")
    assert (tmp_path / "a").stat().st_ino == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_is_replaced_and_what_it_names_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"old")
    (tmp_path / "a").symlink_to(tmp_path / "other")
    write(tmp_path / "a")
    assert (tmp_path / "other").read_bytes() == b"old"
    assert ((tmp_path / "a").is_symlink(), (tmp_path / "a").read_bytes()) == (False, b"new")


@pytest.mark.parametrize("name", ["no/folder", "n" * 300, "file/below"])
def test_a_place_that_cannot_be_written_is_the_callers_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError, match=r"cannot write .*: \w+"):
        write(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_files_that_belong_together_appear_together(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    with private_files(paths, error=CannotWriteError) as (a, b):
        a.write(b"1")
        b.write(b"2")
        assert not any(path.exists() for path in paths)
    assert [(path.read_bytes(), mode(path)) for path in paths] == [(b"1", 0o600), (b"2", 0o600)]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("broken", [0, 1])
def test_of_files_that_belong_together_none_appears_where_one_cannot_be_ended(
    tmp_path: Path, broken: int
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    paths = [tmp_path / "a", tmp_path / "b"]
    # Its end fails as where the last bytes find no room on the disk.
    with (
        pytest.raises(CannotWriteError),
        private_files(paths, error=CannotWriteError) as files,
    ):
        files[broken].write(b"half")
        os.close(files[broken].fileno())
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
