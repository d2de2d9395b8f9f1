"""Records as JSON."""

from pathlib import Path

import orjson
import pytest

from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.record_json import record_json
from veiltrace_connectors.registry import open_source
from veiltrace_graph.model import SourceRecord

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    "sample", ["bods/fermcat.json", "gleif/lei-data.xml", "ftm/veiltrace_14_kinds.ftm.jsonl"]
)
def test_it_is_what_orjson_makes_of_the_record_itself(sample: str) -> None:
    records = [
        item
        for item in open_source(DataFile(DATA / sample)).records()
        if isinstance(item, SourceRecord)
    ]
    assert records
    assert all(orjson.dumps(record_json(one)) == orjson.dumps(one) for one in records)
