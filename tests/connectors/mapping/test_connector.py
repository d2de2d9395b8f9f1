import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.base import Connector
from veiltrace_connectors.errors import MappingError, SourceUnavailable
from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

HEAD = """
veiltrace_mapping: 1
format: csv
source: {name: cars, kind: vehicle, publisher: town, obtained: official_register,
  legal_basis: statutory_duty, jurisdiction: cn, licence: fictional,
  refreshed_on: 2026-05-31, refresh_days: 90, retention_days: 1825}
record_id: "{no}"
"""
OWNER_AND_CAR = """
seen_on: seen
entities:
  owner:
    kind: party
    properties: {name: owner, identity: {column: id, types: [resident_id, uscc]}}
    contacts:
      phone: {column: phones, split: ";", since: from, until: to}
      address: home
  car:
    kind: vehicle
    properties: {plate: plate, currency: {value: CNY}}
relations:
  - {kind: owns, from: owner, to: car, since: from, until: to, share: share, role: role}
"""
COLUMNS = ("no", "seen", "owner", "id", "phones", "home", "plate", "from", "to", "share", "role")
PERSON_ID, FIRM_ID = "320106198001019905", "91320106MA9YYY999D"
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def map_row(rules: str = OWNER_AND_CAR, *, head: str = HEAD, **cells: str) -> Any:
        """Return what the one row with these cells becomes; other columns are empty."""
        columns = (*COLUMNS, *(name for name in cells if name not in COLUMNS))
        row = {"no": "1"} | cells
        path = tmp_path / "cars.csv"
        cells_text = ",".join(f'"{row.get(name, "")}"' for name in columns)
        path.write_text(f"{','.join(columns)}\n{cells_text}\n", "utf-8")
        (record,) = MappedConnector(DataFile(path), load_mapping(head + rules)).records()
        return record

    return map_row


def of_kind(record: SourceRecord, kind: NodeKind) -> Any:
    return [entity for entity in record.entities if entity.kind is kind]


def test_it_is_a_connector(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text(",".join(COLUMNS) + "\n")
    connector: Connector = MappedConnector(DataFile(path), load_mapping(HEAD + OWNER_AND_CAR))
    assert (connector.source.publisher, connector.encoding) == ("town", "utf-8")
    assert list(connector.records()) == []
    assert connector.progress[0] == connector.progress[1] > 0


def test_a_party_is_known_within_its_publisher_and_a_thing_by_its_number(run: Run) -> None:
    record = run(owner="示例甲", plate="苏A00001")
    owner, car = record.entities
    assert owner.ref == EntityRef("record:town", "cars#1#owner#示例甲")
    assert car.ref == EntityRef("plate", "苏A00001")
    assert (record.record_id, record.position) == ("1", 1)


def test_two_rows_of_one_record_id_do_not_make_their_owners_one_party(run: Run) -> None:
    first, second = (run(owner=name, plate="苏A00001") for name in ("示例甲", "示例乙"))
    assert first.record_id == second.record_id
    assert first.entities[0].ref != second.entities[0].ref
    assert first.entities[1].ref == second.entities[1].ref
    namesake = run(owner="示例甲", id=PERSON_ID, plate="苏A00001")
    assert namesake.entities[0].ref not in (first.entities[0].ref, second.entities[0].ref)


def test_a_whole_identifier_keeps_a_party_the_same_when_its_name_is_written_otherwise(
    run: Run,
) -> None:
    refs = {run(owner=name, id=PERSON_ID).entities[0].ref for name in ("示例甲", "Shili Jia")}
    assert len(refs) == 1


def test_two_sources_of_one_publisher_share_no_party_by_a_record_s_number(run: Run) -> None:
    other = HEAD.replace("name: cars", "name: boats")
    one, two = (run(owner="示例甲", head=head).entities[0].ref for head in (HEAD, other))
    assert one.scheme == two.scheme
    assert one != two


def test_an_id_of_its_own_lets_records_of_one_publisher_meet(run: Run) -> None:
    rules = "entities:\n  owner: {kind: party, id: '{id}', properties: {name: owner}}"
    named = run(rules, no="1", owner="示例甲", id=PERSON_ID)
    referred = run(rules, no="2", id=PERSON_ID)
    assert named.entities[0].ref == referred.entities[0].ref == EntityRef("record:town", PERSON_ID)
    assert referred.entities[0].properties == ()


def test_a_masked_id_makes_no_two_people_one(run: Run) -> None:
    rules = "entities:\n  owner: {kind: party, id: '{id}', properties: {name: owner}}"
    refs = {run(rules, no=no, owner="甲", id="3201**********9905").entities[0].ref for no in "12"}
    assert len(refs) == 2


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (PERSON_ID, NodeKind.PERSON),
        (FIRM_ID, NodeKind.ORGANISATION),
        ("3201061980****9905", NodeKind.PARTY),
        ("", NodeKind.PARTY),
    ],
)
def test_only_a_whole_identifier_tells_person_from_organisation(
    run: Run, cell: str, kind: NodeKind
) -> None:
    assert run(owner="示例甲", id=cell).entities[0].kind is kind


