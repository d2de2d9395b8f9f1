from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import TableFormat, open_table
from veiltrace_graph.model import Rejected

NASTY = Path(__file__).parents[2] / "data" / "nasty"
PERSON = {
    "姓名": "示例甲",
    "手机号": "13800138000",
    "证件号": "320106198001019905",
    "公司编号": "00012345",
}


@pytest.mark.parametrize(
    ("name", "encoding", "values"),
    [
        ("utf8_bom.csv", "utf-8 (marked)", PERSON),
        ("utf16le_bom.csv", "utf-16 (marked)", PERSON),
        ("gb18030.csv", "gb18030 (scored)", PERSON),
        ("rare_gb18030_4byte.csv", "gb18030 (scored)", {"姓名": "𠮷㐂䶮"}),
        ("big5_trad.csv", "cp950 (scored)", {"姓名": "陳小明", "電話": "0912345678"}),
        (
            "cp1252.csv",
            "cp1252 (scored)",
            {"company": "Café Société “Fictional” Ltd", "note": "€1"},
        ),
    ],
)
def test_each_nasty_csv_reads_right(name: str, encoding: str, values: dict[str, str]) -> None:
    table = open_table(DataFile(NASTY / name), format=TableFormat.CSV)
    assert table.encoding == encoding
    assert list(table.rows()) == [Row(1, values)]


def test_excels_numbers_come_out_whole_or_visibly_damaged() -> None:
    table = open_table(DataFile(NASTY / "excel_numbers.xlsx"), format=TableFormat.XLSX)
    rows: Any = list(table.rows())
    first, second = (row.values for row in rows[:2])
    assert table.encoding == "xlsx"
    assert first == PERSON | {"证件号": "3.20106198001019E+17", "公司编号": "12345"}
    assert second == PERSON | {"姓名": "示例乙"}
    raw = '["示例丙","13800000000","320106198001019905",""]'
    assert rows[2:] == [Rejected(3, "formula_without_value", "公司编号", raw)]


def test_text_that_was_garbled_before_us_is_not_mended() -> None:
    table = open_table(DataFile(NASTY / "mojibake_utf8_as_latin1.csv"), format=TableFormat.CSV)
    assert table.encoding == "utf-8"
    assert "姓名" not in table.columns


def test_an_archive_in_an_archive_is_refused_with_advice() -> None:
    with pytest.raises(SourceUnavailable, match=r"zip_in_zip\.zip is a ZIP archive.*unpack"):
        open_table(DataFile(NASTY / "zip_in_zip.zip"), format=TableFormat.CSV)
    with pytest.raises(SourceUnavailable, match=r"zip_in_zip\.zip is a damaged"):
        open_table(DataFile(NASTY / "zip_in_zip.zip"), format=TableFormat.XLSX)


HEADS = st.sampled_from([b"", b"a,b\n", b"PK\x03\x04", b"PAR1", b'{"a": 1}\n', b"\xff\xfe"])


@given(head=HEADS, body=st.binary(max_size=200), table_format=st.sampled_from(TableFormat))
def test_arbitrary_bytes_raise_nothing_but_our_error(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, body: bytes, table_format: Any
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "in.bin"
    path.write_bytes(head + body)
    try:
        rows = list(open_table(DataFile(path), format=table_format).rows())
    except SourceUnavailable as error:
        assert str(error).startswith("in.bin ")
    else:
        assert all(isinstance(row, Row | Rejected) for row in rows)
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))


@given(data=st.data(), name=st.sampled_from(["excel_numbers.xlsx", "sample.parquet"]))
def test_a_damaged_container_raises_nothing_but_our_error(
    tmp_path_factory: pytest.TempPathFactory, data: Any, name: str
) -> None:
    whole = (NASTY / name).read_bytes()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(damaged[: data.draw(st.integers(1, len(whole)))])
    try:
        rows = list(open_table(DataFile(path), format=TableFormat(path.suffix[1:])).rows())
    except SourceUnavailable as error:
        assert str(error).startswith(name)
    else:
        assert all(isinstance(row, Row | Rejected) for row in rows)
