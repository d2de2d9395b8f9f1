"""What a BODS statement becomes."""

from datetime import date
from typing import Any

import pytest

from veiltrace_connectors.bods.records import to_record
from veiltrace_graph.model import Entity, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind


def record(kind: str, details: dict[str, Any], **changes: Any) -> SourceRecord:
    statement = {
        "recordId": "r-1",
        "recordType": kind,
        "statementDate": "2022-03-04T10:00:00Z",
        "recordDetails": details,
    }
    return to_record(statement | changes, publisher="Town", position=1, stated_on=date(2022, 3, 4))


def firm(**details: Any) -> dict[str, Any]:
    return {"isComponent": False, "entityType": {"type": "registeredEntity"}} | details


def link(**details: Any) -> dict[str, Any]:
    return {"isComponent": False, "subject": "firm", "interestedParty": "holder"} | details


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


@pytest.mark.parametrize(
    ("scheme", "text", "name", "value"),
    [
        ("XI-LEI", "213800WSGIIZCXF1P572", "lei", "213800WSGIIZCXF1P572"),
        ("GB-COH", "229269", "company_number", "GB-COH:00229269"),
        ("CN-SAIC", "91320106MA9YYY999D", "uscc", "91320106MA9YYY999D"),
        ("CN-SAIC", "320106000999901", "registration_number", "320106000999901"),
        ("", "434151", "registration_number", "434151"),
    ],
)
def test_an_entity_identifier_is_typed_by_its_scheme(
    scheme: str, text: str, name: str, value: str
) -> None:
    identifier = {"scheme": scheme, "schemeName": "a register", "id": text}
    [entity] = record("entity", firm(identifiers=[identifier])).entities
    assert entity.kind is NodeKind.ORGANISATION
    assert values(entity, name) == [value]


def test_a_person_is_named_by_the_legal_name() -> None:
    names = [
        {"type": "alternative", "fullName": "Annie"},
        {"type": "birth", "fullName": "Ann Before"},
        {"type": "legal", "fullName": "Ann Example"},
    ]
    details = {"isComponent": False, "personType": "knownPerson", "names": names}
    [person] = record("person", details | {"birthDate": "1980-05"}).entities
    assert person.kind is NodeKind.PERSON
    assert values(person, "name") == ["Ann Example"]
    assert values(person, "alias") == ["Annie"]
    assert values(person, "former_name") == ["Ann Before"]
    assert values(person, "birth_date") == ["1980-05"]


def test_a_person_is_born_where_the_statement_says() -> None:
    born = {"type": "placeOfBirth", "address": "Sampleton", "country": {"name": "Ireland"}}
    details = {"isComponent": False, "personType": "knownPerson"}
    [person] = record("person", details | {"placeOfBirth": born}).entities
    assert values(person, "birth_place") == ["Sampleton, Ireland"]
    [person] = record("person", details | {"placeOfBirth": {"type": "placeOfBirth"}}).entities
    assert values(person, "birth_place") == []


@pytest.mark.parametrize("kind", ["unknownPerson", "anonymousPerson"])
def test_a_person_who_is_not_known_is_kept_with_the_reason(kind: str) -> None:
    details = {
        "isComponent": False,
        "personType": kind,
        "unspecifiedPersonDetails": {"reason": "unknown"},
    }
    [person] = record("person", details).entities
    assert values(person, "status") == [kind, f"{kind}: unknown"]


def test_an_address_is_a_node_of_its_own_and_says_its_purpose() -> None:
    address = {
        "type": "registered",
        "address": "1 Example St",
        "country": {"name": "Utopia", "code": "XX"},
    }
    found = record("entity", firm(addresses=[address]))
    entity, place = found.entities
    assert place.kind is NodeKind.ADDRESS
    assert place.ref.scheme == "address"
    [located] = found.relations
    assert (located.kind, located.source, located.target, located.role) == (
        RelationKind.LOCATED_AT,
        entity.ref,
        place.ref,
        "registered",
    )


@pytest.mark.parametrize(
    ("interest", "kind", "share"),
    [
        ({"type": "shareholding", "share": {"exact": 60}}, RelationKind.OWNS_SHARE, 0.6),
        ({"type": "votingRights", "share": {"minimum": 75}}, RelationKind.OWNS_SHARE, 0.875),
        ({"type": "boardMember"}, RelationKind.DIRECTS, None),
        ({"type": "seniorManagingOfficial"}, RelationKind.DIRECTS, None),
        ({"type": "settlor"}, RelationKind.OTHER, None),
        ({"share": {"exclusiveMinimum": 60, "maximum": 40}}, RelationKind.OTHER, None),
    ],
)
def test_an_interest_says_how_one_stands_to_the_other(
    interest: dict[str, Any], kind: RelationKind, share: float | None
) -> None:
    [relation] = record("relationship", link(interests=[interest])).relations
    assert (relation.kind, relation.share) == (kind, share)
    assert (relation.source.value, relation.target.value) == ("holder", "firm")


def test_votes_beside_shares_are_not_counted_as_a_second_share() -> None:
    types = ("votingRights", "shareholding")
    interests = [{"type": name, "share": {"exact": 60}} for name in types]
    relations = record("relationship", link(interests=interests)).relations
    assert [one.kind for one in relations] == [RelationKind.OTHER, RelationKind.OWNS_SHARE]


def test_a_relationship_without_interests_is_still_a_relation() -> None:
    [relation] = record("relationship", link()).relations
    assert (relation.kind, relation.role) == (RelationKind.OTHER, "unknownInterest")


def test_an_end_left_out_for_a_reason_gives_no_relation_but_the_reason() -> None:
    found = record("relationship", link(interestedParty={"reason": "noBeneficialOwners"}))
    assert found.relations == ()
    [subject] = found.entities
    assert subject.ref.value == "firm"
    assert values(subject, "status") == ["interestedParty: noBeneficialOwners"]


def test_a_closed_record_ends_on_the_day_of_its_statement() -> None:
    interests = [
        {"type": "shareholding"},
        {"type": "boardMember", "startDate": "2019-01-01", "endDate": "2020-01-01"},
    ]
    open_ended, ended = record(
        "relationship", link(interests=interests), recordStatus="closed"
    ).relations
    assert open_ended.valid_to == date(2022, 3, 4)
    assert (ended.valid_from, ended.valid_to) == (date(2019, 1, 1), date(2020, 1, 1))
    [entity] = record("entity", firm(), recordStatus="closed").entities
    assert values(entity, "ended_on") == ["2022-03-04"]


def test_versions_of_a_record_share_its_id() -> None:
    first = record("entity", firm(name="One"))
    second = record("entity", firm(name="Two"), recordStatus="updated")
    assert first.record_id == second.record_id == "r-1"
    assert first.entities[0].ref == second.entities[0].ref
