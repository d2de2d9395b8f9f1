"""The truth sets of record linkage: read as connectors would, and told apart by nothing else."""

import csv
import doctest
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from benchmarks import linkage_columns, linkage_sets, raw_record
from benchmarks.companies import contacts, damage, naming, numbers
from benchmarks.company_generator import company_records
from benchmarks.linkage_sets import DATA, SETS, LinkageSet, load_set
from benchmarks.raw_record import node_of

from veiltrace_graph.model import PropertyValue
from veiltrace_graph.vocabulary import PROPERTIES
from veiltrace_privacy.normalise.value import Flag

SIZES = {
    "febrl1": (1000, 500),
    "febrl2": (5000, 4000),
    "febrl3": (5000, 2000),
    "febrl4": (10000, 5000),
    "RLdata500": (500, 450),
    "RLdata10000": (10000, 9000),
    "fake_1000": (1000, 251),
    "historical_50k": (50578, 5156),
    "zh_people": (7887, 4207),
    "companies": (len(company_records()), 4000),
}
loaded = cache(load_set)


def said(data: LinkageSet, source: str, record_id: str) -> dict[str, PropertyValue]:
    [record] = (one for one in data.records if one.node == node_of(source, record_id))
    return {value.name: value for value in record.values}


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_all_its_records_and_the_entity_of_each(name: str) -> None:
    data = loaded(name)
    assert (len(data.records), len(set(data.entity.values()))) == SIZES[name]
    assert data.entity.keys() == {record.node for record in data.records}


@pytest.mark.parametrize("name", SETS)
def test_every_value_is_a_property_and_empty_cells_are_none(name: str) -> None:
    values = {value for record in loaded(name).records for value in record.values}
    assert {value.name for value in values} <= PROPERTIES.keys()
    assert all(value.value.strip() for value in values)


@pytest.mark.parametrize("name", SETS)
def test_neither_nodes_nor_their_order_tell_who_is_the_same(name: str) -> None:
    data = loaded(name)
    nodes = [record.node for record in data.records]
    assert nodes == sorted(nodes)
    entities = [data.entity[node] for node in nodes]
    neighbours = sum(map(str.__eq__, entities, entities[1:]))
    # Of n records in chance order about (pairs that are the same) * 2 / n are neighbours.
    pairs = sum(n * (n - 1) // 2 for n in Counter(entities).values())
    expected = pairs * 2 / len(nodes)
    assert neighbours <= expected + 5 * (expected**0.5) + 3


def test_febrl_has_the_true_pairs_of_its_authors() -> None:
    data = loaded("febrl4")
    with (DATA / "febrl4_truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first = data.entity[node_of("febrl4a", row["rec_id_a"])]
            assert first == data.entity[node_of("febrl4b", row["rec_id_b"])]


def test_only_febrl4_links_two_files_of_which_neither_holds_anybody_twice() -> None:
    assert [name for name in SETS if loaded(name).links_only_across_sources] == ["febrl4"]
    data = loaded("febrl4")
    held = Counter((record.source, data.entity[record.node]) for record in data.records)
    assert set(held.values()) == {1}


def test_a_febrl_record_is_one_name_one_day_one_address_and_one_number() -> None:
    values = said(loaded("febrl1"), "febrl1", "rec-122-org")
    assert {name: value.value for name, value in values.items()} == {
        "name": "lachlan berry",
        "birth_date": "1999-02-19",
        "address": "69 giblin street killarney bittern 4814 qld",
        "id_number": "7364009",
    }


def test_a_day_that_never_was_stays_as_it_is_written() -> None:
    for name in ("RLdata10000", "febrl4", "historical_50k"):
        damaged = [
            value.value
            for record in loaded(name).records
            for value in record.values
            if value.name == "birth_date" and value.flag is Flag.UNPARSED
        ]
        assert damaged
        assert {len(text) for text in damaged} == {len("1860-01-81")}


def test_a_short_name_is_an_alias_only_where_it_differs() -> None:
    records = loaded("historical_50k").records
    names = [{v.name: v.value for v in r.values if v.name in ("name", "alias")} for r in records]
    assert any("alias" in name for name in names)
    assert any("alias" not in name for name in names)
    assert all(name.get("alias") != name["name"] for name in names if name)


def test_damaged_chinese_numbers_keep_their_flags() -> None:
    flags = Counter(
        (value.name, value.flag) for one in loaded("zh_people").records for value in one.values
    )
    assert flags["resident_id", Flag.MASKED] > 1000
    assert flags["resident_id", Flag.ROUNDED] > 100
    assert flags["resident_id", Flag.DERIVED] > 200
    assert flags["phone", Flag.MASKED] > 500


def test_the_truth_sets_are_in_no_package(repository: Path) -> None:
    for project in ("pyproject.toml", "privacy/pyproject.toml"):
        build = tomllib.loads((repository / project).read_text("utf-8"))["tool"]["hatch"]["build"]
        targets = build["targets"]
        packed = [*targets["wheel"]["packages"], *targets.get("sdist", {}).get("include", ())]
        assert packed
        assert not [path for path in packed if "benchmarks" in path or path in ("/", ".", "*")]


def test_the_origin_of_every_file_is_named() -> None:
    told = (DATA / "ORIGIN.md").read_text("utf-8")
    # "febrl1.csv to febrl3.csv" are three.
    sets = {path.name for path in DATA.iterdir()} - {"ORIGIN.md", "febrl2.csv"}
    assert all(f"`{name}`" in told for name in sets)


@pytest.mark.parametrize(
    "module", [linkage_columns, linkage_sets, raw_record, contacts, damage, naming, numbers]
)
def test_the_examples_are_right(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
