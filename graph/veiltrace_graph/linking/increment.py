"""Links what is new, with the answer that linking all anew by the same model would give."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from veiltrace_graph.linking.candidates import Candidates
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.reach import Reach
from veiltrace_graph.linking.report import LinkReport, OnStage, Stage, Stopwatch, tell_nobody
from veiltrace_graph.linking.run import LinkRun
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.blocking import pair_blocks
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.judged_pairs import judged_pairs
from veiltrace_graph.resolution.linkage import link
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scoring import score
from veiltrace_graph.resolution.splink_linker import ComparedPairs, compare
from veiltrace_graph.stores.linkage import LinkageStore

MOST_REACHED = 20_000
"""Nodes beyond which linking all anew is the shorter way."""


def link_new(
    store: LinkageStore,
    model: MatchModel,
    bands: Bands,
    now: datetime,
    on_stage: OnStage = tell_nobody,
) -> LinkReport:
    """Link the nodes that are new, changed or judged since the last linking; return what was done.

    The store then holds what `link_all` by this model and these bands would leave in it, if it did
    so before. All is linked anew where links of another model stand, or where so much is new
    that this is the shorter way.

    One thing is not followed: a key that had outgrown the model and that fewer hold by now, since
    records were corrected, is compared by again from the next full linking on.

    Raises: ModelUnfitted: the model's prior was never fitted. StoreBusy: another process writes.
    """
    store.lock()
    scheme = model.frame.scheme
    run = LinkRun(store, bands, now, Stopwatch(on_stage))
    run.watch.enter(Stage.READING)
    fresh = store.nodes_to_link((scheme.kind,))
    others = {n for n in store.linking_models() if n.startswith(f"{scheme.name}-")} - {model.name}
    if others or len(fresh) > MOST_REACHED:
        return link_all(store, model, bands, now, on_stage)[1]
    candidates = Candidates(store, model.frame, fresh)
    run.watch.enter(Stage.COMPARING)
    reach, without_key = _reach(run, model, candidates, fresh)
    if not reach.explore({*fresh, *candidates.just_outgrown()}, MOST_REACHED):
        return link_all(store, model, bands, now, on_stage)[1]
    reached = candidates.open(reach.core | reach.beyond)
    given = candidates.given(reached)
    rows = {node: given.rows[number] for node, number in given.places().items()}
    pairs = _compared(rows, model.frame, candidates.partners(reached))
    run.watch.enter(Stage.CLUSTERING)
    judged = judged_pairs(reach.judgements, given.places())
    linking = link(given, model, bands, judged, compared=(pairs, without_key))
    run.watch.enter(Stage.WRITING)
    report = run.write(linking, model, judged, frozenset(reach.core))
    store.keep_linkage_keys((node, candidates.kept_keys(node)) for node in fresh)
    run.watch.stop()
    return replace(report, outgrown=len(candidates.outgrown), seconds=run.watch.seconds)


def _reach(
    run: LinkRun, model: MatchModel, candidates: Candidates, fresh: Collection[NodeId]
) -> tuple[Reach, float]:
    """Return where to explore from, and the share of fresh records without any pair."""
    known = candidates.open(fresh)
    partners = candidates.partners(known)
    rows = candidates.rows({*known, *chain.from_iterable(partners.values())})
    nodes = list(rows)
    pairs = _compared(rows, model.frame, partners)
    probability = score(pairs, model).probability
    reach = Reach(run.store, run.bands)
    for at in (probability >= run.bands.review).nonzero()[0].tolist():
        ends = nodes[pairs.left[at]], nodes[pairs.right[at]]
        reach.add(ends, float(probability[at]))
    without = sum(not others for others in partners.values())
    return reach, without / len(known) if known else 0.0


def _compared(
    rows: Mapping[NodeId, Any], frame: LinkageFrame, partners: Mapping[NodeId, Collection[NodeId]]
) -> ComparedPairs:
    """Return the pairs of nodes and their partners, compared, as far as both have rows.

    Positions are those in `rows`.
    """
    place = {node: number for number, node in enumerate(rows)}
    pairs = {
        (min(place[node], place[other]), max(place[node], place[other]))
        for node, others in partners.items()
        for other in others
        if other in place
    }
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return compare(
        frame.scheme.columns(list(rows.values()), frame.rarity),
        pair_blocks(left, right, len(rows)),
        frame.scheme.comparisons,
    )
