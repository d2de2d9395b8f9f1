"""Links records of one kind: compares, scores and clusters them by a model."""

from dataclasses import dataclass, replace
from math import log2

import numpy as np

from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.blocking import share_without_key, shared_keys
from veiltrace_graph.resolution.cluster_input import ClusterRecords, JudgedPairs
from veiltrace_graph.resolution.cluster_options import DEFAULT_CLUSTERING, ClusterOptions
from veiltrace_graph.resolution.clustering import Clustering, cluster
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.linkage_input import LinkageInput
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.scored_pairs import ScoredPairs
from veiltrace_graph.resolution.scoring import PairScores, score
from veiltrace_graph.resolution.splink_linker import ComparedPairs, compare


@dataclass(frozen=True, slots=True, eq=False)
class Linking:
    """What a model makes of records: compared pairs, their scores, and clusters.

    without_key: the share of records that no
    key compares with any other, so that nothing can link them.
    """

    given: LinkageInput
    pairs: ComparedPairs
    scores: PairScores
    clustering: Clustering
    without_key: float


def compare_candidates(given: LinkageInput, frame: LinkageFrame) -> tuple[ComparedPairs, float]:
    """Return the pairs that share a key, compared; and the share of records without any pair."""
    blocks = shared_keys(given.keys, frame.is_stopped)
    columns = frame.scheme.columns(given.rows, frame.rarity)
    return compare(columns, blocks, frame.scheme.comparisons), share_without_key(blocks)


def link(
    given: LinkageInput,
    model: MatchModel,
    bands: Bands,
    judged: JudgedPairs | None = None,
    *,
    compared: tuple[ComparedPairs, float] | None = None,
    options: ClusterOptions = DEFAULT_CLUSTERING,
) -> Linking:
    """Return the clusters that the model, the judgements and the hard conflicts make of records.

    Args:
        compared: what `compare_candidates` returned for the model's frame, where it is at hand.
        options: how clusters grow; where they stop follows from the automatic band.
    Raises: ModelUnfitted: the model's prior was never fitted. InvalidInput.
    """
    pairs, without_key = compared or compare_candidates(given, model.frame)
    scores = score(pairs, model)
    exclusive = [given.scheme.exclusive(record) for record in given.records]
    found = cluster(
        ClusterRecords(
            order=np.arange(len(given.records)),
            source=[record.source for record in given.records],
            exclusive={
                name: [of_one.get(name) for of_one in exclusive]
                for name in sorted({name for of_one in exclusive for name in of_one})
            },
        ),
        ScoredPairs(pairs.left.astype(np.int64), pairs.right.astype(np.int64), scores.bits),
        judged,
        stopping_at(bands, options),
    )
    return Linking(given, pairs, scores, found, without_key)


def stopping_at(bands: Bands, options: ClusterOptions) -> ClusterOptions:
    """Return the options by which what is merged on average lies in the automatic band."""
    odds = bands.automatic / (1 - bands.automatic)
    return replace(options, stop_bits=log2(odds), automatic_bits=log2(odds))
