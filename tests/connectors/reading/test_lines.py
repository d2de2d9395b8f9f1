import io
from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading import lines as lines_module
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.lines import Lines


def make_lines(text: str) -> Any:
    return Lines(io.StringIO(text, newline=""), DataFile(Path("in.csv")))


def test_a_line_over_the_limit_is_never_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_RECORD_CHARS", 100)
    file = io.StringIO("short\n" + "x" * 10_000, newline="")
    lines = Lines(file, DataFile(Path("in.csv")))
    lines.begin_record()
    assert next(lines) == "short\n"
    lines.begin_record()
    with pytest.raises(SourceUnavailable, match=r"in\.csv .*100 characters at line 2"):
        next(lines)
    assert file.tell() < 200


def test_the_limit_counts_over_all_lines_of_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_RECORD_CHARS", 10)
    lines = make_lines("1234\n1234\n1234\n")
    lines.begin_record()
    next(lines), next(lines)
    with pytest.raises(SourceUnavailable, match="line 3"):
        next(lines)


def test_nul_characters_are_left_out() -> None:
    assert list(make_lines("a\x00b,\x00\n")) == ["ab,\n"]


def test_every_kind_of_line_end_ends_a_line() -> None:
    assert list(make_lines("a\r\nb\rc\nd")) == ["a\r\n", "b\r", "c\n", "d"]
