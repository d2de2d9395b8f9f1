import os
from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.file_check import check_file


@pytest.mark.parametrize(
    ("head", "table_format", "problem"),
    [
        (b"", "csv", "in.bin is empty"),
        (b"\x89PNG\r\n\x1a\n", "csv", "in.bin is a PNG image, not csv"),
        (b"PK\x03\x04", "csv", "in.bin is a ZIP archive, not csv; unpack"),
        (b"PAR1", "jsonl", "in.bin is a Parquet file, not jsonl"),
        (b"\xd0\xcf\x11\xe0", "xlsx", "in.bin is an old Excel or Word file"),
        (b"a,b\n1,2\n", "xlsx", "in.bin is another kind of file, not xlsx; save the workbook"),
        (b"a,b\n1,2\n", "parquet", "in.bin is another kind of file, not parquet"),
        (b"7z\xbc\xaf", "followthemoney", "in.bin is a 7-Zip archive, not followthemoney; unpack"),
        (b"7z\xbc\xaf", None, "in.bin is a 7-Zip archive, not a source file; unpack"),
        (b"\x1f\x8b\x08", None, "in.bin is a damaged or cut off gzip file"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_name_and_advice(
    tmp_path: Path, head: bytes, table_format: Any, problem: str
) -> None:
    path = tmp_path / "in.bin"
    path.write_bytes(head)
    with pytest.raises(SourceUnavailable) as raised:
        check_file(DataFile(path), table_format)
    assert str(raised.value).startswith(problem)
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="does not exist"):
        check_file(DataFile(tmp_path / "none.csv"), "csv")
    with pytest.raises(SourceUnavailable, match="is a folder"):
        check_file(DataFile(tmp_path), "csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"a\n")
    path.chmod(0)
    with pytest.raises(SourceUnavailable, match="may not be read"):
        check_file(DataFile(path), "csv")


def test_a_path_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        check_file(DataFile(tmp_path / "a\x00b"), "csv")


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"PAR1", b"a,b\n1,2\n", b"<xml/>"])
def test_of_an_unknown_format_whatever_some_connector_reads_will_do(
    tmp_path: Path, head: bytes
) -> None:
    path = tmp_path / "in.bin"
    path.write_bytes(head)
    assert check_file(DataFile(path), None) == len(head)
