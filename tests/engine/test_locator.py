from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.lead import Lead, LeadClass, LeadFlag, Tie
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.vocabulary import CONTACT_KINDS, NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.engine.conftest import World

USES = RelationKind.USES_CONTACT


def locators(world: "World") -> dict[str, Lead]:
    leads = rank_leads(world.dossier())
    return {x.subject.caption: x for x in leads if x.lead_class is LeadClass.LOCATOR}


def share_points(world: "World", name: str, *points: str, holders: int = 2) -> None:
    """Relate a person to the debtor through contact points both use."""
    world.node(name, NodeKind.PERSON)
    paths = []
    for point in points:
        own = world.phone(point)
        paths.append([own, world.relate(name, USES, point)])
        world.holders[point] = holders
    world.relate_party(name, *paths)


def test_no_locator_lead_carries_a_contact_value(world: "World") -> None:
    share_points(world, "housemate", "+8612400000001", "+8612400000002")
    world.node("sister", NodeKind.PERSON)
    world.node("+8612400000003", NodeKind.PHONE)
    kin = world.relate("debtor", RelationKind.RELATED_TO, "sister")
    world.relate("sister", USES, "+8612400000003")
    world.relate_party("sister", [kin])
    world.related.append(world.related[0].__class__(world.nodes["+8612400000001"], 0.9, ()))
    found = locators(world)
    assert set(found) == {"housemate", "sister"}
    for lead in found.values():
        assert lead.subject.kind not in CONTACT_KINDS
        assert "+86124" not in str(asdict(lead))


def test_one_shared_phone_makes_no_household_and_two_shared_points_do(world: "World") -> None:
    share_points(world, "acquaintance", "phone a")
    share_points(world, "housemate", "phone b", "phone c")
    found = locators(world)
    assert found["acquaintance"].tie is Tie.SHARED_CONTACT
    assert found["housemate"].tie is Tie.HOUSEHOLD
    assert found["housemate"].rank < found["acquaintance"].rank


def test_a_party_linked_only_through_a_hub_is_listed_as_not_informative(world: "World") -> None:
    share_points(world, "roommate of hundreds", "dormitory", "canteen", holders=300)
    share_points(world, "acquaintance", "phone")
    found = locators(world)
    assert LeadFlag.NOT_INFORMATIVE in found["roommate of hundreds"].flags
    assert found["roommate of hundreds"].tie is Tie.SHARED_CONTACT
    assert found["roommate of hundreds"].probability == pytest.approx(0.01)
    assert found["acquaintance"].rank == 1


@pytest.mark.parametrize(
    ("relation", "kind", "tie"),
    [
        (RelationKind.RELATED_TO, NodeKind.PERSON, Tie.KIN),
        (RelationKind.EMPLOYED_BY, NodeKind.ORGANISATION, Tie.EMPLOYER),
        (RelationKind.DIRECTS, NodeKind.ORGANISATION, Tie.COMPANY),
        (RelationKind.PAID, NodeKind.ORGANISATION, Tie.BUSINESS),
        (RelationKind.OTHER, NodeKind.ORGANISATION, Tie.OTHER),
    ],
)
def test_a_direct_relation_names_the_tie(
    world: "World", relation: RelationKind, kind: NodeKind, tie: Tie
) -> None:
    world.node("other", kind)
    world.relate_party("other", [world.relate("debtor", relation, "other")])
    assert locators(world)["other"].tie is tie


@pytest.mark.parametrize(
    ("relation", "middle", "tie"),
    [
        (RelationKind.OWNS_SHARE, NodeKind.ORGANISATION, Tie.CO_SHAREHOLDER),
        (RelationKind.EMPLOYED_BY, NodeKind.ORGANISATION, Tie.COLLEAGUE),
        (RelationKind.PARTY_TO, NodeKind.COURT_CASE, Tie.COURT_CASE),
        (RelationKind.OWNS, NodeKind.REAL_ESTATE, Tie.CO_OWNER),
    ],
)
def test_what_two_parties_have_in_common_names_the_tie(
    world: "World", relation: RelationKind, middle: NodeKind, tie: Tie
) -> None:
    world.node("middle", middle)
    world.node("other", NodeKind.PERSON)
    steps = [world.relate("debtor", relation, "middle"), world.relate("other", relation, "middle")]
    world.relate_party("other", steps)
    assert locators(world)["other"].tie is tie


def test_a_path_that_is_broken_or_expired_counts_for_nothing(world: "World") -> None:
    for name in ("a", "b", "expired"):
        world.node(name, NodeKind.PERSON)
    elsewhere = world.relate("a", RelationKind.RELATED_TO, "b")
    past = world.relate(
        "debtor", RelationKind.RELATED_TO, "expired", valid_to=world.dossier().as_of
    )
    world.relate_party("b", [elsewhere])
    world.relate_party("a", [world.relate("debtor", RelationKind.RELATED_TO, "b")])
    world.relate_party("expired", [past])
    assert locators(world) == {}


def test_parties_equal_in_all_else_are_ordered_by_relatedness(world: "World") -> None:
    for name, score in (("a", 0.1), ("b", 0.3)):
        world.node(name, NodeKind.PERSON)
        world.relate_party(name, [world.relate("debtor", RelationKind.RELATED_TO, name)],
                           score=score)  # fmt: skip
    assert [lead.relatedness for lead in locators(world).values()] == [0.3, 0.1]
