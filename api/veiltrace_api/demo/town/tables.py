"""Rows written as CSV, Excel, Parquet and JSON lines, the same bytes on every machine."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.parquet
from openpyxl.writer.excel import ExcelWriter

Cell = str | int | float | date
Row = Mapping[str, Cell]

WRITTEN_AT = datetime(2026, 6, 30)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def with_broken_rows(rows: Sequence[Row], *, count: int, rng: Random) -> list[Row]:
    """Return the rows in their order and, among them, `count` copies whose first cell is empty."""
    mixed = list(rows)
    for _ in range(count):
        row = rng.choice(rows)
        mixed.insert(rng.randrange(len(mixed)), {**row, next(iter(row)): ""})
    return mixed


def csv_bytes(rows: Sequence[Row], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """Return the rows as CSV with a header row.

    >>> csv_bytes([{"a": "1,2", "b": 3}], encoding="utf-8")
    b'a,b\\r\\n"1,2",3\\r\\n'
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def jsonl_bytes(rows: Sequence[Mapping[str, object]]) -> bytes:
    r"""Return one JSON object a line.

    >>> jsonl_bytes([{"a": 1}])
    b'{"a":1}\n'
    """
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def xlsx_bytes(rows: Sequence[Row], *, sheet: str) -> bytes:
    """Return the rows as a workbook of one sheet, with no trace of when it was written."""
    workbook = openpyxl.Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = WRITTEN_AT
    page = workbook.create_sheet(sheet)
    page.append(list(rows[0]))
    for row in rows:
        page.append(list(row.values()))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        # Not `workbook.save`, which sets the modification time to the present.
        ExcelWriter(workbook, archive).save()
    return _without_times(written)


def parquet_bytes(rows: Sequence[Row]) -> bytes:
    """Return the rows as Parquet; a column's type is that of its first value."""
    written = io.BytesIO()
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    pyarrow.parquet.write_table(pa.table(columns), written)
    return written.getvalue()


def _without_times(workbook: io.BytesIO) -> bytes:
    """Return a ZIP file repacked, since openpyxl stamps every member with the present time."""
    repacked = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(repacked, "w") as new:
        for name in old.namelist():
            # Stored, not deflated: compressors differ from one machine to the next.
            new.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), old.read(name))
    return repacked.getvalue()
