"""Parties that resolution can do nothing with are counted, not passed over."""

from datetime import date

from veiltrace_connectors.linkable import Linkable
from veiltrace_graph.model import Entity, EntityRef, PropertyValue, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

NAME = PropertyValue("name", "示例甲")
NUMBER = PropertyValue("resident_id", "990101198001010014")


def counted(*entities: Entity) -> tuple[int, int]:
    linkable = Linkable()
    linkable.count([SourceRecord("1", 1, date(2026, 1, 1), entities), Rejected(2, "x", "", "")])
    return linkable.parties, linkable.without


def party(*properties: PropertyValue, kind: NodeKind = NodeKind.PERSON) -> Entity:
    return Entity(EntityRef("record:town", "7"), kind, properties)


def test_a_party_without_an_identifier_of_its_own_is_counted() -> None:
    phone = PropertyValue("phone", "+8612400000001")
    assert counted(party(NAME)) == counted(party(NAME, phone)) == (1, 1)
    assert counted(party(NAME, NUMBER)) == (1, 0)


def test_a_damaged_identifier_links_nothing() -> None:
    masked = PropertyValue("resident_id", "9901**********0014", Flag.MASKED)
    derived = PropertyValue("resident_id", "990101198001010014", Flag.DERIVED)
    assert counted(party(NAME, masked)) == (1, 1)
    assert counted(party(NAME, derived)) == (1, 0)


def test_references_and_things_are_no_parties_described_here() -> None:
    assert counted(party(), party(NAME, kind=NodeKind.VEHICLE)) == (0, 0)
