"""Which records are one party: scored pairs, judgements and hard conflicts in, clusters out.

The result follows from what the records and pairs are: neither the order of pairs, nor which
record of a pair is called left, nor how the records are numbered shows in it. No cluster shows in
another either: what no pair at or above the stopping weight and no link connects may be clustered
apart, with the same result.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.resolution.agglomeration import Step, agglomerate
from veiltrace_graph.resolution.cluster_input import ClusterRecords, JudgedPairs
from veiltrace_graph.resolution.cluster_options import DEFAULT_CLUSTERING, ClusterOptions
from veiltrace_graph.resolution.growing_clusters import GrowingClusters, Obstacle
from veiltrace_graph.resolution.judgement import Author
from veiltrace_graph.resolution.must_links import Clash, Pair, lay_links
from veiltrace_graph.resolution.scored_pairs import (
    Ints,
    RankedPairs,
    ScoredPairs,
    in_steps,
    rank_pairs,
    without,
)


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Clusters, and how they came about; records and pairs by their positions in the input.

    label: for each record, that record of its cluster which comes first by content.
    merges: the steps that were taken, in order; their strongest pairs, with the links, span the
        clusters.
    refusals: the steps that an obstacle forbade, in order, once for each strongest pair.
    clashes: the links of persons and rules that met an obstacle.
    bridges: pairs at or above the automatic weight that end between two clusters and that no
        refusal names, strongest first: connected components would have followed them.
    """

    label: Ints
    merges: tuple[Step, ...]
    refusals: tuple[Step, ...]
    clashes: tuple[Clash, ...]
    bridges: Ints


def cluster(
    records: ClusterRecords,
    pairs: ScoredPairs,
    judged: JudgedPairs | None = None,
    options: ClusterOptions = DEFAULT_CLUSTERING,
) -> Clustering:
    """Return which records are one party, and what was refused or left for a person to see.

    Raises: InvalidInput: a pair names a record there is not or is listed twice, or there are
        one-to-one sources and the records name no source.

    >>> pairs = ScoredPairs(np.array([0, 1]), np.array([1, 2]), np.array([9.0, 1.0]))
    >>> found = cluster(ClusterRecords(order=np.array([30, 10, 20])), pairs)
    >>> found.label.tolist(), found.merges[0].mean_bits
    ([1, 1, 2], 9.0)
    """
    judged = judged or JudgedPairs()
    position = np.argsort(records.order)
    rank = np.empty_like(position)
    rank[position] = np.arange(len(rank))
    ranked = without(rank_pairs(pairs, rank), _ranked(judged.unsure, rank))
    held: defaultdict[int, dict[Obstacle, str]] = defaultdict(dict)
    for record, obstacle, value in records.unshared(options.one_to_one_sources):
        held[int(rank[record])][obstacle] = value
    apart = _ranked(judged.different, rank)
    persons, rules = (_ranked(p, rank) for p in (judged.same_by_persons, judged.same_by_rules))

    def alone() -> GrowingClusters:
        return GrowingClusters(len(rank), held, apart, max_size=options.max_size)

    clusters, clashes, steps = _grown(alone, ranked, persons, rules, options)
    name = clusters.names()
    return Clustering(
        label=position[name][rank],
        merges=tuple(_placed(s, position, ranked) for s in steps if s.obstacle is None),
        refusals=tuple(_placed(s, position, ranked) for s in steps if s.obstacle is not None),
        clashes=tuple(
            replace(c, left=int(position[c.left]), right=int(position[c.right])) for c in clashes
        ),
        bridges=_bridges(ranked, name, steps, options.automatic_bits),
    )


def _grown(
    alone: Callable[[], GrowingClusters],
    pairs: RankedPairs,
    persons: set[Pair],
    rules: set[Pair],
    options: ClusterOptions,
) -> tuple[GrowingClusters, list[Clash], list[Step]]:
    """Return the clusters that links and pairs make of records that stand alone.

    A person's word joins whole clusters as they grew without it: laid before, it would drag down
    the mean of what belongs to one of the two alone, and take it from them. Only where the two
    meet an obstacle is it laid first, so that what stands in the way grows elsewhere.
    """
    first: set[Pair] = set()
    while True:
        clusters = alone()
        clashes = lay_links(clusters, first, rules)
        steps = agglomerate(pairs, clusters, options)
        met = lay_links(clusters, persons - first, ())
        if not met:
            told = [c for c in clashes if c.author is Author.PERSON or _is_torn(clusters, c)]
            return clusters, told, steps
        first |= {(clash.left, clash.right) for clash in met}


def _is_torn(clusters: GrowingClusters, clash: Clash) -> bool:
    """Return whether a link that was left out was not made by a person's word in the end."""
    return clusters.cluster_of(clash.left) != clusters.cluster_of(clash.right)


def _ranked(pairs: Collection[Pair], rank: Ints) -> set[Pair]:
    """Return the pairs by rank, the lower first, each once.

    Raises: InvalidInput: a pair names a record there is not.
    """
    if not all(0 <= end < len(rank) for pair in pairs for end in pair):
        raise InvalidInput(f"a judged pair names a record beyond the {len(rank)} there are")
    ranked = ((int(rank[a]), int(rank[b])) for a, b in pairs)
    return {(min(pair), max(pair)) for pair in ranked}


def _placed(step: Step, position: Ints, pairs: RankedPairs) -> Step:
    """Return a step with the input's positions of its records and of its pair."""
    return Step(
        int(position[step.low]),
        int(position[step.high]),
        step.mean_bits,
        int(pairs.origin[step.strongest]),
        step.obstacle,
    )


def _bridges(pairs: RankedPairs, name: Ints, steps: list[Step], automatic_bits: float) -> Ints:
    cut = (pairs.steps >= in_steps(automatic_bits)) & (name[pairs.low] != name[pairs.high])
    cut[[step.strongest for step in steps if step.obstacle is not None]] = False
    bridges: Ints = pairs.origin[cut]
    return bridges
