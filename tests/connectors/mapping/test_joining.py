import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import Rejected, SourceRecord

MAPPING = load_mapping("""
veiltrace_mapping: 1
format: csv
join:
  deed: {file: deeds.csv, by: id}
source: {name: titles, kind: real_estate, publisher: town, obtained: official_register,
  legal_basis: statutory_duty, jurisdiction: cn, licence: fictional,
  refreshed_on: 2026-05-31, refresh_days: 90, retention_days: 1825}
record_id: "{id}"
entities:
  owner: {kind: party, properties: {name: owner}}
  title: {kind: real_estate, properties: {category: deed.type}}
relations:
  - {kind: owns, from: owner, to: title, when: {column: deed.type, not_in: [pledge]}}
""")
Open = Callable[..., Any]


@pytest.fixture
def open_titles(tmp_path: Path) -> Open:
    def make(titles: str, deeds: str | None) -> MappedConnector:
        (tmp_path / "titles.csv").write_text(f"id,owner\n{titles}")
        if deeds is not None:
            (tmp_path / "deeds.csv").write_text(deeds)
        return MappedConnector(DataFile(tmp_path / "titles.csv"), MAPPING)

    return make


def categories(connector: MappedConnector) -> list[list[str]]:
    return [
        [value.value for entity in record.entities[1:] for value in entity.properties]
        for record in connector.records()
        if isinstance(record, SourceRecord)
    ]


def test_a_row_has_the_columns_of_the_row_it_is_joined_with(open_titles: Open) -> None:
    titles = open_titles("1,A\n2,B\n", "id,type,page\n 2 ,sale,8\n1,pledge,7\n")
    assert titles.unread_columns == ("deed.page",)
    assert categories(titles) == [["pledge"], ["sale"]]


def test_a_row_that_is_joined_with_none_has_no_such_values(open_titles: Open) -> None:
    assert categories(open_titles("1,A\n", "id,type\n2,sale\n")) == [[]]


def test_a_row_that_is_joined_with_several_different_ones_is_kept_for_review(
    open_titles: Open,
) -> None:
    deeds = "id,type\n1,sale\n1,pledge\n2,sale\n2,sale\n"
    first, second = open_titles("1,A\n2,B\n", deeds).records()
    assert isinstance(first, Rejected)
    assert (first.reason, first.field) == ("ambiguous_join", "id")
    assert json.loads(first.raw) == {"id": "1", "owner": "A"}
    assert isinstance(second, SourceRecord)


def test_a_table_that_is_not_beside_the_file_is_named(open_titles: Open) -> None:
    with pytest.raises(SourceUnavailable, match=r"titles\.csv is joined with deeds\.csv"):
        open_titles("1,A\n", None)


def test_a_table_without_the_columns_is_refused_without_a_cell_of_it(open_titles: Open) -> None:
    with pytest.raises(MappingError, match=r"deeds\.csv lacks the columns: id, type") as raised:
        open_titles("1,A\n", "1,secret\n")
    assert "secret" not in str(raised.value)


def test_a_file_without_a_header_is_not_repeated_for_being_joined(
    tmp_path: Path, open_titles: Open
) -> None:
    open_titles("1,A\n", "id,type\n")
    (tmp_path / "titles.csv").write_text("7,Ann Example\n")
    with pytest.raises(MappingError, match="first row the header") as raised:
        MappedConnector(DataFile(tmp_path / "titles.csv"), MAPPING)
    assert "Ann" not in str(raised.value)


def test_a_damaged_row_of_the_table_is_not_missed_in_silence(open_titles: Open) -> None:
    titles = open_titles("1,A\n", "id,type\n1\n")
    with pytest.raises(SourceUnavailable, match=r"deeds\.csv has a row .* record 1"):
        list(titles.records())


def test_tables_are_joined_within_an_archive(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "town.zip", "w") as archive:
        archive.writestr("2026/titles.csv", "id,owner\n1,A\n")
        archive.writestr("2026/deeds.csv", "id,type\n1,sale\n")
    file = DataFile(tmp_path / "town.zip", ("2026/titles.csv",))
    assert categories(MappedConnector(file, MAPPING)) == [["sale"]]
