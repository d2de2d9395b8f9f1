"""New records against a linked graph: what is measured is the increment and nothing else."""

import csv
from pathlib import Path

import pytest
from benchmarks import resolution_increment
from benchmarks.repeated_people import HEADER, write_repeated_people
from benchmarks.resolution_increment import increment

from veiltrace_graph.resolution.bands import Bands


def rows(path: Path, numbers: range) -> list[tuple[str, ...]]:
    write_repeated_people(path, numbers, seed=3)
    with path.open(encoding="utf-8", newline="") as file:
        header, *found = map(tuple, csv.reader(file))
    assert header == HEADER
    return found


def test_a_record_does_not_depend_on_the_file_it_is_in(tmp_path: Path) -> None:
    whole = rows(tmp_path / "whole.csv", range(40))
    assert whole[30:] == rows(tmp_path / "rest.csv", range(30, 40))
    assert len(set(whole)) == 40


def test_new_records_tell_of_people_who_are_there(tmp_path: Path) -> None:
    there = rows(tmp_path / "there.csv", range(20_000))
    new = rows(tmp_path / "new.csv", range(20_000, 22_000))
    numbers = {row[2] for row in there if row[2] and "*" not in row[2]}
    assert sum(row[2] in numbers for row in new) > 50


@pytest.mark.slow
def test_only_what_new_records_reach_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolution_increment, "NEW", 20)
    (full, new), [goal] = increment(3_000, Bands(automatic=0.56, review=0.1))
    assert full["records read"] == 3_000
    assert 20 <= int(new["records read"]) < 3_000
    assert goal.measured == new["CPU s"]
