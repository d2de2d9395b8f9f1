"""Which records form one party, given the judgements: pure, and independent of their order."""

from collections.abc import Iterable

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict


def standing_verdicts(
    judgements: Iterable[Judgement],
) -> dict[tuple[NodeId, NodeId], tuple[Verdict, Author]]:
    """Return for each pair the verdict that counts: a person's latest, else the rule's.

    Two verdicts of one author at one moment: DIFFERENT wins, since a wrong merge accuses a
    stranger.
    """
    caution = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}
    best: dict[tuple[NodeId, NodeId], Judgement] = {}
    for judgement in judgements:
        if judgement.withdrawn_at is not None:
            continue
        rank = (judgement.author is Author.PERSON, judgement.decided_at)
        held = best.get(judgement.pair)
        if held is None or (*rank, caution[judgement.verdict]) > (
            held.author is Author.PERSON,
            held.decided_at,
            caution[held.verdict],
        ):
            best[judgement.pair] = judgement
    return {pair: (judgement.verdict, judgement.author) for pair, judgement in best.items()}


def form_parties(nodes: Iterable[NodeId], judgements: Iterable[Judgement]) -> dict[NodeId, NodeId]:
    """Return the canonical node of each of `nodes`: the smallest id of its party.

    A party in which two nodes were judged different falls back to what persons judged the same:
    rules never bridge a person's DIFFERENT, at the price of a missed link.
    """
    verdicts = standing_verdicts(judgements)
    same = [pair for pair, (verdict, _) in verdicts.items() if verdict is Verdict.SAME]
    different = [pair for pair, (verdict, _) in verdicts.items() if verdict is Verdict.DIFFERENT]
    nodes = set(nodes)
    joined = _components(nodes, same)
    torn = {joined[a] for a, b in different if a in joined and joined[a] == joined.get(b)}
    if not torn:
        return joined
    by_hand = [
        pair for pair in same if joined[pair[0]] not in torn or verdicts[pair][1] is Author.PERSON
    ]
    return _components(nodes, by_hand)


def _components(nodes: set[NodeId], pairs: Iterable[tuple[NodeId, NodeId]]) -> dict[NodeId, NodeId]:
    parent = {node: node for node in nodes}

    def root(node: NodeId) -> NodeId:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {node: root(node) for node in parent}
