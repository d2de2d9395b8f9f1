"""What persons and rules judged of nodes, as clustering takes it: pairs of positions.

Judgements reach further than the records that are linked in one run: a party of which nobody says
whether it is a person may stand between two persons. Such a node has no position; what it is the
same as stands in for it.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import networkx as nx

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.cluster_input import JudgedPairs
from veiltrace_graph.resolution.clusters import Pair, latest_judgements
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict

_Places = tuple[int, int]


def judged_pairs(judgements: Iterable[Judgement], place: Mapping[NodeId, int]) -> JudgedPairs:
    """Return what standing judgements say of the nodes that have a place; models' count nothing.

    As in `clusters.form_parties`, a rule's word stands beside a person's other one on that pair.
    """
    held = latest_judgements(judgements)
    said = {
        author: {pair: latest.verdict for pair, latest in held[author].items()} for author in Author
    }
    persons, rules = said[Author.PERSON], said[Author.RULE]
    by_persons, stands_in = _between_places(_of(persons, Verdict.SAME), place)
    either = [*_of(persons, Verdict.SAME), *_of(rules, Verdict.SAME)]
    by_either, stands_in_by_either = _between_places(either, place)
    of_node = {**stands_in_by_either, **stands_in, **place}
    return JudgedPairs(
        same_by_persons=by_persons,
        same_by_rules=by_either - by_persons,
        different=_placed(
            [*_of(persons, Verdict.DIFFERENT), *_of(rules, Verdict.DIFFERENT)], of_node
        ),
        unsure=_placed(_of(persons, Verdict.UNSURE), place),
    )


def _of(said: Mapping[Pair, Verdict], verdict: Verdict) -> list[Pair]:
    return [pair for pair, of_pair in said.items() if of_pair is verdict]


def _between_places(
    links: Iterable[Pair], place: Mapping[NodeId, int]
) -> tuple[set[_Places], dict[NodeId, int]]:
    """Return the pairs of places that links tie, and a place for each node between them."""
    tied = set[_Places]()
    elsewhere = nx.Graph()
    for pair in links:
        if all(node in place for node in pair):
            tied |= _placed([pair], place)
        else:
            elsewhere.add_edge(*pair)
    # Where a chain of links enters and leaves the nodes without a place, its ends are tied.
    without = elsewhere.subgraph([node for node in elsewhere if node not in place])
    stands_in: dict[NodeId, int] = {}
    for group in nx.connected_components(without):
        ends = sorted({place[end] for node in group for end in elsewhere[node] if end in place})
        tied.update(pairwise(ends))
        stands_in.update(dict.fromkeys(group, ends[0]) if ends else {})
    return tied, stands_in


def _placed(pairs: Iterable[Pair], place: Mapping[NodeId, int]) -> set[_Places]:
    """Return the pairs of places of two nodes that have different ones, the lower first."""
    found = [sorted({place[node] for node in pair if node in place}) for pair in pairs]
    return {(ends[0], ends[1]) for ends in found if len(ends) > 1}
