"""What a linking leaves in the store: the model's links, and the pairs that a person should see."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from veiltrace_graph.resolution.bands import Bands
from veiltrace_graph.resolution.cluster_input import JudgedPairs
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.resolution.linkage import Linking
from veiltrace_graph.resolution.match_model import MatchModel
from veiltrace_graph.resolution.must_links import Pair
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.resolution.scored_pairs import Floats, Ints
from veiltrace_graph.resolution.splink_linker import NO_LEVEL

_LOUDEST = 3
_SUREST = 0.9999  # no probability is told as 1
_AS_LIKELY_AS_NOT = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Links that, with those of persons and rules, span the clusters; and the review queue."""

    links: tuple[Judgement, ...]
    queue: tuple[ReviewPair, ...]


def outcome(
    linking: Linking, model: MatchModel, bands: Bands, judged: JudgedPairs, now: datetime
) -> Outcome:
    """Return what follows from a linking by this model, these bands and these judgements."""
    links = tuple(
        Judgement(
            linking.given.records[linking.pairs.left[pair]].node,
            linking.given.records[linking.pairs.right[pair]].node,
            Verdict.SAME,
            Author.MODEL,
            model.name,
            _reason(linking, model, pair),
            decided_at=now,
        )
        for pair in (step.strongest for step in linking.clustering.merges)
    )
    return Outcome(links, tuple(_to_review(linking, bands, judged)))


def _reason(linking: Linking, model: MatchModel, pair: int) -> str:
    """Return the levels that spoke loudest, as `name same/14 +12.1`, and what they come to."""
    said = []
    for comparison in model.comparisons:
        level = int(linking.pairs.levels[comparison.name][pair])
        if level != NO_LEVEL:
            found = comparison.levels[level]
            said.append((found.bits, f"{comparison.name} {found.label} {found.bits:+.1f}"))
    said.sort(key=lambda part: -abs(part[0]))
    bits, probability = linking.scores.bits[pair], linking.scores.probability[pair]
    loudest = ", ".join(text for _, text in said[:_LOUDEST])
    return f"{loudest}; {bits:.1f} bits, {min(probability, _SUREST):.4f}"


def _to_review(linking: Linking, bands: Bands, judged: JudgedPairs) -> Iterator[ReviewPair]:
    """Yield the pairs to look at: of any two clusters one, their most probable.

    Two clusters are looked at where some pair of theirs reaches the review band, whether its mean
    fell short, an obstacle stood in the way, or a cluster would have grown too large; and where a
    rule's links were left out. Two that persons or rules hold for different are not asked about
    again; a pair that a person could not decide is, where the two clusters have no other.
    """
    label = linking.clustering.label
    size = np.bincount(label, minlength=len(label))
    left, right, probability = _candidates(linking, bands)
    ends = np.sort([label[left], label[right]], axis=0)
    apart = {tuple(sorted((int(label[a]), int(label[b])))) for a, b in judged.different}
    undecided = _is_among(judged.unsure, left, right)
    seen: tuple[int, int] | None = None
    # By clusters; of theirs, the pairs that a person has not given up on first.
    for at in np.lexsort((right, left, -probability, undecided, ends[1], ends[0])).tolist():
        clusters = int(ends[0][at]), int(ends[1][at])
        if clusters == seen or clusters in apart:
            continue
        seen = clusters
        chance = float(probability[at])
        records = linking.given.records
        yield ReviewPair(
            records[left[at]].node,
            records[right[at]].node,
            chance,
            _entropy(chance) * int(size[clusters[0]] + size[clusters[1]]),
        )


def _candidates(linking: Linking, bands: Bands) -> tuple[Ints, Ints, Floats]:
    """Return the pairs that a person might be shown: both ends, and the probability."""
    pairs, probability = linking.pairs, linking.scores.probability
    label = linking.clustering.label
    shown = np.flatnonzero(
        (probability >= bands.review) & (label[pairs.left] != label[pairs.right])
    )
    found = {(int(pairs.left[at]), int(pairs.right[at])): float(probability[at]) for at in shown}
    for clash in linking.clustering.clashes:
        if label[clash.left] != label[clash.right]:
            # A rule says yes and an obstacle no, whatever the values are.
            ends = min(clash.left, clash.right), max(clash.left, clash.right)
            found.setdefault(ends, _AS_LIKELY_AS_NOT)
    both = np.array(list(found), np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1], np.array(list(found.values()), np.float64)


def _is_among(pairs: Collection[Pair], left: Ints, right: Ints) -> Ints:
    known = {(min(pair), max(pair)) for pair in pairs}
    ends = zip(left.tolist(), right.tolist(), strict=True)
    return np.array([pair in known for pair in ends], np.int64)


def _entropy(chance: float) -> float:
    """Return how many bits an answer would tell: 1 where it may be either, 0 where it is sure.

    >>> _entropy(0.5), _entropy(1.0)
    (1.0, 0.0)
    """
    parts = [part for part in (chance, 1 - chance) if part > 0]
    return float(sum(-part * np.log2(part) for part in parts))
