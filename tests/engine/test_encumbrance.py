from typing import TYPE_CHECKING

from veiltrace_engine.encumbrance import encumbrances
from veiltrace_engine.facts import facts_of
from veiltrace_engine.lead import LeadFlag
from veiltrace_graph.vocabulary import NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.engine.conftest import World


def flags(world: "World", name: str) -> list[LeadFlag]:
    facts = facts_of(world.dossier())
    return [entry.flag for entry in encumbrances(facts, world.nodes[name].id)]


def test_one_record_can_state_a_mortgage_and_a_seizure(world: "World") -> None:
    world.node("flat", NodeKind.REAL_ESTATE)
    world.state("flat", "encumbrance", "已抵押：示例银行", record="deed")
    world.state("flat", "encumbrance", "(2024)示0001执1号查封", record="deed")
    assert flags(world, "flat") == [LeadFlag.MORTGAGED, LeadFlag.SEIZED]


def test_a_freeze_is_told_from_a_seizure(world: "World") -> None:
    world.node("account", NodeKind.BANK_ACCOUNT)
    world.node("court", NodeKind.ORGANISATION)
    world.relate("account", RelationKind.SEIZED_BY, "court", role="司法冻结")
    assert flags(world, "account") == [LeadFlag.FROZEN]


def test_a_freeze_written_into_the_status_is_found(world: "World") -> None:
    world.node("account", NodeKind.BANK_ACCOUNT)
    world.state("account", "status", "冻结")
    assert flags(world, "account") == [LeadFlag.FROZEN]


def test_a_pledge_is_read_from_its_relation(world: "World") -> None:
    world.node("patent", NodeKind.IP_RIGHT)
    world.node("lender", NodeKind.ORGANISATION)
    world.relate("patent", RelationKind.PLEDGED_TO, "lender")
    assert flags(world, "patent") == [LeadFlag.PLEDGED]
