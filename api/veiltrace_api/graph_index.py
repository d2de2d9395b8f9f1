"""The snapshot of one view, with the way from nodes to positions and back."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import Node, NodeId, Relation, Statement
from veiltrace_graph.relatedness.confidence import RELATION_CONFIDENCE
from veiltrace_graph.relatedness.paths import best_paths
from veiltrace_graph.relatedness.ranking import PairScore, related, relatedness_between
from veiltrace_graph.snapshot import Ints64, Snapshot, build_snapshot
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.vocabulary import PARTY_KINDS

_MOST_ASKED = 200
# A lender has statements from each of its cases: 20,000 of them took 0.3 s to read and open.
_MANY_STATEMENTS = 100


@dataclass(frozen=True, slots=True)
class RelatedNode:
    """A party near a seed, its score, and whether the walk was cut short by its budget."""

    node: Node
    score: float
    truncated: bool


@dataclass(frozen=True, slots=True)
class ExplainedPath:
    """Nodes from one end to the other and, for each step, the relations that make it."""

    nodes: tuple[Node, ...]
    steps: tuple[tuple[Relation, ...], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class GraphIndex:
    """Relatedness and paths over one view; built once and asked many times."""

    view: GraphView
    nodes: tuple[Node, ...] = field(repr=False)
    positions: dict[NodeId, int] = field(repr=False)
    order: Ints64 = field(repr=False)
    snapshot: Snapshot
    _of_many: dict[NodeId, tuple[Statement, ...]] = field(default_factory=dict, repr=False)

    def statements(self, nodes: Collection[NodeId]) -> dict[NodeId, tuple[Statement, ...]]:
        """Return what the records say of each node; what many speak of is read only once."""
        found = self.view.statements([node for node in nodes if node not in self._of_many])
        known = {node: self._of_many[node] for node in nodes if node in self._of_many}
        self._of_many.update({n: said for n, said in found.items() if len(said) > _MANY_STATEMENTS})
        return found | known

    def related_parties(self, seed: NodeId, *, top_k: int) -> tuple[RelatedNode, ...]:
        """Return the parties most related to `seed`, best first.

        Raises: UnknownNode: the seed is not in this view.
        """
        # Contact points and assets rank among the parties, so more than top_k are asked for.
        wanted = min(max(top_k * 5, top_k + 20), _MOST_ASKED)
        answer = related(self.snapshot, self._position(seed), top_k=wanted, tie_break=self.order)
        pairs = zip(answer.nodes.tolist(), answer.scores.tolist(), strict=True)
        parties = [
            RelatedNode(self.nodes[place], score, answer.truncated)
            for place, score in pairs
            if self.nodes[place].kind in PARTY_KINDS
        ]
        return tuple(parties[:top_k])

    def score(self, a: NodeId, b: NodeId) -> PairScore:
        """Return how related two nodes are. Raises: UnknownNode."""
        return relatedness_between(self.snapshot, self._position(a), self._position(b))

    def paths(self, a: NodeId, b: NodeId, *, k: int) -> tuple[ExplainedPath, ...]:
        """Return the `k` best paths with the relations, and so the evidence, of every step."""
        found = best_paths(
            self.snapshot, self._position(a), self._position(b), k=k, tie_break=self.order
        )
        routes = [tuple(self.nodes[place] for place in path.nodes) for path in found.paths]
        pairs = {(one.id, other.id) for route in routes for one, other in pairwise(route)}
        between = self.view.relations_between(pairs)
        return tuple(
            ExplainedPath(
                route,
                tuple(
                    tuple(r for r in between[one.id, other.id] if r.kind in RELATION_CONFIDENCE)
                    for one, other in pairwise(route)
                ),
                path.confidence,
            )
            for route, path in zip(routes, found.paths, strict=True)
        )

    def _position(self, node: NodeId) -> int:
        if node not in self.positions:
            raise UnknownNode(f"no node {node.hex()[:12]} in the graph as of this date")
        return self.positions[node]


def index_view(view: GraphView, *, generation: int = 1) -> GraphIndex:
    """Return the index of all relations that a view holds valid and that are walked."""
    edges = view.edges()
    confidence = np.array(
        [RELATION_CONFIDENCE.get(kind, 0.0) for kind in edges.kind],  # type: ignore[call-overload]
        dtype=np.float32,
    )
    walked = confidence > 0
    snapshot = build_snapshot(
        node_count=len(edges.nodes),
        source=edges.source[walked],
        target=edges.target[walked],
        confidence=confidence[walked],
        generation=generation,
    )
    nodes = tuple(edges.nodes)
    positions = {node.id: place for place, node in enumerate(nodes)}
    return GraphIndex(view, nodes, positions, edges.order, snapshot)
