from datetime import date
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.facts import facts_of
from veiltrace_engine.lead import ValueBand
from veiltrace_engine.priors import PRIORS
from veiltrace_engine.valuation import gross_value
from veiltrace_graph.vocabulary import NodeKind

if TYPE_CHECKING:
    from tests.engine.conftest import World

CAR = NodeKind.VEHICLE


def band(world: "World") -> ValueBand:
    facts = facts_of(world.dossier())
    return gross_value(facts, world.nodes["car"].id, CAR, PRIORS)[0]


def test_publishers_that_disagree_give_a_band(world: "World") -> None:
    world.node("car", CAR)
    world.state("car", "amount", "50000", source="a")
    world.state("car", "amount", "80000", source="b")
    assert band(world) == ValueBand(50000, 80000, "CNY", stated=True)


def test_a_publishers_newest_amount_replaces_its_older_one(world: "World") -> None:
    world.node("car", CAR)
    world.state("car", "amount", "80000", seen=date(2024, 1, 1))
    world.state("car", "amount", "50000", seen=date(2026, 1, 1))
    assert band(world) == ValueBand(50000, 50000, "CNY", stated=True)


@pytest.mark.parametrize("text", ["", "-", "0", "-5", "nan", "inf", "1e999", "9" * 400, "ask"])
def test_an_amount_that_is_none_leaves_the_usual_band(world: "World", text: str) -> None:
    world.node("car", CAR)
    world.state("car", "amount", text)
    prior = PRIORS.assets[CAR]
    assert band(world) == ValueBand(prior.low, prior.high, "CNY", stated=False)


def test_an_amount_in_a_currency_without_a_rate_is_unknown(world: "World") -> None:
    world.node("car", CAR)
    world.state("car", "amount", "50000", record="x")
    world.state("car", "currency", "XTS", record="x")
    assert not band(world).stated


def test_an_amount_is_read_in_the_currency_of_its_own_record(world: "World") -> None:
    world.node("car", CAR)
    world.state("car", "amount", "50000", source="a", record="x")
    world.state("car", "currency", "USD", source="a", record="x")
    world.state("car", "currency", "CNY", source="b", record="y")
    assert band(world).currency == "USD"
