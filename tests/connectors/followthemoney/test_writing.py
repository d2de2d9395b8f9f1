"""What goes out as FollowTheMoney comes back as it was."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiltrace_connectors.base import Connector
from veiltrace_connectors.followthemoney.connector import SOURCE, FollowTheMoneyConnector
from veiltrace_connectors.followthemoney.extension import KEY
from veiltrace_connectors.followthemoney.schemata import schemata
from veiltrace_connectors.followthemoney.writing import same_record, to_ftm
from veiltrace_connectors.ingest import fingerprint_of, ingest
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_connectors.writing.ftm_lines import FtmLines
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import (
    Entity,
    EntityRef,
    PropertyValue,
    RecordRelation,
    SourceRecord,
)
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import PROPERTIES, NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

DATA = Path(__file__).parents[2] / "data"
FOURTEEN = DATA / "ftm" / "veiltrace_14_kinds.ftm.jsonl"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
# What comes back under another word or in another form, and why.
CHANGED = {
    # A relation has one role; which of FollowTheMoney's words it stood under is not kept.
    ("vt-own-re-1", "ownershipType"): ("role", ["joint"]),
    # Numbers are normalised.
    ("vt-bank-1", "accountNumber"): ("accountNumber", ["6222000000000000"]),
}


def accepted(connector: Connector) -> list[SourceRecord]:
    return [item for item in connector.records() if isinstance(item, SourceRecord)]


def written(connector: Connector, records: Iterable[SourceRecord], path: Path) -> DataFile:
    """Write the records as a file of the connector's source."""
    with path.open("wb") as file:
        lines = FtmLines([file], connector.source)
        for record in records:
            lines.write(record)
        lines.close()
    return DataFile(path)


def samples() -> list[DataFile]:
    patterns = ("ftm/*json*", "bods/*.json", "bods/valid/*.json", "gleif/*.xml", "gb_psc/*.txt")
    return [DataFile(path) for one in patterns for path in sorted(DATA.glob(one))]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_sample_comes_back_from_followthemoney_as_it_was(
    sample: DataFile, tmp_path: Path
) -> None:
    connector = open_source(sample)
    records = accepted(connector)
    back = FollowTheMoneyConnector(written(connector, records, tmp_path / "out.ftm.jsonl"))
    assert back.source == connector.source
    returned = accepted(back)
    assert len(returned) == len(records)
    assert all(map(same_record, records, returned))


@pytest.mark.parametrize("name", ["enterprise", "shareholders", "vehicle", "real_estate"])
def test_mapped_tables_come_back_with_their_flags_days_and_references(
    name: str, tmp_path: Path
) -> None:
    mapping = load_mapping(shipped_mappings()[f"cn_{name}"])
    connector = open_source(DataFile(DATA / "cn" / f"{name}.csv"), mapping=mapping)
    records = accepted(connector)
    back = FollowTheMoneyConnector(written(connector, records, tmp_path / "out.ftm.jsonl"))
    returned = accepted(back)
    assert records
    assert len(returned) == len(records)
    assert all(map(same_record, records, returned))


def test_the_fourteen_kinds_go_out_as_they_came_in() -> None:
    stated = {one["id"]: one for one in map(json.loads, FOURTEEN.read_text("utf-8").splitlines())}
    connector = FollowTheMoneyConnector(DataFile(FOURTEEN))
    records = accepted(connector)
    assert len(records) == len(stated) == 35
    for record in records:
        (line,) = to_ftm(record, source="town", publisher=connector.source.publisher)
        one = stated[record.record_id]
        expected = {
            name: set(values)
            for name, values in one["properties"].items()
            if (record.record_id, name) not in CHANGED
        }
        expected |= {
            name: set(values)
            for (record_id, _), (name, values) in CHANGED.items()
            if record_id == record.record_id
        }
        properties = line["properties"]
        assert isinstance(properties, dict)
        assert {name: set(values) for name, values in properties.items()} == expected
        assert (line["id"], line["schema"]) == (one["id"], one["schema"])


