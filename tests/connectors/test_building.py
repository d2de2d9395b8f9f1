"""References and contact points of the structured formats."""

from datetime import date

import pytest

from veiltrace_connectors.building import contact_point, first_day, last_day, whole_or
from veiltrace_graph.model import EntityRef
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

HOLDER = EntityRef("record:Town", "7")
FALLBACK = EntityRef("record:Town", "7/phone/1")


def test_a_damaged_contact_is_known_by_its_record_and_kept_raw() -> None:
    node, use = contact_point(HOLDER, NodeKind.PHONE, "124****0001", fallback=FALLBACK)
    assert (node.ref, use.target) == (FALLBACK, FALLBACK)
    [value] = node.properties
    assert (value.value, value.flag) == ("124****0001", Flag.MASKED)


def test_a_whole_contact_is_one_node_whoever_uses_it() -> None:
    nodes = {
        contact_point(holder, NodeKind.PHONE, text, fallback=FALLBACK, country="CN")[0]
        for holder, text in ((HOLDER, "12400000001"), (FALLBACK, "+86 124 0000 0001"))
    }
    assert {node.ref for node in nodes} == {EntityRef("phone", "+8612400000001")}


@pytest.mark.parametrize(
    ("kind", "relation"),
    [
        (NodeKind.ADDRESS, RelationKind.LOCATED_AT),
        (NodeKind.EMAIL, RelationKind.USES_CONTACT),
    ],
)
def test_one_is_located_at_an_address_and_uses_the_rest(
    kind: NodeKind, relation: RelationKind
) -> None:
    assert contact_point(HOLDER, kind, "x@example.org", fallback=FALLBACK)[1].kind is relation


def test_a_number_nothing_reads_whole_is_the_last_type_named() -> None:
    assert whole_or(("resident_id", "id_number"), "AB123456").name == "id_number"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-01-05", date(2024, 1, 5), date(2024, 1, 5)),
        ("0000-00-00", None, None),
        ("", None, None),
    ],
)
def test_a_partial_date_spans_from_its_first_to_its_last_day(
    text: str, first: date | None, last: date | None
) -> None:
    assert (first_day(text), last_day(text)) == (first, last)
