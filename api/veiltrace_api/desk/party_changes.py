"""Which parties a judgement made and unmade, by their ids and sizes; nobody is named."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.clusters import Pair
from veiltrace_graph.stores.base import GraphView
from veiltrace_graph.stores.linkage import LinkageStore, LinkScope
from veiltrace_graph.vocabulary import PARTY_KINDS

Parties = frozenset[frozenset[NodeId]]


@dataclass(frozen=True, slots=True)
class PartySize:
    """A party by the smallest id of its records, and how many they are."""

    node: NodeId
    records: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement, or its withdrawal, changed: parties that were, and that are instead.

    Both are empty where the same records form the same parties as before.
    """

    left: NodeId
    right: NodeId
    before: tuple[PartySize, ...]
    after: tuple[PartySize, ...]


def reached_from(store: LinkageStore, pair: Pair) -> Collection[NodeId]:
    """Return all records whose parties a word on the pair could change."""
    reached, frontier = set(pair), set(pair)
    while frontier:
        standing = store.standing_judgements(LinkScope(PARTY_KINDS, frozenset(frontier)))
        frontier = {node for judgement in standing for node in judgement.pair} - reached
        reached |= frontier
    return reached


def parties_of(view: GraphView, records: Iterable[NodeId]) -> Parties:
    """Return the parties that records form now."""
    found: dict[NodeId, set[NodeId]] = defaultdict(set)
    for record in records:
        found[view.node(record).id].add(record)
    return frozenset(frozenset(members) for members in found.values())


def changes(before: Parties, after: Parties) -> tuple[tuple[PartySize, ...], tuple[PartySize, ...]]:
    """Return the parties that are gone, and those that are new, the largest first."""
    return _sizes(before - after), _sizes(after - before)


def _sizes(parties: Iterable[frozenset[NodeId]]) -> tuple[PartySize, ...]:
    found = (PartySize(min(members), len(members)) for members in parties)
    return tuple(sorted(found, key=lambda party: (-party.records, party.node)))
