from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import MappingError
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.model import (
    Condition,
    ContactRule,
    IdRule,
    PropertyRule,
    RelationRule,
    ValueSpec,
)
from veiltrace_connectors.reading.table import TableFormat
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind

CARS = """
veiltrace_mapping: 1
format: csv
delimiter: ";"
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
record_id: "{号牌}"
entities:
  owner:
    kind: party
    repeat: {column: 所有人, split: "、"}
    properties:
      name: "@"
      identity: {column: 证件号, types: [resident_id, uscc]}
    contacts:
      phone: {column: 电话, split: ";", since: 开户日期}
  car:
    kind: vehicle
    properties: {plate: 号牌}
relations:
  - {kind: owns, from: owner, to: car, since: 登记日期}
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(MappingError) as raised:
        load_mapping(text)
    return [line.strip() for line in str(raised.value).splitlines()[1:]]


def test_a_whole_mapping_is_read_as_declared() -> None:
    mapping = load_mapping(CARS)
    owner, car = mapping.entities
    assert (mapping.format, mapping.delimiter) == (TableFormat.CSV, ";")
    assert mapping.source.kind is SourceKind.VEHICLE
    assert mapping.record_id == (IdRule(ValueSpec(("号牌",), template="%s")),)
    assert owner.repeat == ValueSpec(("所有人",), split=("、",))
    assert owner.properties[0] == PropertyRule(("name",), ValueSpec(("@",)))
    assert owner.properties[1].types == ("resident_id", "uscc")
    assert owner.contacts == (
        ContactRule(NodeKind.PHONE, ValueSpec(("电话",), split=(";",)), ValueSpec(("开户日期",))),
    )
    assert car.kind is NodeKind.VEHICLE
    assert mapping.relations == (
        RelationRule(RelationKind.OWNS, "owner", "car", since=ValueSpec(("登记日期",))),
    )
    assert mapping.columns == ("号牌", "所有人", "登记日期", "证件号", "电话", "开户日期")


def test_the_column_of_a_condition_is_one_of_the_mappings_columns() -> None:
    when = "when: {column: 种类, in: [1]}"
    mapping = load_mapping(CARS.replace("kind: owns,", f"kind: owns, {when},"))
    assert mapping.relations[0].when == Condition("种类", ("1",))
    assert "种类" in mapping.columns


def test_a_mapping_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "cars.yaml"
    path.write_text(CARS, "utf-8")
    assert load_mapping(path) == load_mapping(CARS)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("mapping: 1", "mapping: 2", "veiltrace_mapping: must be 1"),
        ("format: csv", "format: cvs", "format: 'cvs' is not a format; did you mean 'csv'?"),
        ("format: csv", "format: xlsx", "delimiter: is not for xlsx"),
        ('";"\nsource', '";;"\nsource', "delimiter: must be one character"),
        ("source:", "encoding: utf9\nsource:", "encoding: 'utf9' is not a known encoding"),
        ("kind: vehicle\n  pub", "kind: car\n  pub", "source.kind: 'car' is not a source kind"),
        ("refreshed_on: 2026-05-31", "refreshed_on: soon", "source.refreshed_on: must be a date"),
        ("refresh_days: 90", "refresh_days: -1", "source.refresh_days: must be a whole number"),
        (
            "retention_days: 1825",
            "retention_days: 1825\n  dppa_use: b1",
            "source.dppa_use: 'b1' is not a use of US vehicle records",
        ),
        ("  licence: fictional\n", "", "source.licence: is missing"),
        ("licence: fictional", "license: a", "source.license: 'license' is not a key here; did"),
        ('"{号牌}"', "号牌", "record_id: names no column; did you mean '{号牌}'?"),
        ('"{号牌}"', '"{号牌"', "record_id: has a brace without its partner"),
        (
            "kind: party",
            "kind: persn",
            "entities.owner.kind: 'persn' is not a node kind; did you mean 'person'?",
        ),
        ("plate:", "plates:", "entities.car.properties.plates: 'plates' is not a property; did"),
        ("phone:", "fax:", "entities.owner.contacts.fax: 'fax' is not a contact kind"),
        (
            "[resident_id, uscc]",
            "[resident]",
            "entities.owner.properties.identity.types: 'resident' is not a property; did",
        ),
        (
            ", types: [resident_id, uscc]",
            "",
            "entities.owner.properties.identity: must list under 'types'",
        ),
        (
            'name: "@"',
            "company_number: 注册号",
            "entities.owner.properties.company_number: must name the 'register'",
        ),
        (
            '    repeat: {column: 所有人, split: "、"}\n',
            "",
            "entities.owner: uses the column '@' without a repeat",
        ),
        (
            "{plate: 号牌}",
            "{plate: {column: 号牌, value: x}}",
            "entities.car.properties.plate: must have exactly one of",
        ),
        ("{plate: 号牌}", "{plate: yes}", "entities.car.properties.plate: must name a column"),
        ("{plate: 号牌}", "[plate]", "entities.car.properties: must be a section"),
        ("kind: owns", "kind: own", "relations[1].kind: 'own' is not a relation kind; did you"),
        ("to: car", "to: cat", "relations[1].to: 'cat' is not an entity of this mapping; did you"),
        ("to: car, ", "", "relations[1].to: is missing"),
        ("since: 登记", "sinse: 登记", "relations[1].sinse: 'sinse' is not a key here; did you"),
        ("  - {kind", "  x: {kind", "relations: must be a list"),
        ('"{号牌}"', "[]", "record_id: must be a template or a list of templates"),
        ('"{号牌}"', "['{a}', b]", "record_id[2]: names no column"),
        ("{plate: 号牌}", "{plate: [号牌, yes]}", "entities.car.properties.plate[2]: must name"),
        ("source:", "join: {x: {file: a.csv}}\nsource:", "join.x.by: is missing"),
        ("source:", "columns: none\nsource:", "columns: must be a list of texts"),
        ("format: csv", "format: xlsx\nfooter: Total", "footer: is not for xlsx"),
        ("source:", "date_order: myd\nsource:", "date_order: 'myd' is not an order of dates; did"),
        ("source:", "empty: none\nsource:", "empty: must be a list of texts"),
        ("source:", "empty: [no]\nsource:", "empty: must be a list of texts; quote each"),
        ('split: "、"', "split: []", "entities.owner.repeat.split: must be a mark or a list"),
        (
            "kind: vehicle\n    p",
            "kind: vehicle\n    when: {column: 号牌}\n    p",
            "entities.car.when: must have either 'in' or 'not_in'",
        ),
        (
            "kind: vehicle\n    p",
            "kind: vehicle\n    when: {column: '@', in: [a]}\n    p",
            "entities.car.when.column: must be a column of the file, not '@'",
        ),
    ],
)
def test_each_fault_is_told_by_its_path(old: str, new: str, fault: str) -> None:
    assert old in CARS
    assert any(line.startswith(fault) for line in faults_of(CARS.replace(old, new, 1)))


def test_all_faults_are_told_at_once() -> None:
    text = CARS.replace("kind: party", "kind: persn").replace("kind: owns", "kind: own")
    assert len(faults_of(text.replace("refresh_days: 90", "refresh_days: no"))) == 3


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "just text", "veiltrace_map: 1"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(MappingError, match="veiltrace_mapping: 1"):
        load_mapping(text)


def test_broken_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(MappingError, match="line 2"):
        load_mapping("veiltrace_mapping: 1\n  format: csv: x\n")


def test_a_key_given_twice_is_refused_and_not_overwritten() -> None:
    with pytest.raises(MappingError, match="'car' is given twice"):
        load_mapping(CARS.replace("  owner:", "  car:", 1))


def test_a_missing_mapping_file_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"none\.yaml"):
        load_mapping(tmp_path / "none.yaml")


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.text(max_size=100))
def test_arbitrary_text_raises_nothing_but_our_error(text: str) -> None:
    for prefix in ("", "veiltrace_mapping: 1\n", CARS):
        try:
            load_mapping(prefix + text)
        except MappingError:
            continue


@given(st.sampled_from(["source", "entities", "relations", "record_id", "seen_on"]), NODES)
def test_any_value_under_a_key_raises_nothing_but_our_error(key: str, node: object) -> None:
    lines = CARS.split(f"\n{key}:")[0]
    try:
        load_mapping(f"{lines}\n{key}: {node!r}\n")
    except MappingError as error:
        assert str(error)


def test_an_entity_needs_a_property_of_its_own() -> None:
    faults = faults_of(
        CARS.replace("    kind: vehicle\n    prop", "    kind: vehicle\n    needs: vin\n    prop")
    )
    assert faults == ["entities.car.needs: 'vin' is not a property of this entity; known: plate"]


def test_a_label_is_read_only_from_a_repeat_that_has_one() -> None:
    assert faults_of(CARS.replace('name: "@"', 'name: "@label"')) == [
        "entities.owner: uses the column '@label' without a repeat that has a label"
    ]
    labelled = CARS.replace('split: "、"}', 'split: "、", label: "："}')
    assert load_mapping(labelled).entities[0].label == ("：",)