def test_followthemoneys_own_words_are_enough_for_the_fourteen_kinds() -> None:
    connector = FollowTheMoneyConnector(DataFile(FOURTEEN))
    lines = [
        line
        for record in accepted(connector)
        for line in to_ftm(record, source="town", publisher=connector.source.publisher)
    ]
    assert not [line for line in lines if "exact" in json.dumps(line[KEY])]


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_only_schemata_properties_and_ids_of_followthemoney_are_written(sample: DataFile) -> None:
    connector = open_source(sample)
    for record in accepted(connector):
        lines = to_ftm(record, source="town", publisher=connector.source.publisher)
        assert len({line["id"] for line in lines}) == len(lines)
        for line in lines:
            properties = line["properties"]
            assert isinstance(properties, dict)
            assert properties.keys() <= schemata()[str(line["schema"])]
            assert all(values for values in properties.values())
            assert str(line["id"]).replace("-", "").replace(".", "").isalnum()


def loaded(file: DataFile, path: Path, key: bytes) -> SqliteStore:
    store = SqliteStore.create(path, Keyring(key))
    ingest(
        lambda: open_source(file),
        store,
        file_name=file.name,
        fingerprint=fingerprint_of(file),
        clock=lambda: NOW,
        consent="CONSENT-1",
    )
    return store


@pytest.mark.parametrize(
    "sample", ["ftm/veiltrace_14_kinds.ftm.jsonl", "bods/joint-ownership.json"]
)
def test_ids_are_the_same_under_one_key_and_others_under_another(
    sample: str, tmp_path: Path
) -> None:
    original = DataFile(DATA / sample)
    connector = open_source(original)
    out = written(connector, accepted(connector), tmp_path / "out.ftm.jsonl")
    key, other = bytes(range(32)), bytes(reversed(range(32)))
    with (
        loaded(original, tmp_path / "a.sqlite", key) as first,
        loaded(out, tmp_path / "b.sqlite", key) as same,
        loaded(out, tmp_path / "c.sqlite", other) as elsewhere,
    ):
        assert same.digest() == first.digest()
        today = date(2026, 7, 1)
        views = [store.view(today) for store in (first, elsewhere)]
        nodes = [{node.id: node for node in view.edges().nodes} for view in views]
        assert nodes[0] and nodes[0].keys().isdisjoint(nodes[1].keys())
        shown = [sorted((node.kind, node.caption) for node in one.values()) for one in nodes]
        assert shown[0] == shown[1]
        relations = [
            sorted(
                (held[one.source].caption, one.kind, held[one.target].caption, one.role)
                for one in view.relations(list(held))
            )
            for view, held in zip(views, nodes, strict=True)
        ]
        assert relations[0] == relations[1]


def test_an_end_that_is_open_is_no_date_of_followthemoney_and_comes_back(tmp_path: Path) -> None:
    ref = EntityRef("record:town", "7")
    case = Entity(ref, NodeKind.INCOME, (PropertyValue("ended_on", ".."),))
    (line,) = to_ftm(
        SourceRecord("7", 1, date(2026, 1, 1), (case,)), source="town", publisher="town"
    )
    assert line["properties"] == {}
    path = tmp_path / "out.ftm.jsonl"
    path.write_bytes(orjson.dumps(line))
    town = FollowTheMoneyConnector(DataFile(path), source=replace(SOURCE, publisher="town"))
    assert accepted(town)[0].entities == (case,)


TEXT = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() != "")
REFS = st.builds(EntityRef, st.sampled_from(["record:town", "record:other", "phone", "vin"]), TEXT)
VALUES = st.builds(PropertyValue, st.sampled_from(sorted(PROPERTIES)), TEXT, st.sampled_from(Flag))
ENTITIES = st.builds(
    Entity, REFS, st.sampled_from(NodeKind), st.lists(VALUES, max_size=5).map(tuple)
)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def records(draw: st.DrawFn) -> SourceRecord:
    entities = draw(st.lists(ENTITIES, min_size=1, max_size=5, unique_by=lambda one: one.ref))
    ends = st.sampled_from([entity.ref for entity in entities])
    relations = st.builds(
        RecordRelation,
        *(st.sampled_from(RelationKind), ends, ends, DAYS, DAYS),
        st.none() | st.floats(0, 1),
        st.just("") | TEXT,
    )
    return SourceRecord(
        draw(TEXT),
        1,
        draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        tuple(entities),
        tuple(draw(st.lists(relations, max_size=5))),
    )


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_whatever_a_record_says_comes_back(
    record: SourceRecord, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = to_ftm(record, source="town", publisher="town")
    path = tmp_path_factory.mktemp("ftm") / "out.ftm.jsonl"
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    town = FollowTheMoneyConnector(DataFile(path), source=replace(SOURCE, publisher="town"))
    (returned,) = accepted(town)
    assert same_record(returned, record)
