"""Which records new ones can have a say in: explored along what the store holds of the old ones.

A cluster depends on all records that pairs at or above the stopping weight connect, however many
clusters they fell into; and on no others. Between old records such pairs need not be looked for:
where they did not end within one cluster, which its links span, a pair of the two clusters is in
the review queue, or the two were judged different. So all whom new records are connected with are
found: the `core`, to be clustered anew. Doubtful pairs lead to clusters beyond it, which stay as
they are; what is put to a person depends on who is in them, so that they are formed again as well.
"""

from collections.abc import Collection
from itertools import chain

import networkx as nx

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.clusters import Pair
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS

_ROUNDING = 0.001  # of weights in steps; a cluster too many is formed as it was


class Reach:
    """Explores a store whose links and queue are those of one model and these bands.

    judgements: what persons and rules say of the nodes in `core` and `beyond`.
    """

    def __init__(self, store: LinkageStore, bands: Bands) -> None:
        self._store = store
        self._bands = bands
        self._looked_up: set[NodeId] = set()
        self._one = nx.Graph()  # nodes of one cluster, along links
        self._near = nx.Graph()  # nodes of clusters that might be one
        self._doubtful = nx.Graph()
        self.judgements: set[Judgement] = set()
        self.core: set[NodeId] = set()
        self.beyond: set[NodeId] = set()

    def add(self, pair: Pair, probability: float) -> None:
        """Take into account that two nodes are one party with this probability."""
        if probability >= self._bands.automatic - _ROUNDING:
            self._near.add_edge(*pair)
        if probability >= self._bands.review:
            self._doubtful.add_edge(*pair)

    def explore(self, start: Collection[NodeId], most: int) -> bool:
        """Explore all that `start` reaches; return False where that is more than `most` nodes."""
        while True:
            self.core = _connected(start, self._one, self._near)
            doubtful = {node for node in self.core if node in self._doubtful}
            ends = set(chain.from_iterable(self._doubtful[node] for node in doubtful))
            self.beyond = _connected(ends, self._one) - self.core
            reached = self.core | self.beyond
            if len(reached) > most:
                return False
            if reached <= self._looked_up:
                return True
            self._look_up(reached - self._looked_up)

    def _look_up(self, nodes: set[NodeId]) -> None:
        scope = LinkScope(PARTY_KINDS, frozenset(nodes))
        for judgement in self._store.standing_judgements(scope):
            if judgement.author is not Author.MODEL:
                self.judgements.add(judgement)
            if judgement.verdict is Verdict.SAME:
                self._one.add_edge(*judgement.pair)
            elif judgement.verdict is Verdict.DIFFERENT:
                self._near.add_edge(*judgement.pair)
        for queued in self._store.queued_pairs(scope):
            self.add(queued.pair, queued.probability)
        self._looked_up |= nodes


def _connected(start: Collection[NodeId], *graphs: nx.Graph) -> set[NodeId]:
    """Return all nodes that edges of these graphs connect with `start`, itself included."""
    reached, frontier = set(start), set(start)
    while frontier:
        found = {
            other for graph in graphs for node in frontier if node in graph for other in graph[node]
        }
        frontier = found - reached
        reached |= frontier
    return reached
