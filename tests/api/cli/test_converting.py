from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

from typer.testing import Result

from veiltrace_api.errors import UsageError

Program = Callable[..., Result]


def test_records_are_not_written_over_the_file_they_are_read_from(
    program: Program, repository: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.ftm.jsonl"
    copyfile(repository / "tests/data/ftm/veiltrace_14_kinds.ftm.jsonl", mine)
    before = mine.read_bytes()
    refused = program("convert", mine, "--consent", "FICTION-1", "--to", mine)
    assert isinstance(refused.exception, UsageError)
    assert mine.read_bytes() == before
    done = program("convert", mine, "--consent", "FICTION-1", "--to", tmp_path / "o.ftm.jsonl")
    assert done.exit_code == 0


def test_nor_over_the_archive_they_are_packed_in(
    program: Program, repository: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "mine.ftm.json"
    with ZipFile(archive, "w") as opened:
        opened.write(repository / "tests/data/gazette/feed-many.json", "feed.json")
    before = archive.read_bytes()
    refused = program("convert", archive / "feed.json", "--to", archive)
    assert isinstance(refused.exception, UsageError)
    assert archive.read_bytes() == before
