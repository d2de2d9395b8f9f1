from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.facts import facts_of
from veiltrace_engine.ownership import Holding, holdings
from veiltrace_engine.priors import PRIORS
from veiltrace_graph.vocabulary import NodeKind, RelationKind

if TYPE_CHECKING:
    from tests.engine.conftest import World


def held(world: "World", *links: tuple[str, str, float]) -> dict[str, Holding]:
    for owner, company, share in links:
        world.node(company, NodeKind.ORGANISATION)
        if owner != "debtor":
            world.node(owner, NodeKind.ORGANISATION)
        world.relate(owner, RelationKind.OWNS_SHARE, company, share=share)
    facts = facts_of(world.dossier())
    return {facts.node(h.party).caption: h for h in holdings(facts, PRIORS)}


def test_companies_that_own_each_other_count_once(world: "World") -> None:
    found = held(world, ("debtor", "a", 0.6), ("a", "b", 0.5), ("b", "a", 0.1), ("b", "c", 0.5))
    assert found["a"].share == pytest.approx(0.6)
    assert found["b"].share == pytest.approx(0.3)
    assert found["c"].share == pytest.approx(0.15)
    assert found["c"].hops == 3


def test_shares_of_several_chains_to_one_company_add_up(world: "World") -> None:
    found = held(world, ("debtor", "a", 0.5), ("debtor", "b", 0.3), ("a", "b", 0.4))
    assert found["b"].share == pytest.approx(0.5)
    assert found["b"].hops == 1


def test_no_company_is_held_more_than_whole(world: "World") -> None:
    found = held(world, ("debtor", "a", 1.0), ("debtor", "b", 0.8), ("a", "b", 0.8))
    assert found["b"].share == 1.0


def test_the_debtor_is_never_a_company_of_its_own(world: "World") -> None:
    found = held(world, ("debtor", "a", 0.5))
    world.relate("a", RelationKind.OWNS_SHARE, "debtor", share=0.5)
    assert held(world) == found


def test_chains_end_after_four_shareholdings(world: "World") -> None:
    names = ["debtor", "a", "b", "c", "d", "e"]
    found = held(world, *((x, y, 1.0) for x, y in pairwise(names)))
    assert set(found) == {"debtor", "a", "b", "c", "d"}


def test_chains_whose_share_has_vanished_are_not_followed(world: "World") -> None:
    found = held(world, ("debtor", "a", 0.01), ("a", "b", 0.01))
    assert set(found) == {"debtor", "a"}


def test_a_shareholding_of_unknown_size_counts_with_its_expected_size(world: "World") -> None:
    world.node("a", NodeKind.ORGANISATION)
    world.relate("debtor", RelationKind.OWNS_SHARE, "a")
    assert held(world)["a"].share == PRIORS.unknown_share
