import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import xlsx_table
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.xlsx_table import XlsxTable
from veiltrace_graph.model import Rejected

MakeFile = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Any:
    def make(*rows: Any, formats: Any = None) -> Any:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for place, number_format in (formats or {}).items():
            book.active[place].number_format = number_format
        path = tmp_path / "in.xlsx"
        book.save(path)
        return path

    return make


def read(path: Path, sheet: str | None = None) -> Any:
    return list(XlsxTable(DataFile(path), sheet=sheet).rows())


def test_numbers_are_as_excel_shows_them(workbook: MakeFile) -> None:
    (row,) = read(workbook(("phone", "id", "share"), (13800138000, 320106198001019905, 0.4)))
    assert row.values == {"phone": "13800138000", "id": "3.2010619800102E+17", "share": "0.4"}


def test_a_number_formatted_with_leading_zeros_keeps_them(workbook: MakeFile) -> None:
    (row,) = read(workbook(("code",), (12345,), formats={"A2": "00000000"}))
    assert row.values == {"code": "00012345"}


def test_dates_are_iso(workbook: MakeFile) -> None:
    (row,) = read(workbook(("on", "at"), (date(2024, 1, 5), datetime(2024, 1, 5, 9, 30))))
    assert row.values == {"on": "2024-01-05", "at": "2024-01-05T09:30:00"}


def test_a_cell_that_shows_an_error_is_empty(workbook: MakeFile) -> None:
    (row,) = read(workbook(("name", "sum"), ("A", "#N/A")))
    assert row.values == {"name": "A", "sum": ""}


def test_short_rows_are_filled_and_empty_rows_left_out(workbook: MakeFile) -> None:
    rows = read(workbook(("a", "b"), ("1",), (None, None), (None, "2")))
    assert rows == [Row(1, {"a": "1", "b": ""}), Row(2, {"a": "", "b": "2"})]


def test_a_value_right_of_the_header_is_rejected(workbook: MakeFile) -> None:
    (row,) = read(workbook(("a",), ("1", "2")))
    assert row == Rejected(1, "wrong_number_of_fields", "", '["1","2"]')


def test_a_sheet_is_found_by_name_and_a_missing_one_named(workbook: MakeFile) -> None:
    path = workbook(("a",), ("1",))
    assert read(path, "Sheet")[0].values == {"a": "1"}
    with pytest.raises(SourceUnavailable, match="has no sheet 'Cars'; it has: Sheet"):
        read(path, "Cars")


def test_a_wrong_size_in_the_sheet_does_not_cut_it_off(workbook: MakeFile, tmp_path: Path) -> None:
    path, lying = workbook(("a", "b"), ("1", "2"), ("3", "4")), tmp_path / "lying.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(lying, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B3"', b'ref="A1"'))
    assert [row.values for row in read(lying)] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_progress_counts_rows(workbook: MakeFile) -> None:
    opened = XlsxTable(DataFile(workbook(("a",), ("1",), ("2",))), sheet=None)
    assert opened.progress == (0, 2)
    list(opened.rows())
    assert opened.progress == (2, 2)


def test_a_cut_off_workbook_is_refused(workbook: MakeFile) -> None:
    path = workbook(("a",), ("1",))
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(SourceUnavailable, match=r"in\.xlsx is a damaged or cut off xlsx file"):
        read(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(
    workbook: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_table, "MAX_SHARED_BYTES", 100)
    with pytest.raises(SourceUnavailable, match="unpacks to too much"):
        read(workbook(("a",), ("1",)))


def test_an_empty_sheet_has_no_header(workbook: MakeFile) -> None:
    with pytest.raises(SourceUnavailable, match="header"):
        read(workbook())
