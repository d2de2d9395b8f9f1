"""Who a model holds for one person, and who it does not."""

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from tests.graph.resolution.conftest import Town, record

from veiltrace_graph.errors import ModelUnfitted
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.cluster_input import JudgedPairs
from veiltrace_graph.resolution.linkage import Linking, compare_candidates, link
from veiltrace_graph.resolution.linkage_input import linkage_input
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import PERSONS

BANDS = Bands(automatic=0.9, review=0.1)


def linked(records: Iterable[LinkageRecord], model: MatchModel) -> Linking:
    return link(linkage_input(records, PERSONS), model, BANDS)


def parties(linking: Linking) -> set[frozenset[NodeId]]:
    found: dict[int, set[NodeId]] = {}
    for one, label in zip(linking.given.records, linking.clustering.label.tolist(), strict=True):
        found.setdefault(label, set()).add(one.node)
    return {frozenset(party) for party in found.values()}


def are_one(linking: Linking, *names: str) -> bool:
    nodes = {NodeId(name.encode()) for name in names}
    return any(nodes <= party for party in parties(linking))


@pytest.fixture(scope="module")
def linking(town: Town, model: MatchModel) -> Linking:
    return linked(town.records, model)


def test_records_of_one_person_become_one_party_and_strangers_do_not(
    linking: Linking, town: Town
) -> None:
    pairs = [set(combinations(sorted(party), 2)) for party in parties(linking)]
    found = {pair for of_one in pairs for pair in of_one}
    true = {
        (a, b) for a, b in combinations(sorted(town.person), 2) if town.person[a] == town.person[b]
    }
    assert len(found & true) / len(found) >= 0.995
    assert len(found & true) / len(true) >= 0.95


def test_neither_the_order_of_records_nor_their_ids_change_who_is_one(
    linking: Linking, town: Town, model: MatchModel
) -> None:
    mixed = list(town.records)
    random.Random(5).shuffle(mixed)
    assert parties(linked(mixed, model)) == parties(linking)
    renamed = [replace(one, node=NodeId(one.node[::-1] + b"?")) for one in mixed]
    back = {frozenset(NodeId(n[:-1][::-1]) for n in p) for p in parties(linked(renamed, model))}
    assert back == parties(linking)


def test_namesakes_at_one_address_stay_apart(town: Town, model: MatchModel) -> None:
    home = "3 apple lane, bartonville"
    father = record("father", name="ivo gorwick", birth_date="1944-03-09", address=home)
    son = record("son", name="ivo gorwick", birth_date="1971-11-20", address=home)
    again = record("again", name="ivo gorwick", birth_date="1971-11-20", address=home)
    found = linked([*town.records, father, son, again], model)
    assert are_one(found, "son", "again")
    assert not are_one(found, "father", "son")


def test_a_shared_phone_and_address_make_nobody_one(town: Town, model: MatchModel) -> None:
    shared = {"phone": "+8612409999999", "address": "7 fern lane, kemleyville"}
    flat = [record("a", name="pia moricwick", **shared), record("b", name="otto halton", **shared)]
    assert not are_one(linked([*town.records, *flat], model), "a", "b")


def test_no_chain_bridges_two_valid_resident_ids(town: Town, model: MatchModel) -> None:
    one = {"name": "june nesley", "birth_date": "1980-01-07", "phone": "+8612401111111"}
    chain = [
        record("a", resident_id="990101198001071019", **one),
        record("b", resident_id="990101198001072038", **one),
        *(record(f"between {i}", **one) for i in range(3)),
    ]
    assert not are_one(linked([*town.records, *chain], model), "a", "b")


def test_what_a_person_decided_stands_whatever_the_model_says(
    linking: Linking, town: Town, model: MatchModel
) -> None:
    party = max(parties(linking), key=lambda found: (len(found), sorted(found)))
    given = linkage_input(town.records, PERSONS)
    position = {one.node: number for number, one in enumerate(given.records)}
    a, b, *_ = sorted(party)
    different = JudgedPairs(different=[(position[a], position[b])])
    assert not any({a, b} <= found for found in parties(link(given, model, BANDS, different)))
    stranger = next(one.node for one in given.records if one.node not in party)
    same = JudgedPairs(same_by_persons=[(position[a], position[stranger])])
    assert any({a, stranger} <= found for found in parties(link(given, model, BANDS, same)))


def test_no_party_rests_on_a_pair_a_person_is_unsure_of(town: Town, model: MatchModel) -> None:
    twins = [
        record(name, name="karl polwick", birth_date="1966-06-06", phone="+8612402222222")
        for name in ("a", "b")
    ]
    given = linkage_input([*town.records, *twins], PERSONS)
    a, b = (n for n, one in enumerate(given.records) if one.node in (b"a", b"b"))
    assert are_one(link(given, model, BANDS), "a", "b")
    assert not are_one(link(given, model, BANDS, JudgedPairs(unsure=[(b, a)])), "a", "b")


def test_the_share_of_records_that_nothing_can_link_is_told(
    linking: Linking, town: Town, model: MatchModel
) -> None:
    assert linking.without_key < 0.1
    silent = [record(f"silent {i}", gender="f") for i in range(len(town.records))]
    assert linked([*town.records, *silent], model).without_key > 0.5


def test_a_model_without_a_prior_links_nobody(town: Town, model: MatchModel) -> None:
    with pytest.raises(ModelUnfitted):
        linked(town.records, replace(model, prior=None))


def test_a_pair_compares_alike_whichever_of_the_two_comes_first(
    town: Town, model: MatchModel
) -> None:
    given = linkage_input(town.records, PERSONS)
    turned = replace(given, rows=given.rows[::-1], keys=given.keys[::-1])
    last = len(given.rows) - 1
    one, other = (compare_candidates(of, model.frame)[0] for of in (given, turned))
    place = np.lexsort((last - other.left, last - other.right))
    assert np.array_equal(one.left, last - other.right[place])
    assert np.array_equal(one.right, last - other.left[place])
    for name, levels in one.levels.items():
        assert np.array_equal(levels, other.levels[name][place])
