"""How the records of a party hang together, and what it would fall into without each of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, identifier_rule
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.vocabulary import PROPERTIES, Protection

_STRONG = tuple(name for name, spec in PROPERTIES.items() if spec.protection is Protection.STRONG)


@dataclass(frozen=True, slots=True)
class Step:
    """One record, the record it is shown under, and the judgement that ties it there.

    The first one is under none.
    """

    record: NodeId
    under: NodeId | None
    link: Judgement | None


@dataclass(frozen=True, slots=True)
class Keystone:
    """A record without which its party falls apart, and the parts: the largest first."""

    record: NodeId
    parts: tuple[tuple[NodeId, ...], ...]


@dataclass(frozen=True, slots=True)
class PartyChain:
    """The records of a party as a tree of its strongest links, and what else is known of it.

    `steps` go from a record to those under it, depth first; `others` are the links that the tree
    does without; `keystones` the records that hold it together, those whose parts are smallest
    first. A party of one or two records has none.
    """

    steps: tuple[Step, ...]
    others: tuple[Judgement, ...]
    keystones: tuple[Keystone, ...]


def chain_of(
    members: Collection[NodeId], links: Sequence[Judgement], records: Iterable[LinkageRecord] = ()
) -> PartyChain:
    """Return how the members of one party hang together by `links`.

    Args:
        links: what makes them one party (`clusters.holding_links`), the strongest first: the tree
            takes the earlier of two.
        records: the members' own values. A rule pairs all holders of an identifier with the first
            of them; without that one it would pair them with another, so that only the values tell
            what really hangs on it.
    """
    steps = _steps(members, links)
    shown = {id(step.link) for step in steps}
    return PartyChain(
        steps,
        tuple(link for link in links if id(link) not in shown),
        _keystones(members, links, records),
    )


def _steps(members: Collection[NodeId], links: Sequence[Judgement]) -> tuple[Step, ...]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(members))
    for place, link in enumerate(links):
        if not graph.has_edge(*link.pair):
            graph.add_edge(*link.pair, place=place)
    tree = nx.minimum_spanning_tree(graph, weight="place")
    root = max(sorted(members), key=lambda record: tree.degree(record))

    def under(record: NodeId, parent: NodeId | None) -> Iterable[NodeId]:
        found = (other for other in tree[record] if other != parent)
        return sorted(found, key=lambda other: tree[record][other]["place"])

    steps = [Step(root, None, None)]
    open_steps = [(root, other) for other in reversed(list(under(root, None)))]
    while open_steps:
        parent, record = open_steps.pop()
        steps.append(Step(record, parent, links[tree[parent][record]["place"]]))
        open_steps += [(record, other) for other in reversed(list(under(record, parent)))]
    return tuple(steps)


def _keystones(
    members: Collection[NodeId], links: Sequence[Judgement], records: Iterable[LinkageRecord]
) -> tuple[Keystone, ...]:
    graph = nx.Graph()
    graph.add_nodes_from(members)
    graph.add_edges_from(link.pair for link in links)
    # An identifier stands as a node of its own, since it outlasts each of its holders.
    graph.add_edges_from(_shared_identifiers(links, records))
    found = []
    for record in set(nx.articulation_points(graph)) & set(members):
        rest = graph.subgraph(set(graph) - {record})
        parts = (sorted(part & set(members)) for part in nx.connected_components(rest))
        whole = sorted((tuple(part) for part in parts if part), key=lambda p: (-len(p), p))
        if len(whole) > 1:
            found.append(Keystone(record, tuple(whole)))
    return tuple(sorted(found, key=lambda k: (len(k.parts[0]), -len(k.parts), k.record)))


def _shared_identifiers(
    links: Sequence[Judgement], records: Iterable[LinkageRecord]
) -> Iterable[tuple[NodeId, tuple[str, str]]]:
    """Yield each record that a rule linked by an identifier, with that identifier."""
    linked: dict[str, set[NodeId]] = defaultdict(set)
    for link in links:
        if link.author is Author.RULE:
            linked[link.by].update(link.pair)
    for record in records:
        for name in _STRONG:
            if record.node in linked[identifier_rule(name)]:
                for value in record.whole(name):
                    yield record.node, (name, value)
