"""How PostgreSQL's CSV is read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.copy_table import CopyRow, CopyTable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected


def table(folder: Path, content: str | bytes) -> CopyTable:
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CopyTable(DataFile(path))


def values(folder: Path, content: str) -> list[list[str | None] | str]:
    return [
        list(row.values.values()) if isinstance(row, CopyRow) else row.reason
        for row in table(folder, content).rows()
    ]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (',""', [None, ""]),
        ('"",', ["", None]),
        ('"1","a \\"quoted\\" word"', ["1", 'a "quoted" word']),
        ('"1","a \\\\ b"', ["1", "a \\ b"]),
        ('"1","C:\\temp"', ["1", "C:\\temp"]),
        ("1,C:\\temp", ["1", "C:\\temp"]),
        ('"1","two\nlines, and a comma"', ["1", "two\nlines, and a comma"]),
        ('"1","doubled ""quote"""', ["1", 'doubled "quote"']),
        ('"1","\\""', ["1", '"']),
        ("1,NULL", ["1", "NULL"]),
        ('"1"," "', ["1", " "]),
    ],
)
def test_a_field_is_read_as_postgresql_wrote_it(
    tmp_path: Path, line: str, fields: list[str | None]
) -> None:
    for end in ("\n", "\r\n", ""):
        assert values(tmp_path, f"id,name\n{line}{end}") == [fields]


def test_rows_are_counted_and_blank_lines_are_none(tmp_path: Path) -> None:
    found = list(table(tmp_path, "\ufeffid,name\n\n1,a\n\n2,b\n").rows())
    assert found == [CopyRow(1, {"id": "1", "name": "a"}), CopyRow(2, {"id": "2", "name": "b"})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2,3", "wrong_number_of_fields"),
        ("1", "wrong_number_of_fields"),
        ('"1"x,2', "broken_quotes"),
        ('x"1",2', "broken_quotes"),
    ],
)
def test_a_broken_row_is_rejected_and_the_next_one_is_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    assert values(tmp_path, f"id,name\n{line}\n2,b\n") == [reason, ["2", "b"]]


def test_a_quote_that_is_never_closed_is_rejected_with_what_it_took(tmp_path: Path) -> None:
    [row] = table(tmp_path, 'id,name\n1,"a\n2,b\n').rows()
    assert isinstance(row, Rejected)
    assert (row.reason, row.raw) == ("broken_quotes", '1,"a\n2,b\n')


@pytest.mark.parametrize("content", ["", "\n\n", '"id\n', b"PK\x03\x04aaaa"])
def test_what_has_no_header_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(SourceUnavailable):
        list(table(tmp_path, content).rows())


FIELD = st.none() | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")
)


def written(value: str | None) -> str:
    if value is None:
        return ""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=5))
def test_what_is_written_comes_back_null_and_all(
    tmp_path: Path, rows: list[tuple[str | None, str | None]]
) -> None:
    lines = "".join(",".join(map(written, row)) + "\n" for row in rows)
    assert values(tmp_path, f"id,name\n{lines}") == [list(row) for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_raise_nothing_but_our_own_error(tmp_path: Path, content: bytes) -> None:
    try:
        for row in table(tmp_path, b"id,name\n" + content).rows():
            assert isinstance(row, CopyRow | Rejected)
    except SourceUnavailable:
        pass