def test_an_identity_is_the_first_type_that_reads_whole_else_the_first_flagged(run: Run) -> None:
    (firm,) = run(id=FIRM_ID).entities
    assert firm.properties == (PropertyValue("uscc", FIRM_ID),)
    (masked,) = run(id="3201061980****9905").entities
    assert masked.properties == (PropertyValue("resident_id", "3201061980****9905", Flag.MASKED),)


def test_each_contact_value_becomes_a_node_the_party_uses_or_is_located_at(run: Run) -> None:
    record = run(owner="甲", phones="12400000001;12400000002", home="示例路1号", to="2020")
    assert [e.ref.value for e in of_kind(record, NodeKind.PHONE)] == [
        "+8612400000001",
        "+8612400000002",
    ]
    assert [(r.kind, r.valid_to) for r in record.relations] == [
        (RelationKind.USES_CONTACT, date(2020, 12, 31)),
        (RelationKind.USES_CONTACT, date(2020, 12, 31)),
        (RelationKind.LOCATED_AT, None),
    ]


def test_a_damaged_contact_is_kept_raw_and_known_by_its_record_only(run: Run) -> None:
    (phone,) = of_kind(run(owner="甲", phones="1.38001E+10"), NodeKind.PHONE)
    assert phone.properties == (PropertyValue("phone", "1.38001E+10", Flag.ROUNDED),)
    assert phone.ref == EntityRef("record:town", "cars#1#owner#甲/phone/1")


def test_one_value_twice_is_one_node_and_one_relation(run: Run) -> None:
    record = run(owner="甲", phones="12400000001;124 0000 0001")
    assert len(of_kind(record, NodeKind.PHONE)) == len(record.relations) == 1


def test_an_entity_without_a_value_is_not_there_nor_are_its_relations(run: Run) -> None:
    record = run(owner="甲")
    assert [entity.kind for entity in record.entities] == [NodeKind.PARTY]
    assert record.relations == ()


def test_a_placeholder_makes_no_entity(run: Run) -> None:
    assert of_kind(run(owner="无", id="-", plate="苏A00001"), NodeKind.PARTY) == []


def test_a_constant_belongs_to_an_entity_but_makes_none(run: Run) -> None:
    _, car = run(owner="甲", plate="苏A00001").entities
    assert PropertyValue("currency", "CNY") in car.properties
    assert of_kind(run(owner="甲"), NodeKind.VEHICLE) == []


def test_a_relation_has_its_days_share_and_role(run: Run) -> None:
    cells = {"from": "2018年1月2日", "to": "2020-02", "share": "40.00％", "role": "共同共有"}
    (owns,) = run(owner="甲", plate="苏A00001", **cells).relations
    assert (owns.valid_from, owns.valid_to) == (date(2018, 1, 2), date(2020, 2, 29))
    assert (owns.share, owns.role) == (pytest.approx(0.4), "共同共有")


