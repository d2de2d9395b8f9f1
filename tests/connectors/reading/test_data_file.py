"""Files as they come: plain, compressed, in archives; and what only looks like one."""

import bz2
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import archive, unpacking
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.reading.file_check import check_file

NASTY = Path(__file__).parents[2] / "data" / "nasty"
TABLE = b"number,name\n1,Example Ltd\n"


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return packed.getvalue()


def read(file: DataFile) -> bytes:
    with file.open() as opened:
        return opened.read()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("firms.csv", TABLE),
        ("firms.csv.gz", gzip.compress(TABLE)),
        ("firms.csv.gz", gzip.compress(TABLE[:8]) + gzip.compress(TABLE[8:])),
        ("firms.csv.bz2", bz2.compress(TABLE)),
        ("firms.zip", zipped({"2026/firms.csv": TABLE})),
        ("firms.zip", zipped({"firms.csv.gz": gzip.compress(TABLE)})),
        ("firms.zip", zipped({"inner.zip": zipped({"firms.csv": TABLE})})),
    ],
)
def test_one_table_reads_the_same_however_it_is_packed_and_as_often_as_asked(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (file,) = data_files(path)
    assert read(file) == read(file) == TABLE


def test_an_archive_holds_its_files_and_not_what_other_programs_put_beside_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "deeds.zip"
    members = {"a/master.csv": b"1", "a/legals.csv": b"2", "__MACOSX/a/._master.csv": b"3"}
    path.write_bytes(zipped({**members, "a/.DS_Store": b"4", "a/empty/": b""}))
    found = data_files(path)
    assert [file.name for file in found] == ["deeds.zip/a/master.csv", "deeds.zip/a/legals.csv"]
    assert found[0].beside("legals.csv") == found[1]
    assert data_files(path / "a" / "legals.csv") == (found[1],)


def test_a_member_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "deeds.zip"
    path.write_bytes(zipped({"master.csv": b"1"}))
    with pytest.raises(SourceUnavailable, match=r"no member 'x\.csv'; it holds: master\.csv"):
        data_files(path / "x.csv")
    with pytest.raises(SourceUnavailable, match="is not in the archive; it holds: master"):
        DataFile(path, ("x.csv",)).open()


def test_an_office_document_is_a_file_and_no_archive() -> None:
    path = NASTY / "excel_numbers.xlsx"
    assert data_files(path) == (DataFile(path),)


def test_a_bomb_is_refused_before_or_while_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "FREE_BYTES", 1 << 16)
    monkeypatch.setattr(archive, "FREE_BYTES", 1 << 16)
    zeros = bytes(1 << 22)
    for name, content in (("b.gz", gzip.compress(zeros)), ("b.bz2", bz2.compress(zeros))):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(SourceUnavailable, match="unpacks to more than"):
            read(DataFile(path))
    path = tmp_path / "b.zip"
    path.write_bytes(zipped({"b.csv": zeros}))
    with pytest.raises(SourceUnavailable, match="says that it unpacks to"):
        DataFile(path, ("b.csv",)).open()


def test_archives_nested_deeper_than_the_limit_are_refused(tmp_path: Path) -> None:
    content = TABLE
    for depth in range(archive.MAX_DEPTH + 1):
        content = zipped({f"{depth}.zip" if depth else "firms.csv": content})
    path = tmp_path / "deep.zip"
    path.write_bytes(content)
    with pytest.raises(SourceUnavailable, match="unpack it first"):
        data_files(path)


def test_members_outside_the_folder_or_in_one_another_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(zipped({"../firms.csv": TABLE}))
    with pytest.raises(SourceUnavailable, match="outside its own folder"):
        data_files(path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("a.csv", TABLE)
        out.writestr("b.csv", TABLE)
        out.filelist[1].header_offset = 0
    path.write_bytes(packed.getvalue())
    with pytest.raises(SourceUnavailable, match="overlap"):
        data_files(path)


def test_a_cut_off_file_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    packed = {
        "a.zip": zipped({"firms.csv": TABLE * 50}),
        "a.gz": gzip.compress(TABLE * 50),
        "a.bz2": bz2.compress(TABLE * 50),
    }
    for name, content in packed.items():
        path = tmp_path / name
        for end in range(4, len(content) - 1, 7):
            path.write_bytes(content[:end])
            with pytest.raises(SourceUnavailable):
                for file in data_files(path):
                    check_file(file, "csv")
                    read(file)


def test_an_archive_of_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.zip"
    path.write_bytes(zipped({"folder/": b""}))
    with pytest.raises(SourceUnavailable, match="without a file in it"):
        data_files(path)
