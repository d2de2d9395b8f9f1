from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.encoding import choose_encoding
from veiltrace_connectors.reading.lines import MAX_RECORD_CHARS

SIMPLIFIED = "姓名,住址\n示例甲,江苏省南京市鼓楼区示例路一号\n"
TRADITIONAL = "姓名,住址\n陳小明,臺北市中正區重慶南路一段\n"


def choose(tmp_path: Path, data: Any, hint: str | None = None) -> Any:
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    return choose_encoding(DataFile(path), hint)


@pytest.mark.parametrize(
    ("text", "written", "chosen"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "cp950"),
        (TRADITIONAL, "gb18030", "gb18030"),
        ("name\nCafé Société\n", "cp1252", "cp1252"),
        ("name\nAnn\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_a_text_was_written_in_is_chosen(
    tmp_path: Path, text: str, written: str, chosen: str
) -> None:
    assert choose(tmp_path, text.encode(written)) == chosen


def test_a_hint_wins_over_the_guess_but_not_over_utf8(tmp_path: Path) -> None:
    assert choose(tmp_path, "姓名\n示例甲\n".encode("gb18030"), "cp1252") == "cp1252"
    assert choose(tmp_path, "姓名\n示例甲\n".encode(), "gb18030") == "utf-8"


def test_a_hint_that_does_not_fit_gives_way_to_the_guess(tmp_path: Path) -> None:
    assert choose(tmp_path, SIMPLIFIED.encode("gb18030"), "shift_jis") == "gb18030"


def test_utf16_without_a_mark_is_read_by_hint_and_not_as_utf8(tmp_path: Path) -> None:
    data = "name,number\nAnn,7\n".encode("utf-16-le")
    assert choose(tmp_path, data, "utf-16-le") == "utf-16-le"
    with pytest.raises(SourceUnavailable):
        choose(tmp_path, data)


def test_a_bad_byte_after_the_first_megabyte_still_changes_the_choice(tmp_path: Path) -> None:
    data = b"a\n" * 600_000 + "示例甲\n".encode("gb18030")
    assert choose(tmp_path, data) == "gb18030"


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