REPEATED = """
entities:
  holder:
    kind: party
    repeat: {column: owner, split: "、"}
    properties: {name: "@", resident_id: id}
  home: {kind: real_estate, properties: {title_number: plate}}
relations:
  - {kind: owns, from: holder, to: home}
"""
SECOND_ID = "320106198001019913"


def names_and_ids(record: SourceRecord) -> Any:
    parties = [e for e in record.entities if e.kind in (NodeKind.PARTY, NodeKind.PERSON)]
    return [[value.value for value in party.properties] for party in parties]


def test_a_repeat_gives_one_entity_and_one_relation_for_each_part(run: Run) -> None:
    record = run(REPEATED, owner="示例甲、示例丁、", plate="320106001001GB00001F00010001")
    assert names_and_ids(record) == [["示例甲"], ["示例丁"]]
    assert [relation.source.value for relation in record.relations] == [
        "cars#1#holder/1#示例甲",
        "cars#1#holder/2#示例丁",
    ]


def test_one_identity_number_among_several_holders_is_nobodys(run: Run) -> None:
    assert names_and_ids(run(REPEATED, owner="甲方、乙方", id=PERSON_ID)) == [["甲方"], ["乙方"]]
    assert names_and_ids(run(REPEATED, owner="甲方", id=PERSON_ID)) == [["甲方", PERSON_ID]]


def test_as_many_identity_numbers_as_holders_are_shared_out_in_order(run: Run) -> None:
    record = run(REPEATED, owner="甲方、乙方", id=f"{PERSON_ID}、{SECOND_ID}")
    assert [values[1] for values in names_and_ids(record)] == [PERSON_ID, SECOND_ID]


def test_two_repeats_in_one_relation_give_all_pairs(run: Run) -> None:
    rules = REPEATED.replace(
        "  home: {kind: real_estate, properties: {title_number: plate}}",
        """
  home:
    kind: real_estate
    repeat: {column: plate, split: ";"}
    properties: {name: "@"}""",
    )
    assert len(run(rules, owner="甲方、乙方", plate="房一;房二").relations) == 4


def test_entities_that_are_one_thing_are_joined(run: Run) -> None:
    rules = """
entities:
  seller: {kind: party, id: "{id}", properties: {name: owner}}
  buyer: {kind: organisation, id: "{id}", properties: {alias: role}}
"""
    (party,) = run(rules, id="7", owner="示例公司", role="Example").entities
    assert party.kind is NodeKind.ORGANISATION
    assert [value.name for value in party.properties] == ["name", "alias"]


def test_a_row_without_a_record_id_is_rejected_with_its_cells(run: Run) -> None:
    rejected = run(no=" ", owner="示例甲")
    assert (rejected.position, rejected.reason, rejected.field) == (1, "no_record_id", "no")
    assert json.loads(rejected.raw)["owner"] == "示例甲"


def test_a_row_about_no_party_asset_or_case_is_rejected(run: Run) -> None:
    assert run(phones="12400000001").reason == "no_entity"
    listing = "entities:\n  entry: {kind: listing, properties: {court: owner}}"
    assert run(listing, owner="某院").reason == "no_entity"


def test_a_row_is_seen_on_its_own_date_else_on_the_files(run: Run) -> None:
    assert run(owner="甲", seen="2024/3/1").seen_on == date(2024, 3, 1)
    assert run(owner="甲", seen="soon").seen_on == date(2026, 5, 31)


