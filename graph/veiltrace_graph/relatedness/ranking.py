"""Relatedness as a caller asks for it: the nodes closest to one, and how close two are."""

from dataclasses import dataclass

import numpy as np

from veiltrace_graph.errors import InvalidInput
from veiltrace_graph.relatedness.push import DEFAULT_WALK, Spread, WalkOptions, spread_from
from veiltrace_graph.snapshot import Floats64, Ints32, Ints64, Snapshot

# Equal scores summed in another order differ in the last bits (1e-17); rounded, they tie again.
SCORE_DECIMALS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """The nodes most related to a seed, best first, without the seed itself.

    nodes: int32[k], scores: float64[k] above 0; k is at most the number asked for.
    hub_seed: the seed is a hub (a shared address, a call centre): these are its own relations,
    and say little. truncated: a hub's, or cut off by the budget. touched: arcs followed.
    """

    nodes: Ints32
    scores: Floats64
    hub_seed: bool
    truncated: bool
    touched: int


@dataclass(frozen=True, slots=True)
class PairScore:
    """How related two nodes are; `truncated` where a walk was cut short and the score is low."""

    score: float
    truncated: bool


def related(
    snapshot: Snapshot,
    seed: int,
    *,
    top_k: int,
    options: WalkOptions = DEFAULT_WALK,
    tie_break: Ints64 | None = None,
) -> Related:
    """Return the `top_k` nodes most related to `seed`.

    Equal scores are ordered by `tie_break`, int64[node_count] with the lower first, then by
    position. Positions come from keyed ids, so a caller who shows the list passes an order of
    its own, such as the rank of each node's kind and caption.
    Raises: UnknownNode: no such seed. InvalidInput: `top_k` or the length of `tie_break`.

    >>> from veiltrace_graph.snapshot import build_snapshot
    >>> snapshot = build_snapshot(
    ...     node_count=4,
    ...     source=np.array([0, 1], dtype=np.int32),
    ...     target=np.array([1, 2], dtype=np.int32),
    ...     confidence=np.array([0.9, 0.9], dtype=np.float32),
    ...     generation=1,
    ... )
    >>> related(snapshot, 0, top_k=10).nodes.tolist()
    [1, 2]
    """
    if top_k < 1:
        raise InvalidInput(f"top_k must be at least 1, not {top_k}")
    if tie_break is not None and len(tie_break) != snapshot.node_count:
        raise InvalidInput(f"tie_break must have {snapshot.node_count} entries, one for each node")
    spread = spread_from(snapshot, seed, options)
    scores = np.round(_estimate(spread, options), SCORE_DECIMALS)
    scores[np.searchsorted(spread.nodes, seed)] = 0.0
    if len(scores) > top_k:
        least = max(np.partition(scores, -top_k)[-top_k], np.finfo(float).tiny)
        kept = np.flatnonzero(scores >= least)
    else:
        kept = np.flatnonzero(scores)
    nodes, scores = spread.nodes[kept], scores[kept]
    ties = nodes if tie_break is None else tie_break[nodes]
    best = np.lexsort((nodes, ties, -scores))[:top_k]
    return Related(
        nodes=nodes[best],
        scores=scores[best],
        hub_seed=spread.hub_seed,
        truncated=spread.truncated,
        touched=spread.touched,
    )


def relatedness_between(
    snapshot: Snapshot, a: int, b: int, *, options: WalkOptions = DEFAULT_WALK
) -> PairScore:
    """Return how related `a` and `b` are, the same bytes for `b` and `a`.

    Both walk half-way. What pends at a node of a's walk is worth b's score there, and the other
    way round; the two sums are estimates of one symmetric score, and their mean is returned. It
    sees further than `related` does. 0 says unconnected, or too far apart to measure.
    Raises: UnknownNode: `a` or `b` is no position of this snapshot.
    """
    from_a, from_b = spread_from(snapshot, a, options), spread_from(snapshot, b, options)
    _, at_a, at_b = np.intersect1d(
        from_a.nodes, from_b.nodes, assume_unique=True, return_indices=True
    )
    seen_by_a, seen_by_b = _estimate(from_a, options)[at_a], _estimate(from_b, options)[at_b]
    a_to_b = _score_of(from_a, b) + (from_a.pending[at_a] * seen_by_b).sum()
    b_to_a = _score_of(from_b, a) + (from_b.pending[at_b] * seen_by_a).sum()
    return PairScore(
        score=round(float(a_to_b + b_to_a) / 2.0, SCORE_DECIMALS),
        truncated=from_a.truncated or from_b.truncated,
    )


def _estimate(spread: Spread, options: WalkOptions) -> Floats64:
    return spread.settled + options.restart * spread.pending


def _score_of(spread: Spread, node: int) -> float:
    """Return what is settled at `node`, 0 where the walk did not come."""
    at = int(np.searchsorted(spread.nodes, node))
    found = at < len(spread.nodes) and spread.nodes[at] == node
    return float(spread.settled[at]) if found else 0.0
