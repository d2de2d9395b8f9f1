"""The FollowTheMoney tables hold only words of ours."""

from veiltrace_connectors.followthemoney.vocabulary import (
    EDGES,
    EVERY_NODE,
    HOLDING,
    NODE_KINDS,
    NODE_LINKS,
    PROPERTY_NAMES,
)
from veiltrace_graph.vocabulary import ASSET_KINDS, PROPERTIES


def test_every_property_is_in_the_vocabulary() -> None:
    named = {name for names in (EVERY_NODE, *PROPERTY_NAMES.values()) for name in names.values()}
    assert named <= PROPERTIES.keys()


def test_tables_speak_of_nodes_that_exist() -> None:
    assert PROPERTY_NAMES.keys() <= NODE_KINDS.keys()
    assert NODE_LINKS.keys() <= NODE_KINDS.keys()


def test_a_schema_is_either_a_node_or_an_edge() -> None:
    assert not NODE_KINDS.keys() & EDGES.keys()


def test_only_assets_are_held() -> None:
    assert HOLDING.keys() <= ASSET_KINDS


def test_a_link_of_a_node_has_the_node_at_one_end() -> None:
    links = [link for group in NODE_LINKS.values() for link in group]
    assert all((link.first == "") != (link.second == "") for link in links)
    assert all(link.first and link.second for link in EDGES.values())
