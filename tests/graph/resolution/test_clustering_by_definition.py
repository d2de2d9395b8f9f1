"""Clusters follow from content alone, and are what the definition says they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.resolution.cluster_input import ClusterRecords, JudgedPairs
from veiltrace_graph.resolution.cluster_options import ClusterOptions
from veiltrace_graph.resolution.clustering import Clustering, cluster
from veiltrace_graph.resolution.judgement import Author
from veiltrace_graph.resolution.scored_pairs import STEPS_PER_BIT, Ints, ScoredPairs


@dataclass(frozen=True)
class Problem:
    """One input, by positions, that can be told in another numbering and order."""

    count: int
    weights: dict[tuple[int, int], float]
    judged: dict[str, list[tuple[int, int]]]
    source: list[str]
    exclusive: dict[str, list[str | None]]
    options: ClusterOptions

    def told(self, place: Ints, pair_order: Sequence[int], swap: Sequence[bool]) -> Clustering:
        """The result for record i put at place[i], pairs in another order, some turned round."""
        back = np.argsort(place)
        pairs = [list(self.weights)[i] for i in pair_order]
        ends = np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
        turned = np.where(np.array(swap, dtype=bool)[:, None], ends[:, ::-1], ends)
        records = ClusterRecords(
            np.arange(self.count)[back],
            [self.source[i] for i in back],
            {name: [values[i] for i in back] for name, values in self.exclusive.items()},
        )
        judged = {
            name: [(int(place[b]), int(place[a])) for a, b in reversed(links)]
            for name, links in self.judged.items()
        }
        weight = np.array([self.weights[pair] for pair in pairs], dtype=float)
        pairs_told = ScoredPairs(turned[:, 0], turned[:, 1], weight)
        return cluster(records, pairs_told, JudgedPairs(**judged), self.options)

    def plain(self) -> Clustering:
        """The result as the problem stands."""
        size = len(self.weights)
        return self.told(np.arange(self.count), range(size), [False] * size)


@st.composite
def problems(draw):
    count = draw(st.integers(1, 8))
    every = [(a, b) for a in range(count) for b in range(a + 1, count)]
    some = st.lists(st.sampled_from(every), max_size=3, unique=True) if every else st.just([])
    # Few different weights, so that ties are common.
    weight = st.sampled_from([-12.0, -5.0, -1.0, 0.1, 0.3, 2.0, 4.0, 7.5, 12.0, 13.0])

    def each(*values):
        return draw(st.lists(st.sampled_from(values), min_size=count, max_size=count))

    return Problem(
        count,
        draw(st.dictionaries(st.sampled_from(every), weight)) if every else {},
        {name: draw(some) for name in ("same_by_persons", "same_by_rules", "different")},
        each("a", "b", "c", "d"),
        {"resident_id": each(None, None, None, "X", "Y")},
        ClusterOptions(
            max_size=draw(st.integers(1, count)),
            stop_bits=draw(st.sampled_from([-1.0, 0.0, 2.0])),
            one_to_one_sources=draw(st.sampled_from([frozenset(), frozenset({"a"})])),
        ),
    )


def as_content(found, problem, place, pair_order):
    """A result in the numbering of the problem, whatever numbering it was told in."""
    back = np.argsort(place).tolist()

    def step(s):
        ends = (back[s.low], back[s.high])
        return ends, s.mean_bits, pair_order[s.strongest], s.obstacle

    return {
        "label": [back[found.label[place[i]]] for i in range(problem.count)],
        "merges": [step(s) for s in found.merges],
        "refusals": [step(s) for s in found.refusals],
        "clashes": [(back[c.left], back[c.right], c.author, c.obstacle) for c in found.clashes],
        "bridges": [pair_order[i] for i in found.bridges],
    }


@given(problem=problems(), data=st.data())
def test_neither_numbering_nor_order_nor_side_shows_in_any_part_of_the_result(problem, data):
    size = len(problem.weights)
    place = np.array(data.draw(st.permutations(range(problem.count))))
    pair_order = data.draw(st.permutations(range(size)))
    swap = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    straight = (list(range(problem.count)), list(range(size)))
    told = as_content(problem.told(place, pair_order, swap), problem, place, pair_order)
    assert told == as_content(problem.plain(), problem, *straight)


def united(clusters, links):
    """These clusters, joined by the links."""
    for pair in links:
        touched = [c for c in clusters if not c.isdisjoint(pair)]
        clusters = [c for c in clusters if c.isdisjoint(pair)] + [frozenset().union(*touched)]
    return clusters


def may_join(problem, parts):
    """Whether these clusters may be one, by the words of the definition."""
    whole = frozenset().union(*parts)
    if len(whole) > problem.options.max_size:
        return False
    if any(
        sum(end in p for end in pair) == 1 and whole.issuperset(pair)
        for p in parts
        for pair in problem.judged["different"]
    ):
        return False
    ids = [{problem.exclusive["resident_id"][i] for i in p} - {None} for p in parts]
    holders = [values for values in ids if values]
    if len(holders) > 1 and len(set().union(*holders)) > 1:
        return False
    once = problem.options.one_to_one_sources
    return all(
        sum(any(problem.source[i] == source for i in p) for p in parts) < 2 for source in once
    )


def by_definition(problem):
    """Partition and merges; persons' links join what grew without them, if nothing forbids it."""
    said = {(min(pair), max(pair)) for pair in problem.judged["same_by_persons"]}
    first: set[tuple[int, int]] = set()
    while True:
        clusters, merges = grown(problem, first)
        met = set()
        for a, b in sorted(said - first):
            ends = {c for c in clusters if a in c or b in c}
            if len(ends) > 1:
                met |= set() if may_join(problem, list(ends)) else {(a, b)}
                clusters = [c for c in clusters if c not in ends] + [frozenset().union(*ends)]
        if not met:
            return sorted(map(sorted, clusters)), merges
        first |= met


