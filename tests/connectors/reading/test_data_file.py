"""What a path holds, and that its bytes come out whole however they are packed."""

import bz2
import gzip
import io
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import rewindable
from veiltrace_connectors.reading.data_file import DataFile, data_files

TABLE = b"name\n" + b"".join(b"%d\n" % (n * 7919 % 10_007) for n in range(5_000))


def zipped(files: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w", method) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return archive.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def read(file: DataFile) -> bytes:
    with file.open() as opened:
        return opened.read()


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def make(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


Write = Callable[[str, bytes], Path]

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "gzip of bzip2": lambda data: gzip.compress(bz2.compress(data)),
    "gzip in two parts": lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]),
    "bzip2 in two parts": lambda data: bz2.compress(data[:9]) + bz2.compress(data[9:]),
    "gzip filled up with zeros": lambda data: gzip.compress(data) + bytes(700),
    "ZIP": lambda data: zipped({"in.csv": data}),
    "ZIP, stored": lambda data: zipped({"in.csv": data}, ZIP_STORED),
    "ZIP, bzip2": lambda data: zipped({"in.csv": data}, ZIP_BZIP2),
    "ZIP, lzma": lambda data: zipped({"in.csv": data}, ZIP_LZMA),
    "ZIP in ZIP": lambda data: zipped({"a.zip": zipped({"in.csv": data})}),
    "gzip in ZIP": lambda data: zipped({"in.csv.gz": gzip.compress(data)}),
    "ZIP in gzip": lambda data: gzip.compress(zipped({"in.csv": data})),
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_whatever_the_packing_the_bytes_come_out_again_and_again(
    write: Write, pack: Callable[[bytes], bytes]
) -> None:
    (file,) = data_files(write("in", pack(TABLE)))
    assert read(file) == read(file) == TABLE
    with file.open_whole() as opened:
        opened.seek(-5, io.SEEK_END)
        assert opened.read() == TABLE[-5:]
        opened.seek(2)
        assert opened.read(3) == TABLE[2:5]
    assert file.size in (0, len(TABLE))


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("held", [0, 100])
def test_what_is_too_large_to_hold_is_read_in_any_order_too(
    write: Write, monkeypatch: pytest.MonkeyPatch, held: int, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(rewindable, "MAX_HELD_BYTES", held)
    (file,) = data_files(write("in", pack(TABLE)))
    with file.open_whole() as opened:
        opened.seek(-5, io.SEEK_END)
        assert (opened.read(), opened.read()) == (TABLE[-5:], b"")
        opened.seek(1_000)
        opened.seek(10, io.SEEK_CUR)
        assert opened.read(9) == TABLE[1_010:1_019]
        opened.seek(0)
        assert opened.read() == TABLE


@given(data=st.binary(max_size=300), pack=st.sampled_from(list(PACKED)))
def test_any_bytes_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, pack: str
) -> None:
    path = tmp_path_factory.mktemp("packed") / "in"
    path.write_bytes(PACKED["ZIP"](PACKED[pack](b"-" + data)))
    (file,) = data_files(path)
    assert read(file) == b"-" + data


def test_an_archive_holds_its_files_in_its_order_and_no_folders_or_icons(write: Write) -> None:
    inner = zipped({"c.csv": b"c", "b/d.csv": b"d"})
    files = {
        "b/a.csv": b"a",
        "b/": b"",
        "inner.zip": inner,
        "__MACOSX/._a.csv": b"\0",
        "b/.DS_Store": b"",
    }
    found = data_files(write("a.zip", zipped(files)))
    names = ["a.zip/b/a.csv", "a.zip/inner.zip/c.csv", "a.zip/inner.zip/b/d.csv"]
    assert [file.name for file in found] == names
    assert [read(file) for file in found] == [b"a", b"c", b"d"]


def test_a_path_may_go_on_into_an_archive_to_a_file_or_a_folder(write: Write) -> None:
    inner = zipped({"c.csv": b"c", "b/d.csv": b"d"})
    path = write("a.zip", zipped({"b/a.csv": b"a", "inner.zip": inner}))
    assert [read(file) for file in data_files(path / "b" / "a.csv")] == [b"a"]
    assert [read(file) for file in data_files(path / "inner.zip")] == [b"c", b"d"]
    assert [read(file) for file in data_files(path / "inner.zip/b")] == [b"d"]
    with pytest.raises(SourceUnavailable, match=r"a\.zip holds no 'x'; it holds b/a\.csv, inner"):
        data_files(path / "x")


def test_a_path_does_not_go_on_into_what_is_no_archive(write: Write) -> None:
    path = write("a.csv", b"a")
    with pytest.raises(SourceUnavailable, match=r"a\.csv holds no 'x'; it holds no other files"):
        data_files(path / "x")


def test_a_workbook_is_a_file_and_no_archive(write: Write) -> None:
    data = workbook()
    plain, inside = write("a.xlsx", data), write("a.zip", zipped({"a.xlsx": data, "b": b"b"}))
    assert data_files(plain) == (DataFile(plain),)
    assert [file.name for file in data_files(inside)] == ["a.zip/a.xlsx", "a.zip/b"]
    assert read(data_files(inside)[0]) == data


def test_a_neighbour_is_in_the_same_folder_or_archive(write: Write) -> None:
    path = write("a.zip", zipped({"x/a.csv": b"a", "x/b.csv": b"b", "b.csv": b"other"}))
    first, *_ = data_files(path)
    assert read(first.beside("b.csv")) == b"b"
    assert first.beside("b.csv").name == "a.zip/x/b.csv"
    plain = write("b.csv", b"plain")
    assert read(DataFile(path).beside("b.csv")) == plain.read_bytes()
    with pytest.raises(SourceUnavailable, match=r"a\.zip/x holds|holds no 'x/none\.csv'"):
        first.beside("none.csv").open()


@pytest.mark.parametrize("name", ["", ".", "..", "../b.csv", "/etc/passwd", "x\\b"])
def test_a_neighbour_is_no_path(name: str) -> None:
    with pytest.raises(SourceUnavailable, match="name a file, not a path"):
        DataFile(Path("in/a.csv")).beside(name)


def test_a_file_is_as_old_as_archive_or_disk_say(write: Write, tmp_path: Path) -> None:
    dated, undated = ZipInfo("a", (2024, 2, 29, 1, 2, 4)), ZipInfo("b")
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(dated, b"a")
        archive.writestr(undated, b"b")
    written = datetime(2026, 3, 1, 23, 30, tzinfo=UTC).timestamp()
    os.utime(path, (written, written))
    days = [file.written_on for file in data_files(path)]
    assert days == [date(2024, 2, 29), date(2026, 3, 1)]
    assert DataFile(path).written_on == date(2026, 3, 1)


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"none\.csv does not exist"):
        data_files(tmp_path / "none.csv")
    with pytest.raises(SourceUnavailable, match=r"none\.csv does not exist"):
        _ = DataFile(tmp_path / "none.csv").written_on
    with pytest.raises(SourceUnavailable, match=r"^\. is a folder"):
        data_files(Path())
    with pytest.raises(SourceUnavailable, match="is a folder; give the file inside it"):
        data_files(tmp_path)


def test_an_inner_archive_larger_than_any_list_of_files_is_read(write: Write) -> None:
    data = bytes(9 << 20)
    inner = zipped({"in.csv": data}, ZIP_STORED)
    (file,) = data_files(write("a.zip", zipped({"a.zip": inner}, ZIP_STORED)))
    assert read(file) == data
