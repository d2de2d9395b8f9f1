"""What is linked as it comes is linked as if all had come at once."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from benchmarks.linkage_sets import COMPANIES, load_set
from tests.graph.linking.conftest import BANDS, NOW, Loader, parties, reference
from tests.graph.resolution.conftest import Town, record

from veiltrace_graph.errors import JudgementConflict, ModelUnfitted, NothingToWithdraw
from veiltrace_graph.linking import candidates, full, increment
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.increment import link_new
from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution import blocking
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.resolution.scheme import ORGANISATIONS, PERSONS
from veiltrace_graph.stores.linkage import LinkScope
from veiltrace_graph.stores.sqlite.store import SqliteStore
from veiltrace_graph.vocabulary import PARTY_KINDS, NodeKind

NewStore = Callable[[], SqliteStore]
Step = Callable[[SqliteStore, Loader], None]
IDS = ("990101198001010014", "990101199002020021")
WIDE = Bands(automatic=0.8, review=0.01)


@dataclass(frozen=True)
class Answer:
    """All that linking leaves: the model's links, the parties they make, and the queue."""

    links: frozenset[tuple[NodeId, NodeId]]
    parties: frozenset[frozenset[NodeId]]
    queue: tuple[ReviewPair, ...]


def answer(store: SqliteStore) -> Answer:
    standing = store.standing_judgements(LinkScope(PARTY_KINDS))
    links = frozenset(j.pair for j in standing if j.author is Author.MODEL)
    nodes = {node for judgement in standing for node in judgement.pair}
    queue = tuple(sorted(store.review_queue(limit=99_999), key=lambda pair: pair.pair))
    return Answer(links, frozenset(parties(store, nodes)), queue)


@dataclass
class History:
    """What happened to a store, so that it can happen to another one as well."""

    store: SqliteStore
    steps: list[Step] = field(default_factory=list)
    loader: Loader = field(default_factory=Loader)

    def do(self, step: Step) -> None:
        step(self.store, self.loader)
        self.steps.append(step)

    def load(self, records: list[LinkageRecord]) -> None:
        self.do(lambda store, loader: loader.load(store, records))

    def judge(self, a: NodeId, b: NodeId, verdict: Verdict) -> None:
        moment = NOW + timedelta(hours=len(self.steps))
        said = Judgement(a, b, verdict, Author.PERSON, "reviewer", "compared", moment)
        with suppress(JudgementConflict):
            self.do(lambda store, _: store.judge(said))

    def again(self, store: SqliteStore) -> SqliteStore:
        """Let everything happen to an empty store."""
        loader = Loader()
        for step in self.steps:
            step(store, loader)
        return store


def check(history: History, fresh_store: NewStore, model: MatchModel, bands: Bands) -> None:
    report = link_new(history.store, model, bands, NOW + timedelta(days=9))
    assert not report.is_full
    whole = history.again(fresh_store())
    link_all(whole, model, bands, NOW + timedelta(days=9))
    assert answer(history.store) == answer(whole)
    assert history.store.nodes_to_link((NodeKind.PERSON,)) == ()
    keys = [PERSONS.kept_key(key) for key in _some_keys(whole)]
    assert history.store.holders_of(keys) == whole.holders_of(keys)


def _some_keys(store: SqliteStore) -> set[str]:
    records = store.linkage_records((NodeKind.PERSON,))
    return {key for one in records for key in PERSONS.blocking_keys(PERSONS.row(one))}


def begun(
    fresh_store: NewStore, records: list[LinkageRecord], model: MatchModel, bands: Bands
) -> History:
    """A store in which these records are linked."""
    history = History(fresh_store())
    history.load(records)
    link_all(history.store, model, bands, NOW)
    return history


@pytest.mark.parametrize("bands", [BANDS, WIDE], ids=["as usual", "wide bands"])
@pytest.mark.parametrize("seed", range(2))
def test_new_records_are_linked_as_if_all_had_been_linked_at_once(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel, seed: int, bands: Bands
) -> None:
    mixed = list(small_town.records)
    random.Random(seed).shuffle(mixed)
    history = begun(fresh_store, mixed[40:], linked_model, bands)
    history.load(mixed[:40])
    check(history, fresh_store, linked_model, bands)


