"""The table of sources: complete, and true because each of its commands is run."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from veiltrace_api.cli.app import app
from veiltrace_api.settings import HOME_VARIABLE
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.registry import ENTRY_POINTS, formats
from veiltrace_graph.vocabulary import SEARCHED_KINDS, SourceKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/sources.md").read_text("utf-8")
SECTION = re.compile(r"^## (?:(\d+)\. )?[^\n]*\(`(\w+)`\)\n(.*?)(?=^## |\Z)", re.M | re.S)
ROW = re.compile(r"^\| `(\w+)` \| (mapping|format)([^|]*)\| `([^`]+)` \| `([^`]+)` \|$", re.M)


@dataclass(frozen=True)
class Row:
    """One line of the page: a mapping or format, under its kind."""

    kind: SourceKind
    name: str
    type: str
    more: str
    sample: str
    command: str


ROWS = [
    Row(SourceKind(kind), *found)
    for _, kind, text in SECTION.findall(PAGE)
    for found in ROW.findall(text)
]


def test_the_fourteen_kinds_are_numbered_and_each_has_a_format() -> None:
    numbered = [kind for number, kind, _ in SECTION.findall(PAGE) if number]
    assert sorted(numbered) == sorted(SEARCHED_KINDS)
    assert {row.kind for row in ROWS} >= set(SEARCHED_KINDS)


def test_every_shipped_mapping_and_every_format_has_its_row() -> None:
    assert {row.name for row in ROWS if row.type == "mapping"} == set(shipped_mappings())
    assert {row.name for row in ROWS if row.type == "format"} == set(formats())


def test_every_row_of_a_table_is_read() -> None:
    assert len(re.findall(r"^\| `", PAGE, re.M)) == len(ROWS)


def test_every_section_says_what_it_yields_and_what_the_law_says() -> None:
    sections = {kind: text for number, kind, text in SECTION.findall(PAGE) if number}
    silent = [k for k, text in sections.items() if "Yields:" not in text or "Law:" not in text]
    assert silent == []


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_mapping_stands_under_its_kind(row: Row) -> None:
    if row.type == "mapping":
        assert load_mapping(shipped_mappings()[row.name]).source.kind is row.kind


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that all commands load into."""
    home = tmp_path_factory.mktemp("sources") / "home"
    assert CliRunner().invoke(app, ["init"], env={HOME_VARIABLE: str(home)}).exit_code == 0
    return home


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_command_loads_its_sample(
    row: Row, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    program, *words = shlex.split(row.command)
    assert program == "veiltrace"
    assert row.sample in words
    environment = {HOME_VARIABLE: str(home), "COLUMNS": "300"}
    result = CliRunner().invoke(app, words, env=environment)
    assert result.exit_code == 0, result.exception
    name = Path(row.sample).name
    line = next(line for line in result.stdout.splitlines() if name in line)
    # Some samples have a broken record in them on purpose.
    _, accepted, *_ = line.split(name)[1].split()
    assert (int(accepted.replace(",", "")) > 0) == ("declared" not in row.more)


def test_the_page_names_the_entry_points_of_other_packages_formats(repository: Path) -> None:
    page = (repository / "docs" / "sources.md").read_text("utf-8")
    assert f'[project.entry-points."{ENTRY_POINTS}"]' in page
