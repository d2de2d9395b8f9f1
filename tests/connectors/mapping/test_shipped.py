from pathlib import Path
from typing import Any

import pytest

from veiltrace_connectors.mapping.connector import MappedConnector
from veiltrace_connectors.mapping.load import load_mapping
from veiltrace_connectors.mapping.shipped import shipped_mappings
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_graph.model import EntityRef, PropertyValue, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

ENTERPRISE = Path(__file__).parents[2] / "data" / "cn" / "enterprise.csv"
SHIXIN = Path(__file__).parents[2] / "data" / "cn" / "shixin.csv"


@pytest.mark.parametrize("path", shipped_mappings().values(), ids=list(shipped_mappings()))
def test_every_shipped_mapping_loads(path: Path) -> None:
    assert load_mapping(path).entities


def shixin_records() -> Any:
    connector = MappedConnector(DataFile(SHIXIN), load_mapping(shipped_mappings()["cn_shixin"]))
    assert connector.encoding == "gb18030 (hint)"
    return list(connector.records())


def properties(record: Any, kind: NodeKind) -> dict[str, PropertyValue]:
    (entity,) = (entity for entity in record.entities if entity.kind is kind)
    return {value.name: value for value in entity.properties}


def test_a_listed_persons_masked_number_stays_masked() -> None:
    person, _ = shixin_records()
    debtor = properties(person, NodeKind.PARTY)
    assert debtor["name"].value == "示例甲"
    assert debtor["resident_id"] == PropertyValue("resident_id", "3201061980****9905", Flag.MASKED)
    assert {relation.kind for relation in person.relations} == {
        RelationKind.LISTED_IN,
        RelationKind.PARTY_TO,
    }


def test_a_listed_firm_has_its_code_and_its_legal_representative() -> None:
    _, firm = shixin_records()
    assert properties(firm, NodeKind.ORGANISATION)["uscc"].value == "91320106MA9YYY999D"
    assert properties(firm, NodeKind.PERSON)["name"].value == "示例乙"
    assert RelationKind.LEGAL_REP_OF in {relation.kind for relation in firm.relations}


def test_a_listing_says_court_case_state_and_what_is_open() -> None:
    _, firm = shixin_records()
    listing = {name: value.value for name, value in properties(firm, NodeKind.LISTING).items()}
    assert listing["case_number"] == "(2023)苏0106执恢99902号之一"
    assert listing["court"] == "鼓楼区人民法院"
    assert listing["status"] == "部分未履行"
    assert listing["amount"] == "7000"
    assert listing["started_on"] == "2023-06-07"
    assert str(firm.seen_on) == "2023-07-08"


def test_two_register_numbers_in_one_cell_are_two_and_no_credit_codes(tmp_path: Path) -> None:
    header, row, *_ = ENTERPRISE.read_text("utf-8-sig").splitlines()
    assert row.count("320106000999901") == 1
    twice = row.replace("320106000999901", "'990100000000013'990100000000021")
    path = tmp_path / "firms.csv"
    path.write_text(f"{header}\n{twice}\n", "utf-8")
    mapping = load_mapping(shipped_mappings()["cn_enterprise"])
    (record,) = MappedConnector(DataFile(path), mapping).records()
    assert isinstance(record, SourceRecord)
    (firm,) = (e for e in record.entities if e.kind is NodeKind.ORGANISATION)
    numbers = [v for v in firm.properties if v.name == "registration_number"]
    assert [value.value for value in numbers] == ["990100000000013", "990100000000021"]
    assert [value.value for value in firm.properties if value.name == "uscc"] == [
        "91320106MA9YYY999D"
    ]


def test_the_judgment_behind_a_listing_is_named_as_courts_name_it() -> None:
    person, _ = shixin_records()
    refs = {entity.ref for entity in person.entities if entity.kind is NodeKind.COURT_CASE}
    assert refs == {EntityRef("case_number", "(2023)苏0106民初99901号")}
