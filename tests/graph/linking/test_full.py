"""What linking all records reads from a store and leaves in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from tests.graph.linking.conftest import BANDS, NOW, Loader, parties, reference
from tests.graph.resolution.conftest import Town, record

from veiltrace_graph.errors import ModelUnfitted, TooFewRecords
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.report import Stage
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import PERSONS
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind

NewStore = Callable[[], SqliteStore]


@pytest.fixture
def store(fresh_store: NewStore, loader: Loader, small_town: Town) -> SqliteStore:
    """The small town, loaded and not yet linked."""
    opened = fresh_store()
    loader.load(opened, small_town.records)
    return opened


def nodes_of(store: SqliteStore, town: Town) -> dict[NodeId, int]:
    """Return who each node of the store is of."""
    return {store.node_id(reference(one)): town.person[one.node] for one in town.records}


def test_linking_all_makes_parties_of_records_of_one_person(
    store: SqliteStore, small_town: Town
) -> None:
    model, report = link_all(store, PERSONS, BANDS, NOW)
    person = nodes_of(store, small_town)
    found = {p for party in parties(store, person) for p in combinations(sorted(party), 2)}
    true = {(a, b) for a, b in combinations(sorted(person), 2) if person[a] == person[b]}
    assert len(found & true) / len(found) >= 0.99
    assert len(found & true) / len(true) >= 0.85
    assert report.model == model.name
    assert report.is_full
    assert report.records == len(small_town.records) == model.records
    assert report.parties == len(parties(store, person))
    assert report.added == sum(len(party) - 1 for party in parties(store, person))


def test_a_second_run_by_the_same_model_changes_nothing(store: SqliteStore) -> None:
    model, first = link_all(store, PERSONS, BANDS, NOW)
    digest, queue = store.digest(), store.review_queue(limit=9_999)
    again, report = link_all(store, model, BANDS, NOW + timedelta(days=1))
    assert (again, report.added, report.withdrawn) == (model, 0, 0)
    assert (store.digest(), store.review_queue(limit=9_999)) == (digest, queue)
    assert (report.queued, report.parties) == (first.queued, first.parties)


def test_what_the_store_held_of_another_model_is_replaced(
    store: SqliteStore, linked_model: MatchModel
) -> None:
    other = replace(linked_model, fingerprint="0" * 32)
    _, first = link_all(store, other, BANDS, NOW)
    _, report = link_all(store, linked_model, BANDS, NOW + timedelta(days=1))
    assert report.withdrawn == first.added == report.added
    standing = store.standing_judgements(LinkScope(PARTY_KINDS))
    assert {judgement.by for judgement in standing} == {linked_model.name}


def test_the_order_of_loading_shows_in_nothing(fresh_store: NewStore, small_town: Town) -> None:
    digests = set()
    for records in (small_town.records, small_town.records[::-1]):
        store = fresh_store()
        Loader().load(store, records)
        model, _ = link_all(store, PERSONS, BANDS, NOW)
        held = {frozenset(party) for party in parties(store, nodes_of(store, small_town))}
        digests.add((model.fingerprint, frozenset(held), store.review_queue(limit=9_999)))
    assert len(digests) == 1


def test_a_persons_word_stands_against_the_model(store: SqliteStore, small_town: Town) -> None:
    model, _ = link_all(store, PERSONS, BANDS, NOW)
    party = max(parties(store, nodes_of(store, small_town)), key=len)
    a, b, *_ = sorted(party)
    store.judge(Judgement(a, b, Verdict.DIFFERENT, Author.PERSON, "reviewer", "two files", NOW))
    link_all(store, model, BANDS, NOW)
    apart = parties(store, [a, b])
    assert not any({a, b} <= found for found in apart)
    assert all((a, b) != pair.pair for pair in store.review_queue(limit=9_999))


def test_two_that_persons_judged_the_same_are_one_whatever_the_model_says(
    store: SqliteStore, small_town: Town
) -> None:
    link_all(store, PERSONS, BANDS, NOW)
    one, other, *_ = sorted(parties(store, nodes_of(store, small_town)), key=sorted)
    a, b = min(one), min(other)
    store.judge(Judgement(a, b, Verdict.SAME, Author.PERSON, "reviewer", "same file", NOW))
    link_all(store, PERSONS, BANDS, NOW)
    (party,) = parties(store, [a])
    assert {a, b} <= party


def test_linking_leaves_nothing_to_link_not_even_nodes_of_which_nothing_is_known(
    store: SqliteStore, loader: Loader
) -> None:
    loader.load(store, [record("silent", source_="court")])
    assert len(store.nodes_to_link((NodeKind.PERSON,))) > 1
    model, report = link_all(store, PERSONS, BANDS, NOW)
    assert store.nodes_to_link((NodeKind.PERSON,)) == ()
    link_all(store, model, BANDS, NOW)
    assert store.nodes_to_link((NodeKind.PERSON,)) == ()
    assert report.undecided == 0


def test_parties_of_undecided_kind_are_left_out_and_counted(
    store: SqliteStore, loader: Loader, small_town: Town
) -> None:
    undecided = replace(small_town.records[0], node=NodeId(b"who knows"), kind=NodeKind.PARTY)
    loader.load(store, [undecided])
    _, report = link_all(store, PERSONS, BANDS, NOW)
    assert report.undecided == 1
    assert report.records == len(small_town.records)


def test_the_stages_are_told_in_order_and_timed(store: SqliteStore) -> None:
    told: list[Stage] = []
    _, report = link_all(store, PERSONS, BANDS, NOW, told.append)
    assert told == list(Stage)
    assert list(report.seconds) == told
    assert all(spent >= 0 for spent in report.seconds.values())


def test_too_few_records_to_fit_on_are_said_and_nothing_is_written(
    fresh_store: NewStore, loader: Loader, small_town: Town
) -> None:
    store = fresh_store()
    loader.load(store, small_town.records[:10])
    with pytest.raises(TooFewRecords, match="load at least 20 records"):
        link_all(store, PERSONS, BANDS, NOW)
    assert len(store.nodes_to_link((NodeKind.PERSON,))) == 10


def test_a_model_of_other_records_links_the_few(
    fresh_store: NewStore, loader: Loader, small_town: Town, linked_model: MatchModel
) -> None:
    store = fresh_store()
    loader.load(store, small_town.records[:10])
    assert link_all(store, linked_model, BANDS, NOW)[1].added > 0
    assert link_all(fresh_store(), linked_model, BANDS, NOW)[1].records == 0


def test_an_unfitted_prior_links_nothing(store: SqliteStore, linked_model: MatchModel) -> None:
    with pytest.raises(ModelUnfitted):
        link_all(store, replace(linked_model, prior=None), BANDS, NOW)
    assert store.standing_judgements(LinkScope(PARTY_KINDS)) == ()
