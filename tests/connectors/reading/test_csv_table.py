import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import lines
from veiltrace_connectors.reading.csv_table import CsvTable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_graph.model import Rejected

MakeTable = Callable[..., Any]


@pytest.fixture
def table(tmp_path: Path) -> Any:
    def make(text: str, **options: Any) -> Any:
        path = tmp_path / "in.csv"
        path.write_bytes(text.encode())
        return CsvTable(DataFile(path), **options)

    return make


def test_values_stay_the_text_they_are(table: MakeTable) -> None:
    rows = list(table("id,phone,amount\n00012,13800138000,1.0\n").rows())
    assert rows == [Row(1, {"id": "00012", "phone": "13800138000", "amount": "1.0"})]


def test_column_names_lose_outer_space(table: MakeTable) -> None:
    assert table(" CompanyName , CompanyNumber\nA,1\n").columns == ("CompanyName", "CompanyNumber")


def test_a_column_without_a_name_is_left_out(table: MakeTable) -> None:
    opened = table("N-NUMBER,NAME,\n1,A,\n")
    assert opened.columns == ("N-NUMBER", "NAME")
    assert list(opened.rows()) == [Row(1, {"N-NUMBER": "1", "NAME": "A"})]


def test_a_quoted_field_may_hold_delimiters_quotes_and_line_breaks(table: MakeTable) -> None:
    (row,) = table('name,note\nA,"x, ""y""\nz"\n').rows()
    assert row.values["note"] == 'x, "y"\nz'


def test_rows_with_too_many_or_too_few_fields_are_rejected_and_counted(table: MakeTable) -> None:
    kinds = list(table("a,b\n1,2\n1\n1,2,3\n3,4\n").rows())
    assert [row.position for row in kinds] == [1, 2, 3, 4]
    assert kinds[1] == Rejected(2, "wrong_number_of_fields", "", "1\n")
    assert kinds[2] == Rejected(3, "wrong_number_of_fields", "", "1,2,3\n")


def test_a_quote_the_end_of_the_file_cuts_off_is_rejected(table: MakeTable) -> None:
    rows = list(table('a,b\n1,2\n3,"cut').rows())
    assert rows[1] == Rejected(2, "broken_quotes", "", '3,"cut')


def test_text_after_a_closing_quote_is_rejected_and_reading_goes_on(table: MakeTable) -> None:
    rows = list(table('a,b\n"1"x,2\n3,4\n').rows())
    assert [type(row) for row in rows] == [Rejected, Row]
    assert rows[1].position == 2


def test_a_cut_off_last_line_is_rejected(table: MakeTable) -> None:
    rows = list(table("a,b,c\n1,2,3\n4,5").rows())
    assert rows[1].reason == "wrong_number_of_fields"


def test_empty_lines_are_no_rows(table: MakeTable) -> None:
    assert [row.position for row in table("\na,b\n\n1,2\n\n3,4\n\n").rows()] == [1, 2]


def test_another_delimiter_is_read_when_named(table: MakeTable) -> None:
    (row,) = table("a;b\n1,0;2\n", delimiter=";").rows()
    assert row.values == {"a": "1,0", "b": "2"}


def test_a_field_longer_than_the_csv_modules_own_limit_is_read(table: MakeTable) -> None:
    (row,) = table(f"a\n{'x' * 200_000}\n").rows()
    assert len(row.values["a"]) == 200_000


def test_a_record_over_the_limit_stops_the_reading(
    table: MakeTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = table("a\n1\n" + "x" * 500 + "\n")
    monkeypatch.setattr(lines, "MAX_RECORD_CHARS", 100)
    rows = opened.rows()
    assert next(rows) == Row(1, {"a": "1"})
    with pytest.raises(SourceUnavailable, match=r"in\.csv .*line 3"):
        next(rows)


def test_a_file_of_empty_lines_has_no_header(table: MakeTable) -> None:
    with pytest.raises(SourceUnavailable, match="header"):
        table("\n\n,,\n")


def test_a_header_with_broken_quotes_is_refused(table: MakeTable) -> None:
    with pytest.raises(SourceUnavailable, match="header"):
        table('"a,b\n1,2\n')


def test_progress_ends_at_the_files_size(table: MakeTable) -> None:
    opened = table("a\n" + "1\n" * 50_000)
    rows = opened.rows()
    next(rows)
    done, total = opened.progress
    assert 0 < done < total == 100_002
    assert sum(1 for _ in rows) == 49_999
    assert opened.progress == (total, total)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: Any
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([["a", "b"], *rows])
    path = tmp_path_factory.mktemp("csv") / "in.csv"
    path.write_text(buffer.getvalue(), "utf-8", newline="")
    read: Any = CsvTable(DataFile(path), encoding_hint=None, delimiter=",").rows()
    assert [list(row.values.values()) for row in read] == rows


def test_a_file_without_a_header_takes_the_names_it_is_given(table: MakeTable) -> None:
    opened = table("1,A\n2,B\n", columns=("no", "name"))
    assert opened.columns == ("no", "name")
    assert list(opened.rows()) == [
        Row(1, {"no": "1", "name": "A"}),
        Row(2, {"no": "2", "name": "B"}),
    ]


def test_a_last_row_that_counts_the_others_is_no_record(table: MakeTable) -> None:
    rows = list(table("no,name\n1,A\nRow Count:1\n\n", footer="Row Count:").rows())
    assert rows == [Row(1, {"no": "1", "name": "A"})]


def test_a_row_like_a_footer_with_rows_below_is_not_dropped(table: MakeTable) -> None:
    rows = list(table("no,name\nRow Count:1\n1,A\n", footer="Row Count:").rows())
    assert rows == [
        Rejected(1, "wrong_number_of_fields", "", "Row Count:1\n"),
        Row(2, {"no": "1", "name": "A"}),
    ]


def test_a_delimiter_too_many_at_the_end_of_a_row_adds_no_column(table: MakeTable) -> None:
    assert list(table("a,b\n1,2,\n").rows()) == [Row(1, {"a": "1", "b": "2"})]
    (row,) = table("a,b\n1,2,3\n").rows()
    assert row.reason == "wrong_number_of_fields"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_divide_as_well(table: MakeTable, delimiter: str) -> None:
    text = f"a{delimiter}b\n1,0{delimiter}2\n"
    assert list(table(text, delimiter=delimiter).rows()) == [Row(1, {"a": "1,0", "b": "2"})]


def test_cells_keep_the_space_they_are_padded_with(table: MakeTable) -> None:
    assert list(table("a , b\n 1 ,x  \n").rows()) == [Row(1, {"a": " 1 ", "b": "x  "})]
