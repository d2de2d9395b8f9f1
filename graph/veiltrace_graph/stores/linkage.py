"""The part of every graph store that decides who is the same: judgements and record linkage.

One conformance suite (tests/graph/stores) runs on all stores. Linking reads records, finds pairs by
blocking keys, and leaves links and a review queue; each write is whole or absent after any crash.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.vocabulary import NodeKind


@dataclass(frozen=True, slots=True)
class LinkScope:
    """Which pairs a run of linkage answers for: those whose nodes are both of these kinds.

    Of those only the ones with a node among `nodes`, where given.
    """

    kinds: frozenset[NodeKind]
    nodes: frozenset[NodeId] | None = None


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """How many links of a model are new, and how many were taken back."""

    added: int
    withdrawn: int


class LinkageStore(Protocol):
    """Records as linkage compares them, what was judged of them, and what is still to be judged."""

    def judge(self, judgement: Judgement) -> None:
        """Append a judgement and re-form the parties it touches. Raises: JudgementConflict."""
        ...

    def withdraw(
        self,
        left: NodeId,
        right: NodeId,
        *,
        author: Author = Author.PERSON,
        by: str,
        reason: str = "",
        now: datetime,
    ) -> None:
        """Take back all that persons (or rules, or models) judged of a pair; the log keeps it.

        A rule or a model that still finds the two the same says so again on its next run; what
        is to last against them is a person's DIFFERENT.

        Raises: NothingToWithdraw: nothing of that author stands on the pair. UnknownNode.
        """
        ...

    def replace_model_links(
        self, links: Sequence[Judgement], *, scope: LinkScope, model: str, now: datetime
    ) -> LinkChanges:
        """Bring the models' links of a scope to exactly `links`, and re-form parties once.

        A pair that this very model had linked before keeps its judgement with its moment and
        reason, so that a second run of it changes no row. It is done whole or not at all.

        Raises: InvalidInput: a link is none of `model`, or outside of the scope. UnknownNode.
        """
        ...

    def linking_models(self) -> frozenset[str]:
        """Return the names of the models of which links stand."""
        ...

    def judgements(self, node: NodeId) -> tuple[Judgement, ...]:
        """Return every judgement on the node, withdrawn ones too, oldest first."""
        ...

    def standing_judgements(self, scope: LinkScope) -> tuple[Judgement, ...]:
        """Return the judgements of a scope that were not withdrawn, oldest first.

        Which pairs a rule made of the holders of one identifier depends on the order of loading;
        what it joined does not.
        """
        ...

    def lock(self) -> None:
        """Take the one writer's place until the store is closed: what was read stays so.

        Linking reads first and writes what follows from it; a load in between would be missed.

        Raises: StoreBusy: another process is writing.
        """
        ...

    def holding_judgements(self, node: NodeId) -> tuple[Judgement, ...]:
        """Return the judgements by which the node's party is one, the strongest author's first.

        Not those that stand and join nothing: outweighed, of a party that is torn, or unsure.
        Raises: UnknownNode.
        """
        ...

    def model_token(self, text: str) -> str:
        """Return a keyed token of a text, 32 hexadecimal digits: how a model knows values.

        Equal for equal texts under one key; nobody without the key can make or try one.
        """
        ...

    def linkage_records(
        self, kinds: Collection[NodeKind], nodes: Collection[NodeId] | None = None
    ) -> Iterator[LinkageRecord]:
        """Yield what linkage compares of each node of these kinds, opened, in a fixed order.

        What is stated now counts, contact points that were given up among it, since they tell who
        one is as well. A node of which no compared value is known yields nothing. The store is not
        written to while it is read.

        Args:
            nodes: only these, where given; each by itself, whatever its party.
        """
        ...

    def keep_linkage_keys(
        self,
        keys: Iterable[tuple[NodeId, Collection[str]]],
        *,
        all_of: Collection[NodeKind] = (),
    ) -> None:
        """Make these the blocking keys of their nodes, whole or not at all.

        Only keyed tokens of them are kept. A node's keys are forgotten when a record says something
        else of it than before, and when something is judged of it by others than models' runs.

        Args:
            all_of: `keys` are those of all nodes of these kinds: others' are forgotten, as when
                another model blocks by other keys.
        Raises: UnknownNode.
        """
        ...

    def holders_of(self, keys: Collection[str]) -> dict[str, tuple[NodeId, ...]]:
        """Return for each blocking key the nodes that have it, sorted; nothing for others."""
        ...

    def nodes_to_link(self, kinds: Collection[NodeKind]) -> tuple[NodeId, ...]:
        """Return the nodes of these kinds that are new, changed or judged since keys were kept.

        They are sorted.
        """
        ...

    def replace_review_queue(self, pairs: Sequence[ReviewPair], *, scope: LinkScope) -> None:
        """Bring the queue's pairs of a scope to exactly `pairs`, whole or not at all.

        Raises: InvalidInput: a pair is outside of the scope. UnknownNode.
        """
        ...

    def queued_pairs(self, scope: LinkScope) -> tuple[ReviewPair, ...]:
        """Return the queue's pairs of a scope, by their nodes; those that were decided as well."""
        ...

    def review_queue(self, *, limit: int) -> tuple[ReviewPair, ...]:
        """Return the pairs to look at next, by priority, probability and caption.

        Those that persons judged the same or different are left out, those they were unsure of
        come last.
        """
        ...
