"""Archives that are traps, or broken: each is refused with what to do, and soon."""

import bz2
import gzip
import io
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import data_file, limits, rewindable, unpacking, zip_archive
from veiltrace_connectors.reading.data_file import DataFile, data_files

TABLE = b"number,name\n" + b"".join(b"%d,Example Ltd\n" % n for n in range(500))
Write = Callable[[bytes], Path]


def zipped(files: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return archive.getvalue()


def read_all(path: Path) -> bytes:
    whole = b""
    for file in data_files(path):
        with file.open() as opened:
            whole += opened.read()
    return whole


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(data: bytes) -> Path:
        path = tmp_path / "in"
        path.write_bytes(data)
        return path

    return make


def refused(path: Path, problem: str) -> None:
    with pytest.raises(SourceUnavailable, match=problem) as raised:
        read_all(path)
    assert str(raised.value).startswith("in")
    assert "; " in str(raised.value)


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lambda data: zipped({"a": data})],
    ids=["gz", "bz2", "zip"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    write: Write, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(limits, "FREE_BYTES", 1 << 16)
    path = write(pack(bytes(4 << 20)))
    refused(path, "unpacks to more than 200 times its size, as only a bomb does; if it is real")


def test_a_bomb_inside_an_archive_is_refused_though_the_outer_one_hardly_grows(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FREE_BYTES", 1 << 16)
    inner = gzip.compress(bytes(8 << 20))
    refused(write(zipped({"a.gz": inner, "b": os.urandom(1000)})), r"in/a\.gz unpacks to more")


def test_what_unpacks_to_more_than_the_limit_is_refused_where_it_gets_there(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    refused(write(gzip.compress(TABLE)), "unpacks to more than 1000 bytes")


def test_archives_are_looked_into_four_deep_and_no_deeper(write: Write) -> None:
    data = TABLE
    for depth in range(4):
        data = zipped({f"{depth}": data})
    assert read_all(write(data)) == TABLE
    refused(write(zipped({"4": data})), "in/4/3/2/1 lies 4 archives deep and is one itself; unpack")


def test_an_archive_that_holds_itself_ends(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_file, "MAX_MEMBERS", 20)
    one = zipped({"a": b"a", "b": b"b"})
    for _ in range(3):
        one = zipped({f"{n}": one for n in range(9)})
    refused(write(one), "holds more than 20 files with those of its inner archives")


def test_layers_of_gzip_come_to_an_end(write: Write) -> None:
    data = TABLE
    for _ in range(5):
        data = gzip.compress(data)
    refused(write(data), "is packed 4 times over; unpack it yourself")


def test_an_archive_of_too_many_files_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "MAX_MEMBERS", 3)
    refused(write(zipped({f"{n}": b"" for n in range(4)})), "holds more than 3 files")


def test_a_list_of_files_that_would_fill_the_memory_is_not_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_archive, "MAX_DIRECTORY_BYTES", 1000)
    monkeypatch.setattr(zip_archive, "_MOST", 1001)
    many = zipped({f"{n:050}": b"" for n in range(50)})
    refused(write(many), "has a list of files of more than 1000 bytes")


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "/etc/passwd", "a/../../b", "C:/a.csv", "a\\..\\b", "a\nb", "a//b", "\x1b[2J"],
)
def test_a_name_that_leads_out_of_the_archive_or_writes_on_the_screen_is_refused(
    write: Write, name: str
) -> None:
    refused(write(zipped({name: b"a"})), "whose name leads out of it or cannot be shown; unpack")


def test_two_files_of_one_name_are_refused(write: Write) -> None:
    data = zipped({"a.csv": b"1", "b.csv": b"2"}).replace(b"b.csv", b"a.csv")
    refused(write(data), "holds two files of one name")


def test_files_that_share_their_bytes_are_refused(write: Write) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.csv", TABLE)
        archive.filelist[1].header_offset = 0
    refused(write(packed.getvalue()), "files that lie over one another, as only a bomb does")