def grown(problem, first):
    """Clusters and merges, every mean taken anew from all pairs of records, in fractions."""
    options = problem.options
    clusters = united([frozenset({i}) for i in range(problem.count)], first)
    for whole in united(clusters, problem.judged["same_by_rules"]):
        parts = [c for c in clusters if c <= whole]
        if may_join(problem, parts):
            clusters = [c for c in clusters if c not in parts] + [whole]

    def bits(a, b):
        weight = problem.weights.get((min(a, b), max(a, b)))
        if weight is None:
            return Fraction(options.unseen_bits)
        clipped = min(max(weight, -options.clip_bits), options.clip_bits)
        return Fraction(round(clipped * STEPS_PER_BIT), STEPS_PER_BIT)

    merges: list[tuple[int, int, float]] = []
    while True:
        found = []
        for a, b in combinations(sorted(clusters, key=min), 2):
            mean = sum(bits(x, y) for x in a for y in b) / (len(a) * len(b))
            if mean >= options.stop_bits and may_join(problem, [a, b]):
                found.append((-mean, min(a), min(b), a, b))
        if not found:
            return clusters, merges
        negative, low, high, a, b = min(found, key=lambda f: f[:3])
        merges.append((low, high, float(-negative)))
        clusters = [c for c in clusters if c not in (a, b)] + [a | b]


def partition(found):
    members: dict[int, list[int]] = {}
    for record, label in enumerate(found.label.tolist()):
        members.setdefault(label, []).append(record)
    return sorted(members.values())


@given(problem=problems())
def test_each_merge_is_the_best_that_is_allowed_when_every_mean_is_taken_anew(problem):
    found = problem.plain()
    clusters, merges = by_definition(problem)
    assert partition(found) == clusters
    assert [(s.low, s.high) for s in found.merges] == [(low, high) for low, high, _ in merges]
    assert [s.mean_bits for s in found.merges] == pytest.approx([mean for _, _, mean in merges])


@given(problem=problems())
def test_links_and_the_strongest_pair_of_each_merge_span_the_clusters(problem):
    found = problem.plain()
    pairs = list(problem.weights)
    left_out = {(c.left, c.right) for c in found.clashes if c.author is Author.RULE}
    links = [*problem.judged["same_by_persons"], *problem.judged["same_by_rules"]]
    laid = [pair for pair in links if pair not in left_out]
    spanning = [pairs[step.strongest] for step in found.merges]
    alone = [frozenset({i}) for i in range(problem.count)]
    assert sorted(map(sorted, united(alone, laid + spanning))) == partition(found)
    assert len(united(alone, spanning)) == problem.count - len(spanning)


@given(problem=problems())
def test_what_is_cut_is_named_by_a_refusal_or_a_bridge_and_by_one_of_them_only(problem):
    found = problem.plain()
    pairs = list(problem.weights)
    cut = {
        i
        for i, (a, b) in enumerate(pairs)
        if found.label[a] != found.label[b]
        and problem.weights[pairs[i]] >= problem.options.automatic_bits
    }
    refused = [step.strongest for step in found.refusals]
    assert len(refused) == len(set(refused))
    assert cut - set(refused) == set(found.bridges.tolist())


@given(left=problems(), right=problems())
def test_what_no_pair_connects_is_clustered_together_as_it_is_apart(left, right):
    right = replace(right, options=left.options)

    def moved(pairs):
        return [(a + left.count, b + left.count) for a, b in pairs]

    both = Problem(
        left.count + right.count,
        left.weights | dict(zip(moved(right.weights), right.weights.values(), strict=True)),
        {name: [*left.judged[name], *moved(right.judged[name])] for name in left.judged},
        left.source + right.source,
        {"resident_id": left.exclusive["resident_id"] + right.exclusive["resident_id"]},
        left.options,
    ).plain()
    apart = left.plain().label.tolist(), (right.plain().label + left.count).tolist()
    assert both.label.tolist() == [*apart[0], *apart[1]]
