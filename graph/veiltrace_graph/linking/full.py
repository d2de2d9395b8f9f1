"""Links all records of one kind: fits a model where none is given, and writes what follows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from veiltrace_graph.linking.report import LinkReport, OnStage, Stage, Stopwatch, tell_nobody
from veiltrace_graph.linking.run import LinkRun
from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.blocking import MOST_HOLDERS, common_keys
from veiltrace_graph.resolution.fitting import fit
from veiltrace_graph.resolution.frame import LinkageFrame, fit_frame
from veiltrace_graph.resolution.judged_pairs import judged_pairs
from veiltrace_graph.resolution.linkage import compare_candidates, link
from veiltrace_graph.resolution.linkage_input import LinkageInput, linkage_input
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scheme import LinkageScheme
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS


def link_all(
    store: LinkageStore,
    by: LinkageScheme | MatchModel,
    bands: Bands,
    now: datetime,
    on_stage: OnStage = tell_nobody,
) -> tuple[MatchModel, LinkReport]:
    """Link all records of one kind anew; return the model and what was done.

    The writer's place is taken before anything is read, so that no load falls in between. Links
    and queue of earlier runs are replaced, whichever model they were of.

    Args:
        by: a model; or a scheme, by which one is fitted on these records first.
    Raises: TooFewRecords: no model can be fitted on them. ModelUnfitted: the model's prior was
        never. StoreBusy: another process is writing.
    """
    store.lock()
    run = LinkRun(store, bands, now, Stopwatch(on_stage))
    scheme = by.frame.scheme if isinstance(by, MatchModel) else by
    run.watch.enter(Stage.READING)
    given = linkage_input(store.linkage_records((scheme.kind,)), scheme)
    run.watch.enter(Stage.COMPARING)
    frame = by.frame if isinstance(by, MatchModel) else _frame(store, given)
    compared = compare_candidates(given, frame)
    if isinstance(by, MatchModel):
        model = by
    else:
        run.watch.enter(Stage.FITTING)
        model = fit(given, frame, compared[0])
    run.watch.enter(Stage.CLUSTERING)
    judgements = store.standing_judgements(LinkScope(PARTY_KINDS))
    judged = judged_pairs(judgements, given.places())
    linking = link(given, model, bands, judged, compared=compared)
    run.watch.enter(Stage.WRITING)
    report = run.write(linking, model, judged)
    _keep_keys(store, given)
    run.watch.stop()
    outgrown = _outgrown(given.keys, frame)
    return model, replace(report, outgrown=outgrown, seconds=run.watch.seconds)


def _frame(store: LinkageStore, given: LinkageInput) -> LinkageFrame:
    return fit_frame(given.rows, given.keys, given.scheme, store.model_token)


def _keep_keys(store: LinkageStore, given: LinkageInput) -> None:
    kinds = (given.scheme.kind,)
    store.keep_linkage_keys(given.kept_keys(), all_of=kinds)
    # Of whom nothing is known, nothing is to be linked either until something is.
    store.keep_linkage_keys((node, ()) for node in store.nodes_to_link(kinds))


def _outgrown(keys: Iterable[Iterable[str]], frame: LinkageFrame) -> int:
    return sum(not frame.is_stopped(key) for key in common_keys(keys, MOST_HOLDERS))
