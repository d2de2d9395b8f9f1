"""What a level 1 record becomes."""

from datetime import date

import pytest
from lxml import etree

from veiltrace_connectors.gleif.connector import SOURCE
from veiltrace_connectors.gleif.entities import read_entity
from veiltrace_graph.model import Entity, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

LEI = "213800WSGIIZCXF1P572"


def read(
    *, lei: str = LEI, entity: str = "", registration: str = "ISSUED"
) -> SourceRecord | Rejected:
    return read_entity(
        etree.fromstring(
            f"""<LEIRecord xmlns="urn:lei"><LEI>{lei}</LEI>
            <Entity><LegalName>Example Ltd</LegalName>{entity}</Entity>
            <Registration><LastUpdateDate>2023-05-18T15:41:20Z</LastUpdateDate>
            <RegistrationStatus>{registration}</RegistrationStatus></Registration>
            </LEIRecord>"""
        ),
        SOURCE,
        1,
    )


def firm(record: SourceRecord | Rejected) -> Entity:
    assert isinstance(record, SourceRecord)
    return record.entities[0]


def values(entity: Entity, name: str) -> list[str]:
    return [value.value for value in entity.properties if value.name == name]


def test_a_record_is_an_organisation_known_by_its_lei_and_seen_when_updated() -> None:
    record = read()
    assert isinstance(record, SourceRecord)
    assert (record.record_id, record.seen_on) == (LEI, date(2023, 5, 18))
    assert firm(record).kind is NodeKind.ORGANISATION
    assert values(firm(record), "lei") == [LEI]
    assert values(firm(record), "name") == ["Example Ltd"]


@pytest.mark.parametrize("registration", ["DUPLICATE", "ANNULLED"])
def test_a_duplicate_is_kept_but_its_lei_merges_nothing(registration: str) -> None:
    entity = firm(read(registration=registration, entity="<EntityStatus>ACTIVE</EntityStatus>"))
    assert values(entity, "lei") == []
    assert values(entity, "alias") == [LEI]
    assert values(entity, "status") == [f"registration {registration}", "ACTIVE"]


def test_a_wrong_check_digit_is_flagged_and_kept() -> None:
    entity = firm(read(lei="213800WSGIIZCXF1P573"))
    assert PropertyValue("lei", "213800WSGIIZCXF1P573", Flag.CHECKSUM) in entity.properties


@pytest.mark.parametrize(
    ("authority", "number", "name", "value"),
    [
        ("RA000585", "3004112", "company_number", "GB-COH:03004112"),
        ("RA000587", "SC123456", "company_number", "GB-COH:SC123456"),
        ("RA999999", "S000005113", "registration_number", "S000005113"),
    ],
)
def test_a_register_number_is_typed_by_its_authority(
    authority: str, number: str, name: str, value: str
) -> None:
    stated = f"""<RegistrationAuthority>
        <RegistrationAuthorityID>{authority}</RegistrationAuthorityID>
        <RegistrationAuthorityEntityID>{number}</RegistrationAuthorityEntityID>
        </RegistrationAuthority>"""
    assert values(firm(read(entity=stated)), name) == [value]


def test_earlier_names_are_told_from_other_names() -> None:
    entity = firm(
        read(
            entity="""<OtherEntityNames>
            <OtherEntityName type="PREVIOUS_LEGAL_NAME">Old Ltd</OtherEntityName>
            <OtherEntityName type="TRADING_OR_OPERATING_NAME">Shop</OtherEntityName>
            </OtherEntityNames>"""
        )
    )
    assert values(entity, "former_name") == ["Old Ltd"]
    assert values(entity, "alias") == ["Shop"]


def test_one_address_in_two_roles_is_one_node_with_two_relations() -> None:
    lines = (
        "<FirstAddressLine>1 Example St</FirstAddressLine><City>Town</City><Country>GB</Country>"
    )
    record = read(
        entity=f"<LegalAddress>{lines}</LegalAddress>"
        f"<HeadquartersAddress>{lines}</HeadquartersAddress>"
    )
    assert isinstance(record, SourceRecord)
    _, place = record.entities
    assert place.kind is NodeKind.ADDRESS
    assert [(link.target, link.role) for link in record.relations] == [
        (place.ref, "legal"),
        (place.ref, "headquarters"),
    ]


def test_a_successor_is_named() -> None:
    record = read(
        entity="<SuccessorEntity><SuccessorLEI>5493001Z012YSB2A0K51</SuccessorLEI></SuccessorEntity>"
    )
    assert isinstance(record, SourceRecord)
    [relation] = record.relations
    assert (relation.kind, relation.role) == (RelationKind.OTHER, "succeeded by")


def test_the_code_for_other_legal_forms_is_none() -> None:
    form = "<LegalForm><EntityLegalFormCode>8888</EntityLegalFormCode>{}</LegalForm>"
    other = "<OtherLegalForm>FUND</OtherLegalForm>"
    assert values(firm(read(entity=form.format(""))), "legal_form") == []
    assert values(firm(read(entity=form.format(other))), "legal_form") == ["FUND"]


def test_a_record_without_lei_is_rejected() -> None:
    found = read(lei="")
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == ("gleif_no_lei", "LEI")
