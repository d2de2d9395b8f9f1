"""Which connector a file gets."""

import json
from datetime import date
from pathlib import Path

import pytest

from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.followthemoney.connector import SOURCE
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.registry import MAPPED, STRUCTURED, detect_format, open_source

DATA = Path(__file__).parents[1] / "data"
BODS = DATA / "bods" / "fermcat.json"
GLEIF = DATA / "gleif" / "rr-data.xml"
MAPPING = """
veiltrace_mapping: 1
format: csv
source:
  name: town-list
  kind: corporate
  publisher: Town
  obtained: official_register
  legal_basis: statutory_duty
  jurisdiction: gb
  licence: fictional
  refreshed_on: 2026-05-31
  refresh_days: 90
  retention_days: 1825
record_id: "{number}"
entities:
  firm: {kind: organisation, properties: {name: name}}
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "town.csv"
    path.write_text("number,name\n1,Example Ltd\n")
    return path


@pytest.mark.parametrize(
    ("folder", "pattern", "name"),
    [
        ("bods", "*.json", "bods"),
        ("bods/valid", "*.json", "bods"),
        ("gleif", "*.xml", "gleif"),
        ("ftm", "*json*", "followthemoney"),
    ],
)
def test_every_sample_is_told_by_how_it_begins(folder: str, pattern: str, name: str) -> None:
    paths = list((DATA / folder).glob(pattern))
    assert paths
    assert {detect_format(path) for path in paths} == {name}


def test_a_bods_array_on_one_line_and_its_lines_are_told_too(tmp_path: Path) -> None:
    statements = json.loads(BODS.read_bytes())
    path = tmp_path / "file"
    path.write_text(json.dumps(statements))
    assert detect_format(path) == "bods"
    path.write_text("\n".join(map(json.dumps, statements)))
    assert detect_format(path) == "bods"


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", '{"name": "x"}\n', "<html/>", "[1, 2]", "[]"]
)
def test_anything_else_needs_a_mapping(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    assert detect_format(path) == MAPPED
    with pytest.raises(MappingError):
        open_source(path)


def test_a_detected_file_opens_with_its_own_connector() -> None:
    assert open_source(BODS).source.publisher == "Irish Business Authority"
    assert open_source(GLEIF).source.publisher == "GLEIF"


def test_every_format_takes_a_source_and_a_date(tmp_path: Path) -> None:
    files = {"bods": BODS, "gleif": GLEIF, "followthemoney": DATA / "ftm/donations_companies.ijson"}
    assert files.keys() == STRUCTURED.keys()
    for name, path in files.items():
        opened = open_source(path, format=name, source=SOURCE, refreshed_on=date(2024, 1, 2))
        assert opened.source.publisher == SOURCE.publisher
        assert opened.source.refreshed_on == date(2024, 1, 2)


def test_a_table_opens_with_its_mapping(table: Path) -> None:
    opened = open_source(table, mapping=load_mapping(MAPPING), refreshed_on=date(2026, 6, 1))
    assert isinstance(opened, MappedConnector)
    assert opened.source.refreshed_on == date(2026, 6, 1)
    assert len(list(opened.records())) == 1


def test_a_mapping_cannot_be_crossed_with_another_source_or_format(table: Path) -> None:
    mapping = load_mapping(MAPPING)
    with pytest.raises(MappingError, match="names the source already"):
        open_source(table, mapping=mapping, source=SOURCE)
    with pytest.raises(MappingError, match="leave the mapping out"):
        open_source(table, format="gleif", mapping=mapping)


def test_a_format_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(SourceUnavailable, match="mapped, bods, followthemoney, gleif"):
        open_source(BODS, format="xbrl")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        open_source(tmp_path / "nothing")
