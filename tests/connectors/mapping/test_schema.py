"""The published schema and the loader: what the one refuses, the other refuses."""

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping import keys
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.schema import mapping_schema
from veiltrace_connectors.mapping.shipped import shipped_mappings

ROOT = Path(__file__).parents[3]
VALIDATOR = jsonschema_rs.Draft202012Validator(mapping_schema(), validate_formats=True)
WHOLE = """
veiltrace_mapping: 1
format: csv
source:
  name: cars
  kind: vehicle
  publisher: town
  obtained: official_register
  legal_basis: statutory_duty
  jurisdiction: cn
  licence: fictional
  refreshed_on: 2026-05-31
  refresh_days: 90
  retention_days: 1825
record_id: "{plate}"
entities:
  owner:
    kind: party
    properties:
      name: owner
      identity: {column: number, types: [resident_id, uscc]}
    contacts: {phone: {column: phone, split: [";", "、"], since: opened}}
  car: {kind: vehicle, properties: {plate: plate}}
relations:
  - {kind: owns, from: owner, to: car, since: day, when: {column: type, not_in: ["1"]}}
"""
BROKEN = (
    ("mapping: 1", "mapping: 2"),
    ("format: csv", "format: cvs"),
    ("format: csv", "format: xlsx\ndelimiter: ';'"),
    ("format: csv", "format: parquet\nencoding: gbk"),
    ("format: csv", "format: csv\nsheet: cars"),
    ("format: csv", "format: csv\ndelimiter: ';;'"),
    ("format: csv", "format: csv\nencoding: utf9"),
    ("format: csv", "format: csv\ndate_order: ydm"),
    ("format: csv", "format: csv\nempty: []"),
    ("format: csv", "format: csv\nformt: csv"),
    ("kind: vehicle\n  pub", "kind: car\n  pub"),
    ("publisher: town", "publisher: FILL_IN"),
    ("obtained: official_register", "obtained: FILL_IN"),
    ("legal_basis: statutory_duty", "legal_basis: because"),
    ("2026-05-31", "FILL_IN"),
    ("refresh_days: 90", "refresh_days: 0"),
    ("retention_days: 1825", "retention_days: soon"),
    ("  licence: fictional\n", ""),
    ("licence:", "license:"),
    ("licence: fictional", "licence: fictional\n  sensitive: [money]"),
    ('record_id: "{plate}"\n', ""),
    ('"{plate}"', "plate"),
    ("kind: party", "kind: persn"),
    ("kind: party", "kind: party\n    needs: nothing"),
    ("name: owner", "nam: owner"),
    ("name: owner", "name: {column: owner, value: x}"),
    ("name: owner", "name: {split: ','}"),
    ("name: owner", "name: yes"),
    ("name: owner", "company_number: number"),
    ("name: owner", "company_number: {column: number}"),
    ("types: [resident_id, uscc]", "types: [resident]"),
    ("types: [resident_id, uscc]", "types: [company_number]"),
    (", types: [resident_id, uscc]", ""),
    ("{phone: {", "{fax: {"),
    ("since: opened}", "start: opened}"),
    ("kind: owns,", "kind: has,"),
    ("from: owner,", ""),
    (", not_in:", ", notin:"),
    ("  car: {kind: vehicle, ", "  car: {"),
)


def as_json(text: str) -> object:
    """A YAML text as an editor's validator sees it: dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))


def is_loaded(text: str) -> bool:
    try:
        load_mapping(text)
    except MappingError:
        return False
    return True


def test_the_schema_is_a_schema_of_its_draft() -> None:
    jsonschema_rs.meta.validate(mapping_schema())


def test_the_published_schema_is_that_of_the_loader() -> None:
    published = json.loads((ROOT / "docs/mapping.schema.json").read_text("utf-8"))
    advice = "run: .venv/bin/python docs/write_mapping_schema.py > docs/mapping.schema.json"
    assert published == mapping_schema(), advice


@pytest.mark.parametrize("path", shipped_mappings().values(), ids=list(shipped_mappings()))
def test_every_shipped_mapping_is_valid(path: Path) -> None:
    assert [e.message for e in VALIDATOR.iter_errors(as_json(path.read_text("utf-8")))] == []


def test_a_whole_mapping_is_taken_by_both() -> None:
    assert VALIDATOR.is_valid(as_json(WHOLE))
    assert is_loaded(WHOLE)


@pytest.mark.parametrize(("old", "new"), BROKEN, ids=[new or old for old, new in BROKEN])
def test_a_broken_mapping_is_refused_by_both(old: str, new: str) -> None:
    assert old in WHOLE
    broken = WHOLE.replace(old, new, 1)
    assert not VALIDATOR.is_valid(as_json(broken))
    assert not is_loaded(broken)


def test_every_key_that_the_loader_reads_is_in_the_schema() -> None:
    written = json.dumps(mapping_schema())
    sections = (keys.DOCUMENT, keys.SOURCE, keys.ENTITY, keys.RELATION, keys.CONDITION, keys.REPEAT)
    assert [key for section in sections for key in section if f'"{key}"' not in written] == []
