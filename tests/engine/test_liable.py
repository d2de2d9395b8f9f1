from typing import TYPE_CHECKING

from veiltrace_engine.dossier import CaseFacts
from veiltrace_engine.lead import Lead, LeadClass, Tie
from veiltrace_engine.ranking import rank_leads
from veiltrace_graph.vocabulary import NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.engine.conftest import World


def case(world: "World", name: str, guarantor: str, number: str = "") -> None:
    world.node(name, NodeKind.CASE)
    world.node(guarantor, NodeKind.PERSON)
    world.relate("debtor", RelationKind.DEBTOR_IN, name)
    world.relate(guarantor, RelationKind.GUARANTEES, name)
    if number:
        world.state(name, "case_number", number)


def liable(world: "World") -> dict[str, Lead]:
    leads = rank_leads(world.dossier())
    return {x.subject.caption: x for x in leads if x.lead_class is LeadClass.LIABLE_PARTY}


def test_guarantors_and_joint_debtors_of_the_case_are_liable(world: "World") -> None:
    case(world, "case", "guarantor")
    world.node("spouse", NodeKind.PERSON)
    world.relate("spouse", RelationKind.DEBTOR_IN, "case")
    ties = {name: lead.tie for name, lead in liable(world).items()}
    assert ties == {"guarantor": Tie.GUARANTOR, "spouse": Tie.CO_DEBTOR}


def test_the_guarantor_of_another_case_is_not_liable_in_this_one(world: "World") -> None:
    case(world, "this", "ours", "A-1")
    case(world, "that", "stranger", "B-2")
    case(world, "unnumbered", "unknown")
    world.case = CaseFacts(case_number="A-1")
    assert set(liable(world)) == {"ours"}


def test_the_creditor_is_not_liable(world: "World") -> None:
    case(world, "case", "guarantor")
    world.node("lender", NodeKind.ORGANISATION)
    world.relate("lender", RelationKind.CREDITOR_IN, "case")
    assert set(liable(world)) == {"guarantor"}


def test_a_liable_party_is_not_also_asked_where_the_debtor_is(world: "World") -> None:
    case(world, "case", "guarantor")
    kin = world.relate("debtor", RelationKind.RELATED_TO, "guarantor")
    world.relate_party("guarantor", [kin])
    assert [lead.lead_class for lead in rank_leads(world.dossier())] == [LeadClass.LIABLE_PARTY]
