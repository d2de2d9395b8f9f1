from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.json_lines_table import JsonLinesTable
from veiltrace_connectors.reading.row import Row
from veiltrace_graph.model import Rejected

MakeTable = Callable[..., Any]


@pytest.fixture
def table(tmp_path: Path) -> Any:
    def make(data: Any, hint: str | None = None) -> Any:
        path = tmp_path / "in.jsonl"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return JsonLinesTable(DataFile(path), encoding_hint=hint)

    return make


def test_every_row_has_every_column_of_the_file(table: MakeTable) -> None:
    opened = table('{"a": "1"}\n{"b": {"c": [1, 2]}}\n')
    assert opened.columns == ("a", "b.c")
    assert list(opened.rows()) == [
        Row(1, {"a": "1", "b.c": ""}),
        Row(2, {"a": "", "b.c": "1;2"}),
    ]


def test_numbers_keep_their_digits(table: MakeTable) -> None:
    (row,) = table('{"id": 320106198001019905, "phone": 13800138000.0, "live": true}').rows()
    assert row.values == {"id": "320106198001019905", "phone": "13800138000", "live": "true"}


def test_a_number_too_long_for_json_readers_shows_its_damage(table: MakeTable) -> None:
    (row,) = table('{"card": 62220212345678901234567}').rows()
    assert "E+" in row.values["card"]


@pytest.mark.parametrize("line", ['{"a": 1', "[1]", '"text"', "7", "nonsense", '{"a": NaN}'])
def test_a_line_that_is_no_object_is_rejected(table: MakeTable, line: str) -> None:
    rows = list(table('{"a": 1}\n' + line + '\n{"a": 2}\n').rows())
    assert rows[1] == Rejected(2, "bad_json", "", line + "\n")
    assert rows[2].position == 3


def test_empty_lines_are_no_rows(table: MakeTable) -> None:
    assert [row.position for row in table('\n{"a": 1}\n \n{"a": 2}').rows()] == [1, 2]


def test_a_chinese_windows_file_is_read(table: MakeTable) -> None:
    opened = table('{"姓名": "示例甲"}\n'.encode("gb18030"))
    assert opened.encoding == "gb18030 (scored)"
    assert next(opened.rows()).values == {"姓名": "示例甲"}


def test_a_file_without_an_object_is_refused(table: MakeTable) -> None:
    with pytest.raises(SourceUnavailable, match="no JSON object"):
        table("1\n2\n")
