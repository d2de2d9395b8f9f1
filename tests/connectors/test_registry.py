"""Which connector a file gets."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from veiltrace_connectors.errors import FormatUnavailable, MappingError, SourceUnavailable
from veiltrace_connectors.file_head import read_head
from veiltrace_connectors.followthemoney.connector import SOURCE
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import ENTRY_POINTS, MAPPED, detect_format, formats, open_source

DATA = Path(__file__).parents[1] / "data"
BODS = DATA / "bods" / "fermcat.json"
GLEIF = DATA / "gleif" / "rr-data.xml"
FILES = {
    "acris": DATA / "acris/master.csv",
    "courtlistener": DATA / "courtlistener/dockets-sample.csv.bz2",
    "bods": BODS,
    "gleif": GLEIF,
    "followthemoney": DATA / "ftm/donations_companies.ijson",
    "gazette": DATA / "gazette/feed-one.json",
    "icij": DATA / "icij/relationships.csv",
    "uk_psc": DATA / "uk_psc/psc-snapshot-sample.txt",
}
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
        ("gazette", "*.json", "gazette"),
        ("icij", "*.csv", "icij"),
        ("uk_psc", "psc-snapshot-*.txt", "uk_psc"),
    ],
)
def test_every_sample_is_told_by_how_it_begins(folder: str, pattern: str, name: str) -> None:
    paths = list((DATA / folder).glob(pattern))
    assert paths
    assert {detect_format(DataFile(path)) for path in paths} == {name}


def test_a_bods_array_on_one_line_and_its_lines_are_told_too(tmp_path: Path) -> None:
    statements = json.loads(BODS.read_bytes())
    path = tmp_path / "file"
    path.write_text(json.dumps(statements))
    assert detect_format(DataFile(path)) == "bods"
    path.write_text("\n".join(map(json.dumps, statements)))
    assert detect_format(DataFile(path)) == "bods"


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", '{"name": "x"}\n', "<html/>", "[1, 2]", "[]"]
)
def test_anything_else_needs_a_mapping(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    assert detect_format(DataFile(path)) == MAPPED
    with pytest.raises(MappingError):
        open_source(DataFile(path))


def test_a_detected_file_opens_with_its_own_connector() -> None:
    assert open_source(DataFile(BODS)).source.publisher == "Irish Business Authority"
    assert open_source(DataFile(GLEIF)).source.publisher == "GLEIF"


def test_every_format_takes_a_source_and_a_date(tmp_path: Path) -> None:
    assert FILES.keys() <= formats().keys()
    for name, path in FILES.items():
        opened = open_source(
            DataFile(path), format=name, source=SOURCE, refreshed_on=date(2024, 1, 2)
        )
        assert opened.source.publisher == SOURCE.publisher
        assert opened.source.refreshed_on == date(2024, 1, 2)


def test_a_table_opens_with_its_mapping(table: Path) -> None:
    opened = open_source(
        DataFile(table), mapping=load_mapping(MAPPING), refreshed_on=date(2026, 6, 1)
    )
    assert isinstance(opened, MappedConnector)
    assert opened.source.refreshed_on == date(2026, 6, 1)
    assert len(list(opened.records())) == 1


def test_a_mapping_cannot_be_crossed_with_another_source_or_format(table: Path) -> None:
    mapping = load_mapping(MAPPING)
    with pytest.raises(MappingError, match="names the source already"):
        open_source(DataFile(table), mapping=mapping, source=SOURCE)
    with pytest.raises(MappingError, match="leave the mapping out"):
        open_source(DataFile(table), format="gleif", mapping=mapping)


def test_a_format_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(SourceUnavailable, match="mapped, bods, followthemoney, gleif"):
        open_source(DataFile(BODS), format="xbrl")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        open_source(DataFile(tmp_path / "nothing"))


def test_every_format_recognises_its_own_files_and_no_others() -> None:
    for name, path in FILES.items():
        head = read_head(DataFile(path))
        assert [one.name for one in formats().values() if one.recognises(head)] == [name]


def add_package(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a package with one format on the path, as pip would."""
    (folder / "moon_formats.py").write_text(code)
    info = folder / "moon_formats-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: moon-formats\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\nmoon = moon_formats:FORMAT\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "moon_formats", raising=False)
    formats.cache_clear()


@pytest.fixture(autouse=True)
def forget_formats() -> Iterator[None]:
    yield
    formats.cache_clear()


def test_another_package_adds_a_format_by_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_package(
        tmp_path,
        monkeypatch,
        "from veiltrace_connectors.base import Format\n"
        "FORMAT = Format('moon', lambda *_, source: None, lambda head: head[:4] == b'MOON')\n",
    )
    path = tmp_path / "file"
    path.write_text("MOON 1")
    assert detect_format(DataFile(path)) == "moon"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("raise ValueError('secret')", "'moon' of the package moon-formats cannot be loaded"),
        ("FORMAT = 7", "'moon' of the package moon-formats cannot be loaded"),
        ("from veiltrace_connectors.bods.connector import FORMAT", "adds the format 'bods', which"),
    ],
)
def test_another_packages_broken_format_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, problem: str
) -> None:
    add_package(tmp_path, monkeypatch, code)
    with pytest.raises(FormatUnavailable, match=problem) as raised:
        formats()
    assert "secret" not in str(raised.value)
