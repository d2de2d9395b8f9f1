"""Which of FollowTheMoney's words ours are written as."""

from veiltrace_connectors.followthemoney.schemata import (
    edge_schema,
    property_of,
    schema_of,
    schemata,
)
from veiltrace_connectors.followthemoney.vocabulary import EDGES, NODE_KINDS
from veiltrace_graph.vocabulary import PROPERTIES, NodeKind, RelationKind


def test_every_kind_of_node_has_a_schema_that_we_can_write() -> None:
    assert {schema_of(kind) for kind in NodeKind} <= schemata().keys() & NODE_KINDS.keys()


def test_every_kind_of_relation_has_a_schema_with_both_ends() -> None:
    for kind in RelationKind:
        link = EDGES[edge_schema(kind)]
        assert {link.first, link.second} <= schemata()[edge_schema(kind)]


def test_what_is_written_of_a_schema_is_its_own_property_and_of_ours() -> None:
    for schema in schemata():
        assert set(property_of(schema).values()) <= schemata()[schema]
        assert property_of(schema).keys() <= PROPERTIES.keys()


def test_where_a_person_was_born_and_what_they_do_are_written_in_words_of_the_schema() -> None:
    written = property_of("Person")
    assert (written["birth_place"], written["occupation"]) == ("birthPlace", "position")


def test_a_schemas_own_word_comes_before_one_that_all_have() -> None:
    assert property_of("Sanction")["started_on"] == "listingDate"
    assert property_of("BankAccount")["amount"] == "balance"
