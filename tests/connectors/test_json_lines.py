"""Reading JSON lines, and what stands for a value that cannot be written."""

from pathlib import Path

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.json_lines import JsonLines, parse_object, raw_json
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n \n{"a": 2}')
    lines = JsonLines(DataFile(path))
    assert [parse_object(line, 1) for line in lines] == [{"a": 1}, {"a": 2}]
    assert lines.read_bytes == lines.total_bytes == path.stat().st_size


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        list(JsonLines(DataFile(tmp_path)))


def test_a_line_that_is_no_object_keeps_its_bytes_for_review() -> None:
    found = parse_object(b"\xff{\r\n", 3)
    assert isinstance(found, Rejected)
    assert (found.position, found.raw) == (3, "\\xff{")


def test_a_value_nested_beyond_writing_is_named_so() -> None:
    deep: object = []
    for _ in range(400):
        deep = [deep]
    assert raw_json(deep) == "(nested too deeply to be kept)"
