"""Lines of ours that somebody else changed, cut or made up."""

import json
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.followthemoney.connector import SOURCE, FollowTheMoneyConnector
from veiltrace_connectors.followthemoney.extension import KEY
from veiltrace_connectors.followthemoney.stated_source import SOURCE_KEY, source_json
from veiltrace_connectors.followthemoney.writing import same_record, to_ftm
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.registry import open_source
from veiltrace_graph.model import Rejected, SourceRecord

BODS = Path(__file__).parents[2] / "data" / "bods" / "fermcat.json"
TOWN = replace(SOURCE, publisher="town")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.ftm.jsonl"


def read(path: Path, lines: list[dict[str, object]]) -> list[SourceRecord | Rejected]:
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return list(FollowTheMoneyConnector(DataFile(path), source=TOWN).records())


def two_line_record() -> tuple[SourceRecord, list[dict[str, object]]]:
    for record in open_source(DataFile(BODS)).records():
        if isinstance(record, SourceRecord):
            lines = to_ftm(record, source="town", publisher="town")
            if len(lines) > 1:
                return record, lines
    raise AssertionError("no record of the sample needs two lines")


def test_two_sightings_of_one_record_stay_two_records(path: Path) -> None:
    record, lines = two_line_record()
    returned = read(path, [*lines, *lines])
    assert [item.position for item in returned] == [1, 2]
    assert all(isinstance(item, SourceRecord) and same_record(item, record) for item in returned)


def test_lines_of_others_between_ours_are_records_of_their_own(path: Path) -> None:
    record, lines = two_line_record()
    stranger: dict[str, object] = {
        "id": "x",
        "schema": "Person",
        "properties": {"name": ["示例甲"]},
    }
    returned = read(path, [stranger, *lines, stranger])
    assert [item.record_id for item in returned if isinstance(item, SourceRecord)] == [
        "x",
        record.record_id,
        "x",
    ]


def test_a_line_that_lost_its_extension_is_read_as_what_followthemoney_says(path: Path) -> None:
    _, (first, *_) = two_line_record()
    bare = {key: value for key, value in first.items() if key != KEY}
    (returned,) = read(path, [bare])
    assert isinstance(returned, SourceRecord)
    assert returned.record_id == first["id"]


@pytest.mark.parametrize(
    "told",
    [
        7,
        {},
        {"source": "town", "record": "7"},
        {"source": "town", "record": 7, "seen_on": "2026-01-01"},
        {"source": "town", "record": "7", "seen_on": "soon"},
        {"source": "town", "record": "7", "seen_on": "2026-01-01", "ids": {"a": ["b"]}},
        {"source": "town", "record": "7", "seen_on": "2026-01-01", "kinds": {"a": "moon"}},
        {"source": "town", "record": "7", "seen_on": "2026-01-01", "part": "2"},
        {"source": "town", "record": "7", "seen_on": "2026-01-01", "exact": {"entities": [7]}},
        {
            "source": "town",
            "record": "7",
            "seen_on": "2026-01-01",
            "exact": {"entities": [{"ref": {"scheme": "a", "value": "b"}}], "relations": []},
        },
    ],
)
def test_an_extension_that_is_not_what_we_write_rejects_its_line(path: Path, told: object) -> None:
    properties = {"name": ["示例甲"]}
    line = {"id": "x", "schema": "Person", "properties": properties, KEY: told}
    good: dict[str, object] = {"id": "y", "schema": "Person", "properties": {"name": ["示例乙"]}}
    first, second = read(path, [line, good])
    assert isinstance(first, Rejected)
    assert (first.reason, first.field, first.position) == ("ftm_extension", KEY, 1)
    assert json.loads(first.raw)["id"] == "x"
    assert isinstance(second, SourceRecord)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("kind", "moon"), ("obtained", "found"), ("refreshed_on", 7), ("name", None)),
        *(("refresh_days", "90"), ("sensitive", "all"), ("surprise", 1)),
    ],
)
def test_a_source_stated_in_unknown_words_stops_the_file(
    path: Path, key: str, value: object
) -> None:
    _, (first, *_) = two_line_record()
    told = first[KEY]
    assert isinstance(told, dict)
    stated = {**source_json(TOWN), key: value}
    path.write_bytes(orjson.dumps({**first, KEY: {**told, SOURCE_KEY: stated}}))
    with pytest.raises(SourceUnavailable, match="say it with --source"):
        FollowTheMoneyConnector(DataFile(path))
    assert FollowTheMoneyConnector(DataFile(path), source=TOWN).source == TOWN
