from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from veiltrace_engine.facts import facts_of
from veiltrace_graph.errors import UnknownNode

if TYPE_CHECKING:
    from tests.engine.conftest import World


def test_a_relation_to_a_node_that_is_missing_is_refused_without_naming_it(
    world: "World",
) -> None:
    world.phone("+8612400000001")
    dossier = world.dossier()
    with pytest.raises(UnknownNode) as refused:
        facts_of(replace(dossier, nodes={dossier.debtor.id: dossier.debtor}))
    assert str(refused.value).startswith("1 ends")
    assert "124" not in str(refused.value)


def test_neither_dossier_nor_facts_print_what_they_hold(world: "World") -> None:
    world.phone("+8612400000001")
    dossier = world.dossier()
    assert "124" not in repr(dossier) + repr(facts_of(dossier))
