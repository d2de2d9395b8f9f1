"""What a level 2 record becomes."""

from datetime import date

import pytest
from lxml import etree

from veiltrace_connectors.gleif.connector import SOURCE
from veiltrace_connectors.gleif.relationships import read_relationship
from veiltrace_graph.model import RecordRelation, Rejected, SourceRecord
from veiltrace_graph.vocabulary import RelationKind

START, END = "001GPB6A9XPE8XJICC14", "5493001Z012YSB2A0K51"


def read(
    *,
    start: str = START,
    stated_type: str = "IS_SUBFUND_OF",
    status: str = "ACTIVE",
    periods: str = "",
) -> SourceRecord | Rejected:
    return read_relationship(
        etree.fromstring(
            f"""<RelationshipRecord xmlns="urn:rr"><Relationship>
            <StartNode><NodeID>{start}</NodeID></StartNode>
            <EndNode><NodeID>{END}</NodeID></EndNode>
            <RelationshipType>{stated_type}</RelationshipType>
            <RelationshipPeriods>{periods}</RelationshipPeriods>
            <RelationshipStatus>{status}</RelationshipStatus>
            </Relationship>
            <Registration><LastUpdateDate>2023-05-18T15:41:20Z</LastUpdateDate></Registration>
            </RelationshipRecord>"""
        ),
        SOURCE,
        1,
    )


def relation(record: SourceRecord | Rejected) -> RecordRelation:
    assert isinstance(record, SourceRecord)
    [found] = record.relations
    return found


@pytest.mark.parametrize(
    ("stated_type", "kind"),
    [
        ("IS_DIRECTLY_CONSOLIDATED_BY", RelationKind.CONSOLIDATED_BY),
        ("IS_ULTIMATELY_CONSOLIDATED_BY", RelationKind.CONSOLIDATED_BY),
        ("IS_FUND-MANAGED_BY", RelationKind.MANAGED_BY),
        ("IS_FUND_MANAGED_BY", RelationKind.MANAGED_BY),
        ("IS_SUBFUND_OF", RelationKind.SUBFUND_OF),
        ("IS_INTERNATIONAL_BRANCH_OF", RelationKind.OTHER),
    ],
)
def test_the_stated_type_gives_kind_role_and_record_id(
    stated_type: str, kind: RelationKind
) -> None:
    record = read(stated_type=stated_type)
    assert isinstance(record, SourceRecord)
    assert record.record_id == f"{START}|{stated_type}|{END}"
    assert (relation(record).kind, relation(record).role) == (kind, stated_type)
    assert (relation(record).source.value, relation(record).target.value) == (START, END)


def test_only_the_period_of_the_relationship_counts() -> None:
    periods = "".join(
        f"""<RelationshipPeriod><StartDate>{year}-01-01T00:00:00.000Z</StartDate>
        <EndDate>{year}-12-31T00:00:00.000Z</EndDate><PeriodType>{kind}</PeriodType>
        </RelationshipPeriod>"""
        for year, kind in ((2018, "ACCOUNTING_PERIOD"), (2020, "RELATIONSHIP_PERIOD"))
    )
    found = relation(read(periods=periods))
    assert (found.valid_from, found.valid_to) == (date(2020, 1, 1), date(2020, 12, 31))


def test_an_inactive_relationship_ended_at_the_latest_when_it_was_updated() -> None:
    assert relation(read(status="INACTIVE")).valid_to == date(2023, 5, 18)
    assert relation(read(status="ACTIVE")).valid_to is None


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"start": ""}, "gleif_no_node", "Relationship.StartNode.NodeID"),
        ({"stated_type": ""}, "gleif_no_type", "Relationship.RelationshipType"),
    ],
)
def test_a_relationship_without_ends_or_type_is_rejected(
    change: dict[str, str], reason: str, field: str
) -> None:
    found = read(**change)
    assert isinstance(found, Rejected)
    assert (found.reason, found.field) == (reason, field)
