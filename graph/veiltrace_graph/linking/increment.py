"""Links what is new, with the answer that linking all anew by the same model would give."""

from dataclasses import replace
from datetime import datetime

from veiltrace_graph.linking.candidates import Candidates
from veiltrace_graph.linking.full import link_all
from veiltrace_graph.linking.reach import Reach
from veiltrace_graph.linking.report import LinkReport, OnStage, Stage, Stopwatch, tell_nobody
from veiltrace_graph.linking.run import LinkRun
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.judged_pairs import judged_pairs
from veiltrace_graph.resolution.judgement import Author
from veiltrace_graph.resolution.linkage import link
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope

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
    reach = Reach(store, model, bands, candidates)
    start = {*fresh, *_linked_before(run, model, fresh), *candidates.just_outgrown()}
    if not reach.explore(start, MOST_REACHED):
        return link_all(store, model, bands, now, on_stage)[1]
    run.watch.enter(Stage.CLUSTERING)
    given, pairs = reach.pairs()
    place = {record.node: number for number, record in enumerate(given.records)}
    judged = judged_pairs(reach.judgements, place)
    paired = {int(end) for ends in (pairs.left, pairs.right) for end in ends}
    known = [place[node] for node in candidates.open(fresh)]
    without_key = sum(number not in paired for number in known) / len(known) if known else 0.0
    linking = link(given, model, bands, judged, compared=(pairs, without_key))
    run.watch.enter(Stage.WRITING)
    report = run.write(linking, model, judged, frozenset(reach.core))
    store.keep_linkage_keys((node, candidates.kept_keys(node)) for node in fresh)
    run.watch.stop()
    return replace(report, outgrown=len(candidates.outgrown), seconds=run.watch.seconds)


def _linked_before(run: LinkRun, model: MatchModel, fresh: tuple[NodeId, ...]) -> set[NodeId]:
    """Return those whom the model linked with nodes that have changed since."""
    scope = LinkScope(frozenset({model.frame.scheme.kind}), frozenset(fresh))
    said = run.store.standing_judgements(scope)
    return {node for one in said if one.author is Author.MODEL for node in one.pair}
