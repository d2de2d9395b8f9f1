"""Which encoding is chosen, and how; what becomes of a few lines that do not decode."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.encoding import choose_encoding
from veiltrace_connectors.reading.lines import MAX_RECORD_CHARS
from veiltrace_connectors.reading.row import Row
from veiltrace_connectors.reading.table import TableFormat, open_table
from veiltrace_graph.model import Rejected

SIMPLIFIED = "姓名,住址\n示例甲,江苏省南京市鼓楼区示例路一号\n"
TRADITIONAL = "姓名,住址\n陳小明,臺北市中正區重慶南路一段\n"
HONG_KONG = "姓名,住址\n陳小明,香港鰂魚涌英皇道一千號\n李小明,深水埗大埔道二號\n"
FRENCH = "nom,adresse\nHélène Exemple,3 allée des Érables à Orléans\n"


def choose(tmp_path: Path, data: Any, hint: str | None = None) -> str:
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    return str(choose_encoding(DataFile(path), hint))


@pytest.mark.parametrize(
    ("text", "written", "chosen"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8 (marked)"),
        (SIMPLIFIED, "utf-16", "utf-16 (marked)"),
        (SIMPLIFIED, "utf-32", "utf-32 (marked)"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le (unmarked)"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be (unmarked)"),
        ("name,number\nAnn,7\n", "utf-16-le", "utf-16-le (unmarked)"),
        (SIMPLIFIED, "gb18030", "gb18030 (scored)"),
        (TRADITIONAL, "big5", "cp950 (scored)"),
        (HONG_KONG, "big5hkscs", "big5hkscs (scored)"),
        (TRADITIONAL, "gb18030", "gb18030 (scored)"),
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "cp1252", "cp1252 (scored)"),
        ("name\nAnn\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_a_text_was_written_in_is_chosen(
    tmp_path: Path, text: str, written: str, chosen: str
) -> None:
    assert choose(tmp_path, text.encode(written)) == chosen
    assert choose(tmp_path, (text * 300).encode(written)) == chosen


def test_marks_of_the_other_byte_order_are_known_too(tmp_path: Path) -> None:
    assert choose(tmp_path, b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == "utf-16 (marked)"
    data = b"\x00\x00\xfe\xff" + SIMPLIFIED.encode("utf-32-be")
    assert choose(tmp_path, data) == "utf-32 (marked)"


def test_a_hint_wins_over_the_guess_but_not_over_utf8(tmp_path: Path) -> None:
    assert choose(tmp_path, "姓名\n示例甲\n".encode("gb18030"), "cp1252") == "cp1252 (hint)"
    assert choose(tmp_path, "姓名\n示例甲\n".encode(), "gb18030") == "utf-8"


def test_a_hint_that_does_not_fit_gives_way_to_the_guess(tmp_path: Path) -> None:
    assert choose(tmp_path, SIMPLIFIED.encode("gb18030"), "shift_jis") == "gb18030 (scored)"


def test_utf16_without_a_mark_is_read_by_hint_even_where_it_has_no_ascii(tmp_path: Path) -> None:
    assert choose(tmp_path, "姓名".encode("utf-16-le"), "utf-16-le") == "utf-16-le (hint)"


def test_latin_text_is_not_taken_for_chinese_nor_cyrillic_for_latin(tmp_path: Path) -> None:
    """In GB18030 many pairs of accent and letter are characters, rare ones."""
    german = "name,ort\nMüller,Köln\nSchäfer,Düsseldorf\nGroß,Fürth\n".encode("cp1252")
    assert choose(tmp_path, german * 50) == "cp1252 (scored)"
    russian = "имя,город\nПример,Москва\n".encode("cp1251")
    assert choose(tmp_path, russian * 50, "cp1251") == "cp1251 (hint)"
    with pytest.raises(SourceUnavailable, match="or name its encoding in the mapping"):
        choose(tmp_path, russian * 50)


def test_binary_data_full_of_zeros_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="is not text in a known encoding"):
        choose(tmp_path, b"a\x00\x00b\n" * 50)


def test_a_bad_byte_after_the_first_megabyte_still_changes_the_choice(tmp_path: Path) -> None:
    data = b"a\n" * 600_000 + "示例甲\n".encode("gb18030")
    assert choose(tmp_path, data) == "gb18030 (scored)"


def test_a_character_cut_by_a_piece_boundary_is_whole(tmp_path: Path) -> None:
    data = b"a" * ((1 << 20) - 1) + "示\n".encode()
    assert choose(tmp_path, data) == "utf-8"


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xef\xbb\xbf\xff\xff", b"\x81\xff\x8d\x00\xff"])
def test_bytes_that_decode_under_nothing_are_refused(tmp_path: Path, data: Any) -> None:
    with pytest.raises(SourceUnavailable, match=r"names\.csv"):
        choose(tmp_path, data)


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"\r"])
def test_a_line_longer_than_any_record_is_refused_where_it_gets_too_long(
    tmp_path: Path, line_break: Any
) -> None:
    line = b"a" * (MAX_RECORD_CHARS - 1) + line_break
    assert choose(tmp_path, line * 2) == "utf-8"
    with pytest.raises(SourceUnavailable, match=r"names\.csv has a line of more than"):
        choose(tmp_path, line + b"a" * (MAX_RECORD_CHARS + 1) + line)


def rows_with_a_break(written: str, line: str, count: int = 200) -> bytes:
    """A table of so many rows, the seventh with a byte that no encoding here has there."""
    rows = [f"{n},{line}\n".encode(written) for n in range(count)]
    rows[6] = b'6,"\xff\xff\x80"\n'
    return "no,名\n".encode(written) + b"".join(rows)


@pytest.mark.parametrize(
    ("written", "line", "chosen"),
    [
        ("utf-8", "示例甲", "utf-8"),
        ("utf-8-sig", "示例甲", "utf-8 (marked)"),
        ("gb18030", "示例甲南京市鼓楼区", "gb18030 (scored)"),
        ("big5", "陳小明臺北市中正區", "cp950 (scored)"),
    ],
)
def test_one_row_that_does_not_decode_is_rejected_and_the_others_are_read(
    tmp_path: Path, written: str, line: str, chosen: str
) -> None:
    path = tmp_path / "names.csv"
    data = rows_with_a_break(written.removesuffix("-sig"), line)
    path.write_bytes((b"\xef\xbb\xbf" if written == "utf-8-sig" else b"") + data)
    table = open_table(DataFile(path), format=TableFormat.CSV)
    assert table.encoding == chosen
    rows = list(table.rows())
    assert len(rows) == 200
    assert rows[6] == Rejected(7, "bad_encoding", "", '6,"\\xff\\xff\\x80"\n')
    assert rows[7] == Row(8, {"no": "7", "名": line})
    assert sum(isinstance(row, Row) for row in rows) == 199


def test_a_line_of_json_that_does_not_decode_is_rejected_too(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    lines = [f'{{"name": "示例{n}"}}\n'.encode() for n in range(150)]
    lines[3] = b'{"name": "\xff"}\n'
    path.write_bytes(b"".join(lines))
    rows = list(open_table(DataFile(path), format=TableFormat.JSONL).rows())
    assert rows[3] == Rejected(4, "bad_encoding", "", '{"name": "\\xff"}\n')
    assert sum(isinstance(row, Row) for row in rows) == 149


def test_a_file_of_which_more_than_a_hundredth_does_not_decode_is_refused(tmp_path: Path) -> None:
    rows = [f"{n},示例甲\n".encode() for n in range(200)]
    for n in range(0, 200, 40):
        rows[n] = b"\xff\xff\x80\n"
    with pytest.raises(SourceUnavailable, match="is not text in a known encoding"):
        choose(tmp_path, b"".join(rows))


def test_a_broken_header_is_no_row_to_do_without(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"no,\xff\xff\n" + "1,示例甲\n".encode() * 200)
    with pytest.raises(SourceUnavailable, match="header row with bytes that do not decode"):
        open_table(DataFile(path), format=TableFormat.CSV)


@given(
    text=st.text(st.sampled_from("的一是在不了有和人这中大为上个国我以要他时来用们"), min_size=12),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_everyday_chinese_is_never_misread(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("text") / "in.csv"
    path.write_bytes(f"a\n{text}\n".encode(encoding))
    (row,) = open_table(DataFile(path), format=TableFormat.CSV).rows()
    assert row == Row(1, {"a": text})