def changed(one: LinkageRecord, dice: random.Random, other: LinkageRecord) -> LinkageRecord:
    """Return a newer version of a record: more, less or another's values, or nothing known."""
    kind = dice.randrange(6)
    if kind >= 4:
        # By a rule, who has the same is the same; two that differ are two parties'.
        return replace(one, values=(*one.values, PropertyValue("resident_id", dice.choice(IDS))))
    if kind == 0:
        return replace(one, values=())
    if kind == 1:
        gone = dice.choice(one.values)
        return replace(one, values=tuple(v for v in one.values if v is not gone))
    if kind == 2:
        return replace(one, values=other.values)
    values = {v.name: v.value for v in one.values}
    values["name"] = dice.choice(other.values).value
    return replace(one, values=tuple(PropertyValue(*item) for item in values.items()))


def random_history(history: History, pool: list[LinkageRecord], dice: random.Random) -> None:
    """Load what is new or changed, and judge pairs, both queued and chosen at random."""
    store = history.store
    history.load([pool.pop() for _ in range(dice.randrange(1, 12)) if pool])
    if dice.random() < 0.5:
        # Nobody says whether this is a person; it stands between those it is the same as.
        number = PropertyValue("resident_id", dice.choice(IDS))
        name = f"undecided {len(history.steps)}".encode()
        history.load([LinkageRecord(NodeId(name), NodeKind.PARTY, "court", (number,))])
    nodes = [one.node for one in store.linkage_records((NodeKind.PERSON,))]
    queue = store.review_queue(limit=99)
    for _ in range(dice.randrange(6)):
        pair = dice.choice(queue).pair if queue and dice.random() < 0.7 else dice.sample(nodes, 2)
        history.judge(pair[0], pair[1], dice.choice(list(Verdict)))
    linked = list(store.standing_judgements(LinkScope(PARTY_KINDS)))
    for judgement in dice.sample(linked, min(len(linked), dice.randrange(4))):
        history.judge(*judgement.pair, dice.choice([Verdict.DIFFERENT, Verdict.UNSURE]))
    by_persons = [j for j in linked if j.author is Author.PERSON]
    if by_persons and dice.random() < 0.5:
        a, b = dice.choice(by_persons).pair
        with suppress(NothingToWithdraw):
            history.do(lambda s, _: s.withdraw(a, b, by="supervisor", now=NOW))


def run_random_history(
    fresh_store: NewStore, town: Town, model: MatchModel, seed: int, rounds: int
) -> None:
    dice = random.Random(seed)
    bands = dice.choice([BANDS, WIDE, Bands(automatic=0.95, review=0.05)])
    pool = list(town.records)
    dice.shuffle(pool)
    loaded = [pool.pop() for _ in range(dice.randrange(20, 220))]
    history = begun(fresh_store, loaded, model, bands)
    for _ in range(rounds):
        random_history(history, pool, dice)
        again = dice.sample(loaded, dice.randrange(9))
        history.load([changed(one, dice, dice.choice(loaded)) for one in again])
        check(history, fresh_store, model, bands)


def test_after_loads_changes_and_judgements_the_answer_is_that_of_a_full_run(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    run_random_history(fresh_store, small_town, linked_model, seed=1, rounds=2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 22))
def test_after_any_history_the_answer_is_that_of_a_full_run(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel, seed: int
) -> None:
    run_random_history(fresh_store, small_town, linked_model, seed, rounds=3)


@pytest.mark.slow
def test_new_records_of_organisations_are_linked_as_if_all_had_been_linked_at_once(
    fresh_store: NewStore,
) -> None:
    companies = load_set(COMPANIES)
    some = set(sorted(set(companies.entity.values()))[:200])
    records = [
        replace(one, node=NodeId(one.node.hex().encode()))
        for one in companies.records
        if companies.entity[one.node] in some
    ]
    random.Random(4).shuffle(records)
    history = History(fresh_store())
    history.load(records[60:])
    model, first = link_all(history.store, ORGANISATIONS, WIDE, NOW)
    assert first.added > 0
    history.load(records[:60])
    report = link_new(history.store, model, WIDE, NOW)
    assert not report.is_full
    assert report.added > 0
    whole = history.again(fresh_store())
    link_all(whole, model, WIDE, NOW)
    assert answer(history.store) == answer(whole)


