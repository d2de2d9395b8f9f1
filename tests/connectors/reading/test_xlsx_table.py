import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import limits, xlsx_table
from veiltrace_connectors.reading.data_file import DataFile, data_files
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.xlsx_table import XlsxTable
from veiltrace_graph.model import Rejected
from veiltrace_privacy.normalise.resident_id import normalise_resident_id
from veiltrace_privacy.normalise.value import Flag

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


def test_a_number_of_more_digits_than_excel_keeps_is_visibly_damaged(workbook: MakeFile) -> None:
    """A number that was a text, and the same as Excel shows it, end the same: flagged, not whole.

    Source: dfinke/ImportExcel 830, SpartnerNL/Laravel-Excel 1126.
    """
    path = workbook(("code",), (1914310000010100016,), ("1.9143100000101E+18",), (1.91431e18,))
    texts = [row.values["code"] for row in read(path)]
    assert texts == ["1.9143100000101E+18", "1.9143100000101E+18", "1.91431E+18"]
    for text in texts:
        found = normalise_resident_id(text)
        assert found.flag is Flag.ROUNDED
        assert not found.is_whole
        assert found.value == text


def test_a_number_of_fifteen_digits_is_whole(workbook: MakeFile) -> None:
    (row,) = read(workbook(("no",), (320106198001019,)))
    assert row.values == {"no": "320106198001019"}


def test_a_number_kept_as_text_by_an_apostrophe_loses_only_that(workbook: MakeFile) -> None:
    (row,) = read(workbook(("no", "name"), ("'0012021", "'t Hooft")))
    assert row.values == {"no": "0012021", "name": "'t Hooft"}


def test_the_report_says_which_of_several_sheets_was_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["1"])
    book.create_sheet("Cars").append(["b"])
    path = tmp_path / "in.xlsx"
    book.save(path)
    assert XlsxTable(DataFile(path), sheet=None).encoding == "xlsx (sheet 1 of 2)"
    assert XlsxTable(DataFile(path), sheet="Cars").encoding == "xlsx (sheet 2 of 2)"


def test_a_merged_cell_has_its_value_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["owner", "flat"], ["A", "1"], [None, "2"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    path = tmp_path / "in.xlsx"
    book.save(path)
    assert [row.values["owner"] for row in read(path)] == ["A", ""]


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "FREE_BYTES", 1000)
    monkeypatch.setattr(limits, "MAX_RATIO", 2)
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a" * 30_000])
    book.save(path)
    with pytest.raises(SourceUnavailable, match="as only a bomb does"):
        read(path)


def test_a_workbook_in_an_archive_reads_the_same(workbook: MakeFile, tmp_path: Path) -> None:
    path, packed = workbook(("a",), ("1",), ("2",)), tmp_path / "in.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "in.xlsx")
    (file,) = data_files(packed)
    assert list(XlsxTable(file, sheet=None).rows()) == read(path)


def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell(
    workbook: MakeFile,
) -> None:
    rows = read(workbook(("a", "b"), ("1", "x"), ("2", "=A2"), (None, "=A2"), ("4", "y")))
    assert [row.values["a"] for row in (rows[0], rows[3])] == ["1", "4"]
    assert rows[1] == Rejected(2, "formula_without_value", "b", '["2",""]')
    assert rows[2] == Rejected(3, "formula_without_value", "b", '["",""]')
    assert [row.position for row in rows] == [1, 2, 3, 4]
