"""Which records and pairs new ones can have a say in: explored from them, round by round.

A cluster depends on all pairs within the records that pairs at or above the stopping weight, or
links of persons and rules, connect; and on no others. So whoever is connected to a new record is
clustered anew with every pair of theirs compared: the `core`. Pairs in the review band lead to
clusters beyond, which stay as they are; they are formed again as well, since what is put to a
person depends on who is in them.
"""

from collections.abc import Collection, Iterable
from itertools import chain

import networkx as nx
import numpy as np

from veiltrace_graph.linking.candidates import Candidates
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.blocking import pair_blocks
from veiltrace_graph.resolution.cluster_options import DEFAULT_CLUSTERING
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.linkage import stopping_at
from veiltrace_graph.resolution.linkage_input import LinkageInput
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scored_pairs import STEPS_PER_BIT, Ints, in_steps
from veiltrace_graph.resolution.scoring import score
from veiltrace_graph.resolution.splink_linker import ComparedPairs, compare
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS


class Reach:
    """What was explored so far; every pair of a node in `core` or `beyond` has been compared.

    judgements: those of persons and rules on these nodes.
    """

    def __init__(
        self, store: LinkageStore, model: MatchModel, bands: Bands, candidates: Candidates
    ) -> None:
        self._store = store
        self._model = model
        self._stop = in_steps(stopping_at(bands, DEFAULT_CLUSTERING).stop_bits)
        self._review = bands.review
        self._candidates = candidates
        self._explored: set[NodeId] = set()
        self._connected = nx.Graph()
        self._doubtful = nx.Graph()
        self._compared: list[tuple[LinkageInput, ComparedPairs]] = []
        self.judgements: set[Judgement] = set()
        self.core: set[NodeId] = set()
        self.beyond: set[NodeId] = set()

    def explore(self, start: Collection[NodeId], most: int) -> bool:
        """Explore all that `start` reaches; return False where that is more than `most` nodes."""
        self._connected.add_nodes_from(start)
        while True:
            self.core = _connected_to(start, self._connected)
            doubtful = chain.from_iterable(
                self._doubtful[node] for node in self.core if node in self._doubtful
            )
            self.beyond = _connected_to(set(doubtful), self._connected) - self.core
            frontier = (self.core | self.beyond) - self._explored
            if not frontier:
                return True
            if len(self._explored) + len(frontier) > most:
                return False
            self._tie(frontier)
            self._compare(frontier)
            self._explored |= frontier

    def pairs(self) -> tuple[LinkageInput, ComparedPairs]:
        """Return the records of all nodes reached, by their content, and the pairs among them."""
        given = self._candidates.ordered(self._candidates.open(self.core | self.beyond))
        place = {record.node: number for number, record in enumerate(given.records)}
        comparisons = self._model.frame.scheme.comparisons
        left, right, levels = [_NONE], [_NONE], {c.name: [_NO_LEVELS] for c in comparisons}
        for of_round, pairs in self._compared:
            at = np.array([place.get(record.node, -1) for record in of_round.records], np.int64)
            within = (at[pairs.left] >= 0) & (at[pairs.right] >= 0)
            left.append(at[pairs.left[within]])
            right.append(at[pairs.right[within]])
            for name, of_pairs in pairs.levels.items():
                levels[name].append(of_pairs[within])
        ends = np.concatenate(left), np.concatenate(right)
        order = np.lexsort(ends[::-1])
        return given, ComparedPairs(
            ends[0][order].astype(np.int32),
            ends[1][order].astype(np.int32),
            {name: np.concatenate(parts)[order] for name, parts in levels.items()},
        )

    def _tie(self, frontier: Collection[NodeId]) -> None:
        """Note what persons and rules say of these nodes, through whatever node it leads."""
        said = self._store.standing_judgements(LinkScope(PARTY_KINDS, frozenset(frontier)))
        for judgement in said:
            if judgement.author is not Author.MODEL:
                self.judgements.add(judgement)
                if judgement.verdict is Verdict.SAME:
                    self._connected.add_edge(*judgement.pair)

    def _compare(self, frontier: Collection[NodeId]) -> None:
        """Compare each pair of a node of the frontier that was not compared before."""
        partners = self._candidates.partners(self._candidates.open(frontier))
        pairs = {
            (min(node, other), max(node, other))
            for node, others in partners.items()
            for other in others - self._explored
        }
        ends = {node for pair in pairs for node in pair}
        given = self._candidates.ordered(self._candidates.open(ends))
        place = {record.node: number for number, record in enumerate(given.records)}
        frame = self._model.frame
        blocks = pair_blocks(
            [place[a] for a, _ in pairs], [place[b] for _, b in pairs], len(given.records)
        )
        columns = frame.scheme.columns(given.rows, frame.rarity)
        compared = compare(columns, blocks, frame.scheme.comparisons)
        self._compared.append((given, compared))
        scores = score(compared, self._model)
        strong = np.rint(scores.bits * STEPS_PER_BIT) >= self._stop
        self._connected.add_edges_from(_nodes(given, compared, strong))
        self._doubtful.add_edges_from(_nodes(given, compared, scores.probability >= self._review))


_NONE = np.empty(0, np.int64)
_NO_LEVELS = np.empty(0, np.int8)


def _connected_to(start: Collection[NodeId], graph: nx.Graph) -> set[NodeId]:
    reached = set(start)
    frontier = [node for node in start if node in graph]
    while frontier:
        found = {other for node in frontier for other in graph[node]} - reached
        reached |= found
        frontier = list(found)
    return reached


def _nodes(
    given: LinkageInput, pairs: ComparedPairs, chosen: np.ndarray
) -> Iterable[tuple[NodeId, NodeId]]:
    records = given.records
    ends: tuple[Ints, Ints] = pairs.left[chosen], pairs.right[chosen]
    return [
        (records[a].node, records[b].node)
        for a, b in zip(ends[0].tolist(), ends[1].tolist(), strict=True)
    ]
