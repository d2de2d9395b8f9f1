"""What every graph store can do. One conformance suite (tests/graph/stores) runs on all of them.

Writing goes through one run at a time: `open_run`, `write_batch` until the source ends, then
`finish_run`. A batch is whole or absent after any crash, together with the run's position, so an
interrupted run goes on where it stopped. Reading goes through a view as of a date.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from veiltrace_graph.model import (
    EntityRef,
    Node,
    NodeId,
    Rejected,
    Relation,
    Source,
    SourceRecord,
    Statement,
)
from veiltrace_graph.stores.linkage import LinkageStore
from veiltrace_graph.vocabulary import NodeKind


class RunState(StrEnum):
    """`RUNNING` is also what a killed run is left in: the next load of the file resumes it."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One load of one file. `read` = `accepted` + `unchanged` + `rejected` at every commit.

    `position` is that of the last record written.
    """

    id: int
    source: str
    file_name: str
    state: RunState
    started_at: datetime
    finished_at: datetime | None
    encoding: str
    position: int
    accepted: int
    unchanged: int
    rejected: int
    error: str

    @property
    def read(self) -> int:
        """Records read so far, whatever became of them."""
        return self.accepted + self.unchanged + self.rejected


@dataclass(frozen=True, slots=True)
class Opening:
    """What a run says of itself when it opens; `fingerprint` tells the same file and mapping."""

    source: Source
    file_name: str
    fingerprint: str
    encoding: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source and what the store holds of it; `records` counts distinct record ids."""

    source: Source
    records: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit: the party's canonical node and the name or property that matched."""

    node: Node
    matched: str


@dataclass(frozen=True, slots=True)
class EdgeArrays:
    """All relations valid at one date, folded to canonical nodes, for the snapshot.

    `nodes[i]` is the node at position i; `order[i]` its rank by kind and caption (for ties);
    `source`, `target`: int32[n_edges] positions; `kind`: the relation kinds' names, one per edge.
    """

    nodes: Sequence[Node]
    order: NDArray[np.int64]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: Sequence[str]


HUB_RELATIONS = 500
"""A node with more relations than this is shown, but nothing is reached through it."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes around one, the hubs among them, and whether there are more than were asked for."""

    nodes: tuple[NodeId, ...]
    hubs: tuple[NodeId, ...]
    truncated: bool


class GraphView(Protocol):
    """The graph as of one date. Members of a resolved party appear as its canonical node.

    Statements, relations and identifiers are those of the date. Who is the same party, and by
    which names a node is found and shown, is what is known today, of every day's view.
    """

    def node(self, node: NodeId) -> Node:
        """Return the canonical node. Raises: UnknownNode."""
        ...

    def by_prefix(self, prefix: str) -> Node:
        """Return the one node whose hex id begins so. Raises: UnknownNode: none or several."""
        ...

    def members(self, node: NodeId) -> tuple[NodeId, ...]:
        """Return the nodes of the records that were resolved to the same party, sorted."""
        ...

    def search(self, text: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Return parties and assets by name, best first: every term must occur."""
        ...

    def find(self, property_name: str, value: str) -> tuple[Found, ...]:
        """Return nodes that carry exactly this normalised identifier."""
        ...

    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """Return all nodes of one kind, ordered by caption."""
        ...

    def statements(self, nodes: Collection[NodeId]) -> dict[NodeId, tuple[Statement, ...]]:
        """Return what the records say of each canonical node, opened, in a fixed order."""
        ...

    def relations(self, nodes: Collection[NodeId]) -> tuple[Relation, ...]:
        """Return the relations from or to any of these nodes, valid at the view's date."""
        ...

    def relations_between(
        self, pairs: Collection[tuple[NodeId, NodeId]]
    ) -> dict[tuple[NodeId, NodeId], tuple[Relation, ...]]:
        """Return for each pair the relations between the two, whichever way they run."""
        ...

    def neighbourhood(self, node: NodeId, *, hops: int, limit: int) -> Neighbourhood:
        """Return canonical nodes at most `hops` relations away, nearest first, at most `limit`.

        Nothing is reached through a hub: what very many share says nothing about any two of them.
        """
        ...

    def edges(self) -> EdgeArrays:
        """Return every relation valid at the view's date, for the snapshot."""
        ...


class GraphStore(LinkageStore, Protocol):
    """A debtor-asset graph that keeps facts, evidence, judgements and runs."""

    def node_id(self, ref: EntityRef) -> NodeId:
        """Return the id that what `ref` names has, or would have, in this store."""
        ...

    def run_of(self, opening: Opening) -> Run | None:
        """Return the unfinished or finished run of this very file, if there is one."""
        ...

    def open_run(self, opening: Opening, *, now: datetime) -> Run:
        """Return `run_of(opening)`, or start a new run of it. A failed run is not resumed."""
        ...

    def write_batch(
        self, run: Run, items: Sequence[SourceRecord | Rejected], *, now: datetime
    ) -> Run:
        """Write a batch and the run's new position in one transaction; return the run."""
        ...

    def finish_run(self, run: Run, *, state: RunState, error: str, now: datetime) -> Run:
        """Close a run; `error` is shown in the list of runs."""
        ...

    def view(self, as_of: date, *, known_at: datetime | None = None) -> GraphView:
        """Return the graph as of a date, as it was known at a moment (default: now)."""
        ...

    def revision(self) -> tuple[int, ...]:
        """Return what is another after each write, by this store or another process; at no cost.

        It is to be compared with that of this very store alone, while it is open.
        """
        ...

    def sources(self) -> tuple[SourceSummary, ...]:
        """Return what was loaded, by name."""
        ...

    def runs(self) -> tuple[Run, ...]:
        """Return all runs, newest first."""
        ...

    def rejected(self, run_id: int) -> Iterator[Rejected]:
        """Yield the rejected records of a run, opened, for review."""
        ...

    def rejections(self, run_id: int) -> dict[tuple[str, str], int]:
        """Return how many records of a run were rejected, by reason and field."""
        ...

    def digest(self) -> str:
        """Return a keyed digest of all facts and parties: equal for equal content, any order."""
        ...

    def close(self) -> None:
        """Let go of the store's files."""
        ...
