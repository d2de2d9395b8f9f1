"""Links that no weight outvotes: those of persons, and those of rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from veiltrace_graph.resolution.growing_clusters import GrowingClusters, Obstacle
from veiltrace_graph.resolution.judgement import Author

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clash:
    """A link that met an obstacle: a person's was laid all the same, a rule's was left out."""

    left: int
    right: int
    author: Author
    obstacle: Obstacle


def lay_links(
    clusters: GrowingClusters, by_persons: Iterable[Pair], by_rules: Iterable[Pair]
) -> list[Clash]:
    """Join what persons and rules say is one, and return the links that met an obstacle.

    Where the rules' links would make a cluster with an obstacle in it, all of them in that cluster
    are left out, as `clusters.form_parties` does: which of the holders of one identifier a rule
    paired says nothing.
    """
    clashes = []
    for a, b in sorted(by_persons):
        ends = clusters.cluster_of(a), clusters.cluster_of(b)
        if ends[0] == ends[1]:
            continue
        obstacle = clusters.obstacle(ends)
        if obstacle is not None:
            clashes.append(Clash(a, b, Author.PERSON, obstacle))
        clusters.join(*ends)
    for links in _hanging_together(clusters, by_rules):
        obstacle = clusters.obstacle(clusters.cluster_of(end) for link in links for end in link)
        if obstacle is not None:
            clashes += [Clash(a, b, Author.RULE, obstacle) for a, b in links]
            continue
        for a, b in links:
            _join_ends(clusters, a, b)
    return clashes


def _hanging_together(clusters: GrowingClusters, links: Iterable[Pair]) -> list[list[Pair]]:
    """Return the links by the cluster they would make if nothing stood in the way."""
    ends = {(a, b): (clusters.cluster_of(a), clusters.cluster_of(b)) for a, b in sorted(links)}
    ends = {link: (low, high) for link, (low, high) in ends.items() if low != high}
    count = len(clusters.size)
    unhindered = GrowingClusters(count, held={}, apart=(), max_size=count)
    for low, high in ends.values():
        _join_ends(unhindered, low, high)
    groups: defaultdict[int, list[Pair]] = defaultdict(list)
    for link, (low, _) in ends.items():
        groups[unhindered.cluster_of(low)].append(link)
    return list(groups.values())


def _join_ends(clusters: GrowingClusters, a: int, b: int) -> None:
    ends = clusters.cluster_of(a), clusters.cluster_of(b)
    if ends[0] != ends[1]:
        clusters.join(*ends)
