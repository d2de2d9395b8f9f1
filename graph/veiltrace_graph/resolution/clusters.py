"""Which records form one party, given the judgements: pure, and independent of their order."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Author, Judgement, Verdict
from veiltrace_graph.vocabulary import NodeKind

Pair = tuple[NodeId, NodeId]

_CAUTION = {Verdict.SAME: 0, Verdict.UNSURE: 1, Verdict.DIFFERENT: 2}
_APART = {NodeKind.PERSON, NodeKind.ORGANISATION}
_STRONGEST_FIRST = tuple(sorted(Author, key=lambda author: -author.weight))


def standing_verdicts(judgements: Iterable[Judgement]) -> dict[Pair, tuple[Verdict, Author]]:
    """Return for each pair the verdict that counts: a person's latest, else a rule's, a model's.

    Two verdicts of one author at one moment: DIFFERENT wins, since a wrong merge accuses a
    stranger.
    """
    standing: dict[Pair, tuple[Verdict, Author]] = {}
    held = latest_judgements(judgements)
    for author in _STRONGEST_FIRST:
        for pair, latest in held[author].items():
            standing.setdefault(pair, (latest.verdict, author))
    return standing


def form_parties(
    nodes: Mapping[NodeId, NodeKind], judgements: Iterable[Judgement]
) -> dict[NodeId, NodeId]:
    """Return the canonical node of each of `nodes`: the smallest id of its party.

    What joins them are the links of `holding_links`.
    """
    return _components(nodes, [link.pair for link in holding_links(nodes, judgements)])


def holding_links(
    nodes: Mapping[NodeId, NodeKind], judgements: Iterable[Judgement]
) -> tuple[Judgement, ...]:
    """Return the judgements that make parties of `nodes`, the strongest author's first.

    Links are laid strongest author first: persons', then rules', then models'. Where an author's
    links would join two nodes that were judged different by its like or a stronger one, all its
    links of that party are left out, at the price of a missed link; so what a party is torn by
    costs it the model's links first, the rules' only if those tear it by themselves, and a
    person's never. A model's links are left out, too, where they would make a person and an
    organisation one.
    """
    held = latest_judgements(judgements)
    said = {
        author: {pair: latest.verdict for pair, latest in held[author].items()} for author in Author
    }
    links: list[Judgement] = []
    parted: list[Pair] = []
    for author in _STRONGEST_FIRST:
        offered = _offered(said, author, nodes)
        parted += [pair for pair, v in said[author].items() if v is Verdict.DIFFERENT]
        joined = _components((), [*(link.pair for link in links), *offered])
        torn: set[NodeId] = set()
        if author is not Author.PERSON:
            torn = {joined[a] for a, b in parted if a in joined and joined[a] == joined.get(b)}
        if author is Author.MODEL:
            torn |= _mixed(joined, nodes)
        links += [held[author][pair] for pair in offered if joined[pair[0]] not in torn]
    return tuple(links)


def latest_judgements(
    judgements: Iterable[Judgement],
) -> Mapping[Author, Mapping[Pair, Judgement]]:
    """Return what each kind of author says of each pair: the latest that was not withdrawn."""
    held: dict[Author, dict[Pair, Judgement]] = {author: {} for author in Author}
    for new in judgements:
        of_author = held[new.author]
        old = of_author.get(new.pair)
        if new.withdrawn_at is None and (old is None or _rank(new) > _rank(old)):
            of_author[new.pair] = new
    return held


def _rank(judgement: Judgement) -> tuple[datetime, int]:
    return judgement.decided_at, _CAUTION[judgement.verdict]


def _offered(
    said: Mapping[Author, Mapping[Pair, Verdict]],
    author: Author,
    kinds: Mapping[NodeId, NodeKind],
) -> list[Pair]:
    """Return the pairs that an author would join.

    A stronger author's other verdict takes a model's link away, and nothing else of the party; so
    does what the two turned out to be.
    Not so a rule's: which of the holders of one identifier it paired depends on the order they
    came in, so that the party as a whole is looked at.
    """
    same = [pair for pair, verdict in said[author].items() if verdict is Verdict.SAME]
    if author is not Author.MODEL:
        return same
    stronger = (said[Author.PERSON], said[Author.RULE])
    return [
        pair
        for pair in same
        if all(s.get(pair, Verdict.SAME) is Verdict.SAME for s in stronger)
        and {kinds.get(node) for node in pair} != _APART
    ]


def _mixed(joined: Mapping[NodeId, NodeId], kinds: Mapping[NodeId, NodeKind]) -> set[NodeId]:
    """Return the parties that hold both a person and an organisation."""
    people, firms = (
        {party for node, party in joined.items() if kinds.get(node) is kind} for kind in _APART
    )
    return people & firms


def _components(nodes: Iterable[NodeId], pairs: Iterable[Pair]) -> dict[NodeId, NodeId]:
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