def changed(data: bytes, field: int, value: bytes) -> bytes:
    """The archive with a field of its first directory entry overwritten."""
    at = data.index(b"PK\x01\x02") + field
    return data[:at] + value + data[at + len(value) :]


def test_an_encrypted_file_is_refused(write: Write) -> None:
    data = zipped({"a.csv": TABLE})
    refused(write(changed(data, 8, b"\x01\x00")), r"in/a\.csv is encrypted; unpack it yourself")


def test_a_method_that_is_not_known_is_refused(write: Write) -> None:
    data = zipped({"a.csv": TABLE})
    refused(write(changed(data, 10, b"\x09\x00")), "is packed by the ZIP method 9, which is not")


@pytest.mark.parametrize("size", [0, 5, len(TABLE) - 1, len(TABLE) + 1, 1 << 24])
def test_a_file_that_lies_about_its_size_is_refused(write: Write, size: int) -> None:
    data = changed(zipped({"a.csv": TABLE}), 24, struct.pack("<I", size))
    refused(write(data), r"in/a\.csv is damaged or cut off inside its archive; fetch it again")


def test_a_changed_byte_is_noticed_by_the_checksum(write: Write) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", TABLE)
    data = packed.getvalue().replace(b"\n7,Example", b"\n8,Example")
    refused(write(data), "is damaged or cut off inside its archive")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gz", "bz2"])
def test_what_follows_a_packed_stream_is_not_passed_over(
    write: Write, pack: Callable[[bytes], bytes]
) -> None:
    refused(write(pack(TABLE) + b"and more"), "is a damaged or cut off (gzip|bzip2) file")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TABLE),
        bz2.compress(TABLE),
        zipped({"a": TABLE}),
        zipped({"a": zipped({"a": TABLE})}),
    ],
    ids=["gz", "bz2", "zip", "zip in zip"],
)
def test_wherever_a_file_is_cut_off_it_is_refused(write: Write, data: bytes) -> None:
    # Below its mark's length nothing tells what the file was.
    for end in range(10, len(data), 7):
        refused(write(data[:end]), "damaged or cut off")


@given(data=st.data())
def test_damage_raises_nothing_but_our_error(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    nested = zipped({"a.gz": gzip.compress(TABLE), "b.zip": zipped({"b.bz2": bz2.compress(TABLE)})})
    damaged = bytearray(nested)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(nested) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "in"
    path.write_bytes(damaged)
    try:
        read_all(path)
    except SourceUnavailable as error:
        assert str(error).startswith("in")


def test_a_file_read_back_and_forth_too_often_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewindable, "MAX_HELD_BYTES", 10)
    (file,) = data_files(write(gzip.compress(TABLE)))
    with (
        file.open_whole() as opened,
        pytest.raises(SourceUnavailable, match="too large to be read inside an archive"),
    ):
        for _ in range(limits.MAX_REWINDS + 1):
            opened.seek(0, io.SEEK_END)
            opened.read(1)
            opened.seek(0)
            opened.read(1)


def test_a_failing_disk_is_said_to_fail(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    path = write(TABLE)
    monkeypatch.setattr(data_file, "_open", lambda path: Failing(path))
    with pytest.raises(SourceUnavailable, match="in cannot be read to its end; check the disk"):
        DataFile(path).open()


def test_names_that_chinese_windows_wrote_are_readable(write: Write) -> None:
    data = zipped({"abcdefgh.csv": TABLE}).replace(b"abcdefgh", "企业信息".encode("gb18030"))
    (file,) = data_files(write(data))
    assert file.name == "in/企业信息.csv"
    with file.open() as opened:
        assert opened.read() == TABLE


def test_a_stream_of_nothing_but_empty_parts_is_empty(write: Write) -> None:
    assert read_all(write(gzip.compress(b"") * 300)) == b""
    assert unpacking.packing_of(gzip.compress(b"")) is unpacking.Packing.GZIP
