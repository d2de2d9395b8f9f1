import io
import zipfile
from datetime import date
from random import Random

import openpyxl
import pyarrow.parquet

from veiltrace_api.demo.town.tables import (
    Row,
    csv_bytes,
    parquet_bytes,
    with_broken_rows,
    xlsx_bytes,
)

ROWS: list[Row] = [{"编号": "A1", "金额": 12, "日期": date(2026, 6, 24)} for _ in range(9)]


def test_a_workbook_does_not_tell_when_it_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS, sheet="表"))) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert archive.read("docProps/core.xml").count(b"2026-06-30T00:00:00Z") == 2


def test_excel_and_parquet_keep_numbers_and_dates_as_such() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(ROWS, sheet="表")))
    assert [cell.value for cell in book["表"][2]][:2] == ["A1", 12]
    table = pyarrow.parquet.read_table(io.BytesIO(parquet_bytes(ROWS)))
    assert table.to_pylist() == ROWS


def test_broken_rows_lose_their_first_cell_and_nothing_else_is_lost() -> None:
    mixed = with_broken_rows(ROWS, count=3, rng=Random(1))
    assert sum(row["编号"] == "" for row in mixed) == 3
    assert [row for row in mixed if row["编号"]] == ROWS


def test_csv_is_written_in_the_encoding_asked_for() -> None:
    assert csv_bytes(ROWS, encoding="gb18030").decode("gb18030").startswith("编号,金额,日期\r\n")