def test_a_new_record_that_ties_two_old_parties_makes_them_one(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    said = {"name": "hana moricwick", "birth_date": "1961-07-23", "phone": "+8612409876543"}
    also = {"name": "hana moricwick", "address": "71 gorse lane, nesleyville"}
    left = [record(f"l{i}", source_="one", **said) for i in (1, 2)]
    right = [record(f"r{i}", source_="two", **also) for i in (1, 2)]
    both = [record(f"b{i}", source_="three", **(said | also)) for i in range(8)]
    history = begun(fresh_store, [*small_town.records, *left, *right], linked_model, BANDS)
    store = history.store
    l1, l2, r1, r2, *new = (store.node_id(reference(one)) for one in (*left, *right, *both))
    before = parties(store, [l1, r1])
    assert {l1, l2} in before
    assert {l1, l2, r1, r2} not in before
    history.load(both)
    check(history, fresh_store, linked_model, BANDS)
    assert {l1, l2, r1, r2, *new} in parties(store, [l1])


def test_where_nothing_is_new_nothing_changes(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    history = begun(fresh_store, list(small_town.records), linked_model, BANDS)
    before = history.store.digest(), answer(history.store)
    report = link_new(history.store, linked_model, BANDS, NOW)
    assert (report.added, report.withdrawn, report.records, report.pairs) == (0, 0, 0, 0)
    assert (history.store.digest(), answer(history.store)) == before


def test_all_is_linked_anew_where_links_of_another_model_stand(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    other = replace(linked_model, fingerprint="0" * 32)
    history = begun(fresh_store, list(small_town.records), other, BANDS)
    report = link_new(history.store, linked_model, BANDS, NOW)
    assert report.is_full
    assert report.withdrawn == report.added > 0


def test_all_is_linked_anew_where_so_much_is_reached_that_this_is_shorter(
    fresh_store: NewStore,
    small_town: Town,
    linked_model: MatchModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records = list(small_town.records)
    history = begun(fresh_store, records[3:], linked_model, BANDS)
    history.load(records[:3])
    # Too much is new; or what is new is little and reaches much.
    for most in (2, 3):
        monkeypatch.setattr(increment, "MOST_REACHED", most)
        assert link_new(history.store, linked_model, BANDS, NOW).is_full
        whole = history.again(fresh_store())
        link_all(whole, linked_model, BANDS, NOW)
        assert answer(history.store) == answer(whole)
        history.load([replace(one, values=one.values[:-1]) for one in records[:3]])


@pytest.mark.parametrize("most", [4, 5, 6])
def test_a_key_that_outgrows_the_model_is_compared_by_no_longer_and_told(
    fresh_store: NewStore,
    small_town: Town,
    linked_model: MatchModel,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    monkeypatch.setattr(blocking, "MOST_HOLDERS", most)
    monkeypatch.setattr(candidates, "MOST_HOLDERS", most)
    monkeypatch.setattr(full, "MOST_HOLDERS", most)
    mixed = list(small_town.records)
    random.Random(9).shuffle(mixed)
    history = begun(fresh_store, mixed[30:], linked_model, WIDE)
    history.load(mixed[:30])
    check(history, fresh_store, linked_model, WIDE)
    history.load([replace(one, node=NodeId(b"again " + one.node)) for one in mixed[:9]])
    report = link_new(history.store, linked_model, WIDE, NOW)
    assert report.outgrown > 0


def test_an_unfitted_prior_links_nothing_new(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    history = begun(fresh_store, list(small_town.records[5:]), linked_model, BANDS)
    history.load(list(small_town.records[:5]))
    with pytest.raises(ModelUnfitted):
        link_new(history.store, replace(linked_model, prior=None), BANDS, NOW)
    assert len(history.store.nodes_to_link((NodeKind.PERSON,))) == 5


def test_who_shared_a_key_that_a_new_record_makes_too_common_is_linked_anew(
    fresh_store: NewStore, linked_model: MatchModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (blocking, candidates, full):
        monkeypatch.setattr(module, "MOST_HOLDERS", 2)
    said = {"name": "hana moricwick", "birth_date": "1961-07-23"}
    a, b, c = (record(name, **said) for name in "abc")
    history = begun(fresh_store, [a, b], linked_model, BANDS)
    assert len(answer(history.store).links) == 1
    history.load([c])
    check(history, fresh_store, linked_model, BANDS)
    assert answer(history.store).links == frozenset()


def test_a_rule_that_joins_old_records_anew_counts_in_the_next_run(
    fresh_store: NewStore, small_town: Town, linked_model: MatchModel
) -> None:
    number = PropertyValue("resident_id", IDS[0])
    one, two, three = (
        replace(small_town.records[at], values=(*small_town.records[at].values, number))
        for at in (0, 40, 80)
    )
    others = [r for r in small_town.records if r.node not in {one.node, two.node, three.node}]
    history = begun(fresh_store, [*others, one, two, three], linked_model, BANDS)
    for last in (one, two, three):
        # Whichever the rule paired the others with, without it they are paired with each other.
        history.load([replace(last, values=last.values[:-1])])
        check(history, fresh_store, linked_model, BANDS)
        history.load([last])
        check(history, fresh_store, linked_model, BANDS)