def test_the_files_date_can_be_given_on_ingest(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text(",".join(COLUMNS) + "\n1,,A" + "," * 8 + "\n")
    connector = MappedConnector(
        DataFile(path), load_mapping(HEAD + OWNER_AND_CAR), date(2026, 7, 1)
    )
    (record,) = connector.records()
    assert isinstance(record, SourceRecord)
    assert record.seen_on == connector.source.refreshed_on == date(2026, 7, 1)


def test_british_dates_are_read_day_first(run: Run) -> None:
    british = HEAD.replace("jurisdiction: cn", "jurisdiction: gb")
    cells = {"owner": "A", "plate": "AB12 CDE", "seen": "05/06/2024", "from": "03/04/2024"}
    record = run(head=british, **cells)
    assert (record.seen_on, record.relations[0].valid_from) == (date(2024, 6, 5), date(2024, 4, 3))
    assert run(**cells).seen_on == date(2026, 5, 31)


def test_a_file_may_write_dates_in_another_order_than_its_country(run: Run) -> None:
    cells = {"owner": "A", "plate": "AB12 CDE", "seen": "03/04/2024", "until": "03/04/2024"}
    assert run(head=HEAD + "date_order: mdy\n", **cells).seen_on == date(2024, 3, 4)
    assert run(head=HEAD + "date_order: dmy\n", **cells).seen_on == date(2024, 4, 3)


def test_a_text_that_says_nothing_in_this_file_is_no_value(run: Run) -> None:
    said = HEAD + "empty: ['00000000', NONE GIVEN]\n"
    record = run(head=said, owner="NONE GIVEN", plate="苏A00001", seen="00000000")
    assert [entity.kind for entity in record.entities] == [NodeKind.VEHICLE]
    assert record.seen_on == date(2026, 5, 31)


def test_a_cell_is_parted_at_each_of_several_marks(run: Run) -> None:
    rules = OWNER_AND_CAR.replace('split: ";"', 'split: [";", "、", "/"]')
    record = run(rules, owner="甲", phones="12400000001、12400000002/12400000003;")
    assert len(of_kind(record, NodeKind.PHONE)) == 3


def test_a_property_may_be_said_in_several_columns(run: Run) -> None:
    rules = """
entities:
  owner:
    kind: party
    properties: {name: owner, former_name: [role, {column: id, split: ";"}]}
    contacts: {phone: [phones, {column: home, until: to}]}
"""
    cells = {"phones": "12400000001", "home": "12400000002", "to": "2020"}
    record = run(rules, owner="A Ltd", role="B Ltd", id="C Ltd;D Ltd", **cells)
    assert [value.value for value in record.entities[0].properties] == [
        *("A Ltd", "B Ltd", "C Ltd", "D Ltd")
    ]
    assert [use.valid_to for use in record.relations] == [None, date(2020, 12, 31)]


def test_of_several_ids_the_first_that_is_there_counts(run: Run) -> None:
    head = HEAD.replace('"{no}"', "['{id}', '{no}']")
    rules = "entities:\n  owner: {kind: party, id: ['{role}', '{id}'], properties: {name: owner}}"
    record = run(rules, head=head, no="1", id="7", owner="A")
    assert (record.record_id, record.entities[0].ref.value) == ("7", "7")
    assert run(rules, head=head, no="1", id="7", role="8", owner="A").entities[0].ref.value == "8"
    assert run(rules, head=head, no="1", owner="A").record_id == "1"


CONDITIONAL = """
entities:
  person:
    kind: person
    when: {column: type, in: ["1"]}
    properties: {name: owner}
  firm:
    kind: organisation
    when: {column: type, in: ["3", "7"]}
    properties:
      name: owner
      company_number: {column: id, register: GB-COH, when: {column: state, in: [GB]}}
      registration_number: {column: id, when: {column: state, not_in: [GB]}}
    contacts:
      address: {column: home, when: {column: state, not_in: [US]}}
  car: {kind: vehicle, properties: {plate: plate}}
relations:
  - {kind: owns, from: person, to: car, when: {column: role, not_in: [lessee]}}
  - {kind: operates, from: person, to: car, when: {column: role, in: [lessee]}}
"""


def conditional(run: Run, **cells: str) -> Any:
    return run(CONDITIONAL, **({"owner": "Example", "plate": "苏A00001", "state": "GB"} | cells))


@pytest.mark.parametrize(("cell", "kind"), [("1", NodeKind.PERSON), ("7  ", NodeKind.ORGANISATION)])
def test_an_entity_is_there_only_where_its_condition_holds(
    run: Run, cell: str, kind: NodeKind
) -> None:
    assert conditional(run, type=cell).entities[0].kind is kind


@pytest.mark.parametrize("cell", ["9", "", "1x"])
def test_a_row_with_a_value_that_no_condition_speaks_of_is_kept_for_review(
    run: Run, cell: str
) -> None:
    rejected = conditional(run, type=cell)
    assert (rejected.reason, rejected.field) == ("unexpected_value", "type")
    assert json.loads(rejected.raw)["plate"] == "苏A00001"


@pytest.mark.parametrize(
    ("state", "name"), [("GB", "company_number"), ("JE", "registration_number")]
)
def test_a_value_is_there_only_where_its_condition_holds(run: Run, state: str, name: str) -> None:
    firm, _ = conditional(run, type="3", id="12", state=state).entities
    assert [value.name for value in firm.properties] == ["name", name]


def test_a_contact_is_there_only_where_its_condition_holds(run: Run) -> None:
    for state, places in (("GB", 1), ("US", 0)):
        record = conditional(run, type="3", home="1 Example Street", state=state)
        assert len(of_kind(record, NodeKind.ADDRESS)) == places


@pytest.mark.parametrize(
    ("role", "kind"),
    [("lessee", RelationKind.OPERATES), ("owner", RelationKind.OWNS), ("", RelationKind.OWNS)],
)
def test_a_relation_is_there_only_where_its_condition_holds(
    run: Run, role: str, kind: RelationKind
) -> None:
    assert [relation.kind for relation in conditional(run, type="1", role=role).relations] == [kind]


def test_the_columns_that_no_rule_names_are_told(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text(",".join(("colour", *COLUMNS, "doors")) + "\n")
    connector = MappedConnector(DataFile(path), load_mapping(HEAD + OWNER_AND_CAR))
    assert connector.unread_columns == ("colour", "doors")


def test_missing_columns_are_named_beside_those_the_file_has(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text("no,owner\n1,A\n")
    with pytest.raises(MappingError, match=r"cars\.csv lacks the columns: seen.*it has: no, owner"):
        MappedConnector(DataFile(path), load_mapping(HEAD + OWNER_AND_CAR))


def test_a_first_row_that_is_no_header_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "cars.csv"
    path.write_text("7,示例甲\n8,示例乙\n", "utf-8")
    with pytest.raises(MappingError, match="first row the header") as raised:
        MappedConnector(DataFile(path), load_mapping(HEAD + OWNER_AND_CAR))
    assert "示例甲" not in str(raised.value)


def test_an_unreadable_file_is_the_sources_fault(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        MappedConnector(DataFile(tmp_path / "none.csv"), load_mapping(HEAD + OWNER_AND_CAR))


@given(st.lists(st.text(max_size=12), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_any_row_becomes_a_record_or_is_rejected(
    tmp_path_factory: pytest.TempPathFactory, cells: Any
) -> None:
    path = tmp_path_factory.mktemp("rows") / "cars.jsonl"
    first = json.dumps(dict.fromkeys(COLUMNS, "7"))
    path.write_text(f"{first}\n{json.dumps(dict(zip(COLUMNS, cells, strict=True)))}\n")
    mapping = load_mapping(HEAD.replace("csv", "jsonl") + OWNER_AND_CAR)
    _, record = MappedConnector(DataFile(path), mapping).records()
    if isinstance(record, Rejected):
        assert record.reason in {"no_record_id", "no_entity"}
    else:
        refs = {entity.ref for entity in record.entities}
        assert len(refs) == len(record.entities)
        assert all({r.source, r.target} <= refs for r in record.relations)
        assert all(value.value for entity in record.entities for value in entity.properties)
