import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from veiltrace_api.errors import UsageError
from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.schema import mapping_schema
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.registry import formats

Program = Callable[..., Result]
ANSWERS = {
    "publisher: FILL_IN": "publisher: town",
    "obtained: FILL_IN": "obtained: official_register",
    "legal_basis: FILL_IN": "legal_basis: statutory_duty",
    "licence: FILL_IN": "licence: fictional",
    "refreshed_on: FILL_IN": "refreshed_on: 2026-06-30",
}


@pytest.fixture
def cars(repository: Path) -> Path:
    return repository / "tests/data/cn/vehicle.csv"


def test_a_guessed_mapping_is_checked_filled_in_and_loaded(
    program: Program, cars: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    guessed = program("map", "guess", cars, "--out", mine)
    assert guessed.exit_code == 0
    assert "vehicle: vin" in guessed.stdout
    refused = program("map", "check", mine)
    assert isinstance(refused.exception, MappingError)
    assert "source.legal_basis: must be chosen by a person" in str(refused.exception)
    text = mine.read_text("utf-8")
    for asked, answer in ANSWERS.items():
        assert asked in text
        text = text.replace(asked, answer)
    mine.write_text(text, "utf-8")
    checked = program("map", "check", mine, cars)
    assert checked.exit_code == 0
    assert "2 rows read, 2 accepted" in checked.stdout
    program("init")
    assert program("ingest", cars, "--mapping", mine).exit_code == 0


def test_neither_guess_nor_check_shows_a_cell(program: Program, cars: Path) -> None:
    shown = (
        program("map", "guess", cars).stdout + program("map", "check", "cn_vehicle", cars).stdout
    )
    cells = cars.read_bytes().decode("gb18030").splitlines()[1].split(",")
    assert [cell for cell in cells if len(cell) > 2 and cell in shown] == []


def test_a_guess_writes_over_no_file(program: Program, cars: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("precious")
    assert isinstance(program("map", "guess", cars, "--out", mine).exception, UsageError)
    assert mine.read_text() == "precious"


def test_a_file_that_says_itself_what_it_means_needs_no_guess(
    program: Program, repository: Path
) -> None:
    problem = program("map", "guess", repository / "tests/data/bods/fermcat.json").exception
    assert "of the format 'bods' and needs no mapping" in str(problem)


def test_a_guess_that_cannot_be_written_says_so(
    program: Program, cars: Path, tmp_path: Path
) -> None:
    result = program("map", "guess", cars, "--out", tmp_path / "no such folder" / "mine.yaml")
    assert isinstance(result.exception, UsageError)


def test_a_check_names_all_faults_at_once(program: Program, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("veiltrace_mapping: 1\nformat: cvs\nrecord_id: x\n")
    problem = str(program("map", "check", mine).exception)
    assert "format: 'cvs' is not a format" in problem
    assert "record_id: names no column" in problem


def test_a_check_that_accepts_no_row_fails(program: Program, tmp_path: Path, cars: Path) -> None:
    header = cars.read_bytes().decode("gb18030").splitlines()[0]
    empty = tmp_path / "cars.csv"
    empty.write_text(f"{header}\n{',' * header.count(',')}\n", "utf-8")
    result = program("map", "check", "cn_vehicle", empty)
    assert "none of the 1 rows read of cars.csv is accepted" in str(result.exception)
    assert "no_record_id" in result.stdout


def test_the_list_has_every_shipped_mapping_and_format(program: Program) -> None:
    shown = program("map", "list").stdout
    assert [name for name in (*shipped_mappings(), *formats()) if name not in shown] == []


def test_every_shipped_mapping_and_format_says_what_it_reads(program: Program) -> None:
    rows = [line.split(maxsplit=3) for line in program("map", "list").stdout.splitlines()]
    about = {row[0]: row for row in rows if row}
    assert [name for name in shipped_mappings() if len(about[name]) < 4] == []
    assert [name for name in formats() if len(about[name]) < 3] == []


def test_the_schema_is_printed_as_json(program: Program) -> None:
    assert json.loads(program("map", "schema").stdout) == mapping_schema()
