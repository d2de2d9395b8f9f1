"""What speaks against a person's judgement so strongly that it cannot be kept beside it."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import networkx as nx

from veiltrace_graph.resolution.clusters import Pair, standing_verdicts
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.rows.organisation_identifiers import organisation_exclusive
from veiltrace_graph.resolution.rows.person_row import person_exclusive
from veiltrace_graph.vocabulary import NodeKind

_EXCLUSIVE = {
    NodeKind.PERSON: person_exclusive,
    NodeKind.PARTY: person_exclusive,
    NodeKind.ORGANISATION: organisation_exclusive,
}
"""By kind, of what a party has one: two whole and valid ones are two parties'."""


def contradicted_pairs(new: Judgement, standing: Iterable[Judgement]) -> tuple[Pair, ...]:
    """Return the pairs on which persons' standing words contradict a person's new one.

    For SAME those that were judged different and would be one party, for DIFFERENT the chain of
    those judged the same that leads from the one record to the other. What is said of the very
    pair contradicts nothing: the new word replaces it.
    """
    said = {
        pair: verdict
        for pair, (verdict, author) in standing_verdicts(standing).items()
        if author is Author.PERSON and pair != new.pair
    }
    graph = nx.Graph()
    graph.add_nodes_from(new.pair)
    graph.add_edges_from(pair for pair, verdict in said.items() if verdict is Verdict.SAME)
    if new.verdict is Verdict.DIFFERENT and nx.has_path(graph, *new.pair):
        path = nx.shortest_path(graph, *new.pair)
        return tuple((min(a, b), max(a, b)) for a, b in pairwise(path))
    if new.verdict is not Verdict.SAME:
        return ()
    graph.add_edge(*new.pair)
    party = nx.node_connected_component(graph, new.left)
    parted = (pair for pair, verdict in said.items() if verdict is Verdict.DIFFERENT)
    return tuple(sorted(pair for pair in parted if party.issuperset(pair)))


def exclusive_conflicts(records: Iterable[LinkageRecord]) -> tuple[str, ...]:
    """Return the properties of which these records state two, where one party has but one.

    >>> from veiltrace_graph.model import NodeId, PropertyValue
    >>> exclusive_conflicts(
    ...     LinkageRecord(NodeId(number.encode()), NodeKind.PERSON, "court",
    ...                   (PropertyValue("resident_id", number),))
    ...     for number in ("990101198001010014", "990101199002020021"))
    ('resident_id',)
    """
    found: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.kind in _EXCLUSIVE:
            for name, value in _EXCLUSIVE[record.kind](record).items():
                found[name].add(value)
    return tuple(sorted(name for name, values in found.items() if len(values) > 1))
