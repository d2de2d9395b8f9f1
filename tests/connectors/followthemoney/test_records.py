"""What one FollowTheMoney entity becomes."""

from datetime import date
from typing import Any

import pytest

from veiltrace_connectors.followthemoney.records import to_record
from veiltrace_graph.model import Entity, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag


def convert(line: dict[str, Any]) -> SourceRecord | Rejected:
    return to_record(
        line, publisher="Town", position=1, refreshed_on=date(2026, 5, 31), kinds_of_assets={}
    )


def record(schema: str, **properties: Any) -> SourceRecord:
    found = convert({"id": "x", "schema": schema, "properties": properties})
    assert isinstance(found, SourceRecord)
    return found


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


@pytest.mark.parametrize(
    ("line", "reason", "field"),
    [
        ({"schema": "Person", "properties": {}}, "ftm_shape", "id"),
        ({"id": 7, "schema": "Person", "properties": {}}, "ftm_shape", "id"),
        ({"id": "x", "properties": {}}, "ftm_shape", "schema"),
        ({"id": "x", "schema": "Person"}, "ftm_shape", "properties"),
        (
            {"id": "x", "schema": "Person", "properties": {"name": [None]}},
            "ftm_shape",
            "properties.name",
        ),
        ({"id": "x", "schema": "Spaceship", "properties": {}}, "unknown_schema", "schema"),
        (
            {"id": "x", "schema": "Contract", "properties": {"type": ["works"]}},
            "unknown_schema",
            "properties.type",
        ),
        (
            {"id": "x", "schema": "Ownership", "properties": {"owner": ["a"]}},
            "missing_end",
            "properties.asset",
        ),
        (
            {"id": "x", "schema": "Identification", "properties": {"holder": ["a"]}},
            "missing_end",
            "properties.number",
        ),
        (
            {
                "id": "x",
                "schema": "Family",
                "properties": {"person": ["a"] * 101, "relative": ["b"] * 100},
            },
            "too_many_ends",
            "properties.relative",
        ),
    ],
)
def test_a_rejected_line_names_its_field(line: dict[str, Any], reason: str, field: str) -> None:
    found = convert(line)
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == (reason, field)


def test_a_person_has_a_birth_place_and_an_occupation() -> None:
    person = record(
        "Person", birthPlace=["Sampleton"], position=["mayor"], profession=["baker"]
    ).entities[0]
    assert values(person, "birth_place") == ["Sampleton"]
    assert set(values(person, "occupation")) == {"mayor", "baker"}
    assert values(person, "note") == []


def test_a_property_without_a_word_of_ours_is_kept_as_a_note() -> None:
    [person] = record("Person", name=["Ann Example"], shoeSize=["38"]).entities
    assert values(person, "note") == ["shoeSize=38"]


@pytest.mark.parametrize(
    ("number", "name"), [("320106198001019905", "resident_id"), ("AB123456", "id_number")]
)
def test_an_id_number_is_a_resident_id_only_if_it_reads_as_one(number: str, name: str) -> None:
    [person] = record("Person", idNumber=[number]).entities
    assert values(person, name) == [number]


def test_an_identity_document_tells_about_its_holder() -> None:
    found = record("Identification", holder=["p"], number=["320106198001019905"])
    [holder] = found.entities
    assert holder.ref.value == "p"
    assert values(holder, "resident_id") == ["320106198001019905"]


def test_a_damaged_code_is_kept_with_its_flag() -> None:
    [firm] = record("Company", uscCode=["91320106MA9YYY9991"]).entities
    assert PropertyValue("uscc", "91320106MA9YYY9991", Flag.CHECKSUM) in firm.properties


def test_a_national_phone_number_is_read_where_one_country_is_named() -> None:
    _, phone = record("Person", phone=["13800138000"], country=["cn"]).entities
    assert phone.ref.value == "+8613800138000"


def test_a_national_phone_number_is_not_guessed_between_two_countries() -> None:
    _, phone = record("Person", phone=["13800138000"], country=["gb", "de"]).entities
    assert phone.ref.scheme == "record:Town"
    assert values(phone, "phone") == ["13800138000"]


def test_an_address_entity_without_full_text_is_put_together() -> None:
    [place] = record("Address", street=["1 Example St"], city=["Town"]).entities
    assert place.kind is NodeKind.ADDRESS
    assert values(place, "address") == ["1 example st town"]


def test_an_address_entity_keeps_its_id_where_it_is_referred_to() -> None:
    relation = record("Company", name=["Example"], addressEntity=["addr-1"]).relations[0]
    assert (relation.kind, relation.target.value) == (RelationKind.LOCATED_AT, "addr-1")


@pytest.mark.parametrize(
    ("text", "share"), [("1", 0.01), ("60%", 0.6), ("100.00", 1.0), ("", None)]
)
def test_a_percentage_is_always_one(text: str, share: float | None) -> None:
    stated = {"percentage": [text]} if text else {}
    [relation] = record("Ownership", owner=["a"], asset=["b"], **stated).relations
    assert relation.share == share


def test_a_date_of_low_precision_is_stretched_to_the_whole_of_it() -> None:
    [relation] = record(
        "Directorship",
        director=["a"],
        organization=["b"],
        startDate=["2015"],
        endDate=["2016-02"],
    ).relations
    assert relation.kind is RelationKind.DIRECTS
    assert (relation.valid_from, relation.valid_to) == (date(2015, 1, 1), date(2016, 2, 29))


def test_what_a_relation_cannot_hold_is_noted_with_its_first_end() -> None:
    owner, _ = record("Ownership", owner=["a"], asset=["b"], sharesCount=["1000"]).entities
    assert values(owner, "note") == ["Ownership x: sharesCount=1000"]


@pytest.mark.parametrize("key", ["last_seen", "last_change"])
def test_a_line_is_seen_when_its_dialect_says_so(key: str) -> None:
    line = {"id": "x", "schema": "Person", "properties": {}, key: "2025-02-03T04:05:06"}
    found = convert(line)
    assert isinstance(found, SourceRecord)
    assert found.seen_on == date(2025, 2, 3)
    assert record("Person").seen_on == date(2026, 5, 31)
