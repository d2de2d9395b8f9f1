from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.parquet_table import ParquetTable

MakeFile = Callable[..., Path]


@pytest.fixture
def parquet(tmp_path: Path) -> Any:
    def make(rows: Any) -> Any:
        path = tmp_path / "in.parquet"
        pq.write_table(pa.Table.from_pylist(rows), path)
        return path

    return make


def test_every_type_becomes_text(parquet: MakeFile) -> None:
    row = {
        "id": 320106198001019905,
        "phone": 13800138000.0,
        "on": date(2024, 1, 5),
        "at": datetime(2024, 1, 5, 9, 30),
        "sum": Decimal("1200.50"),
        "raw": b"\xe7\xa4\xba",
        "live": True,
        "none": None,
    }
    (read,) = ParquetTable(DataFile(parquet([row]))).rows()
    assert read.values == {
        "id": "320106198001019905",
        "phone": "13800138000",
        "on": "2024-01-05",
        "at": "2024-01-05T09:30:00",
        "sum": "1200.50",
        "raw": "示",
        "live": "true",
        "none": "",
    }


def test_nested_columns_are_named_by_their_path(parquet: MakeFile) -> None:
    table = ParquetTable(DataFile(parquet([{"a": {"b": 1, "c": ["x", "y"]}}, {"a": None}])))
    assert table.columns == ("a.b", "a.c")
    first, second = table.rows()
    assert first.values == {"a.b": "1", "a.c": "x;y"}
    assert (second.values["a.b"], second.values["a.c"]) == ("", "")


def test_progress_counts_rows_over_several_batches(parquet: MakeFile) -> None:
    table = ParquetTable(DataFile(parquet([{"a": n} for n in range(10_000)])))
    assert table.progress == (0, 10_000)
    assert [row.position for row in table.rows()] == list(range(1, 10_001))
    assert table.progress == (10_000, 10_000)


@pytest.mark.parametrize("kept", [4, 60, -8])
def test_a_cut_off_file_is_refused(parquet: MakeFile, kept: int) -> None:
    path = parquet([{"a": "1"}])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(SourceUnavailable, match=r"in\.parquet is a damaged or cut off parquet"):
        ParquetTable(DataFile(path))
