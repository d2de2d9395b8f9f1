"""One linking under way: where it reads and writes, by which bands, at which moment."""

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from veiltrace_graph.linking.report import LinkReport, Stopwatch
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.cluster_input import JudgedPairs
from veiltrace_graph.resolution.linkage import Linking
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.outcome import Outcome, outcome
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope
from veiltrace_graph.vocabulary import NodeKind


@dataclass(frozen=True, slots=True)
class LinkRun:
    """The store, the bands and the moment that judgements are dated by."""

    store: LinkageStore
    bands: Bands
    now: datetime
    watch: Stopwatch = field(repr=False)

    def write(
        self,
        linking: Linking,
        model: MatchModel,
        judged: JudgedPairs,
        nodes: frozenset[NodeId] | None = None,
    ) -> LinkReport:
        """Leave in the store what a linking comes to, and return what it was.

        Args:
            nodes: those the linking answers for; all of the model's kind, where left out.
        Raises: what `LinkageStore.replace_model_links` raises.
        """
        scheme = model.frame.scheme
        scope = LinkScope(frozenset({scheme.kind}), nodes)
        found = outcome(linking, model, self.bands, judged, self.now)
        if nodes is not None:
            found = _touching(found, nodes)
        changes = self.store.replace_model_links(
            found.links, scope=scope, model=model.name, now=self.now
        )
        self.store.replace_review_queue(found.queue, scope=scope)
        return LinkReport(
            scheme=scheme.name,
            model=model.name,
            is_full=nodes is None,
            records=len(linking.given.records),
            pairs=len(linking.pairs),
            without_key=linking.without_key,
            parties=int((np.bincount(linking.clustering.label) > 1).sum()),
            added=changes.added,
            withdrawn=changes.withdrawn,
            refused=len(linking.clustering.refusals) + len(linking.clustering.clashes),
            queued=len(found.queue),
            # Linkage keeps keys of no such node, so that all of them are still to be linked.
            undecided=len(self.store.nodes_to_link((NodeKind.PARTY,))),
        )


def _touching(found: Outcome, nodes: frozenset[NodeId]) -> Outcome:
    """Return the links and pairs of which one end is among the nodes."""
    return Outcome(
        tuple(link for link in found.links if not nodes.isdisjoint(link.pair)),
        tuple(pair for pair in found.queue if not nodes.isdisjoint(pair.pair)),
    )
