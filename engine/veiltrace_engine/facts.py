"""The part of a dossier that held and was known on its day, indexed for the rankers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_engine.dossier import Dossier, PathOfRelations
from veiltrace_graph.errors import UnknownNode
from veiltrace_graph.model import Evidence, Node, NodeId, Relation, Statement


def holds_on(relation: Relation, as_of: date) -> bool:
    """Return whether a relation held on `as_of` and had been seen by then.

    A relation holds from `valid_from` to the day before `valid_to`. One first seen later was not
    known on that day, so a replay of an earlier day must not use it.
    """
    begun = relation.valid_from is None or relation.valid_from <= as_of
    ended = relation.valid_to is not None and relation.valid_to <= as_of
    return begun and not ended and relation.evidence.seen_on <= as_of


def evidence_order(evidence: Evidence) -> tuple[int, str, str, str]:
    """Return a sort key: newest first, then by source and record."""
    return (
        -evidence.seen_on.toordinal(),
        evidence.source,
        evidence.publisher,
        evidence.record_id,
    )


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without repeats, newest first."""
    return tuple(sorted(set(evidence), key=evidence_order))


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """What held on the dossier's day: relations by either end, statements by node and name."""

    dossier: Dossier
    out: Mapping[NodeId, tuple[Relation, ...]]
    into: Mapping[NodeId, tuple[Relation, ...]]

    @property
    def as_of(self) -> date:
        """The day the leads are for."""
        return self.dossier.as_of

    @property
    def debtor(self) -> NodeId:
        """The debtor's canonical id."""
        return self.dossier.debtor.id

    def node(self, node_id: NodeId) -> Node:
        """Return the node with that id."""
        return self.dossier.nodes[node_id]

    def leaving(self, node_id: NodeId) -> tuple[Relation, ...]:
        """Return the relations that start at a node."""
        return self.out.get(node_id, ())

    def reaching(self, node_id: NodeId) -> tuple[Relation, ...]:
        """Return the relations that end at a node."""
        return self.into.get(node_id, ())

    def newest(self, node_id: NodeId, name: str) -> tuple[Statement, ...]:
        """Return what each publisher said on its newest day about one property, in fixed order.

        One record may state a property twice, such as a mortgage and a seizure.
        """
        stated = [
            s
            for s in self.dossier.statements.get(node_id, ())
            if s.name == name and s.evidence.seen_on <= self.as_of
        ]
        newest: dict[str, date] = {}
        for statement in stated:
            publisher, seen_on = statement.evidence.publisher, statement.evidence.seen_on
            newest[publisher] = max(newest.get(publisher, seen_on), seen_on)
        return tuple(
            sorted(
                (s for s in stated if s.evidence.seen_on == newest[s.evidence.publisher]),
                key=lambda s: (s.evidence.publisher, *evidence_order(s.evidence), s.value),
            )
        )

    def valid_path(self, path: PathOfRelations) -> bool:
        """Return whether every step of a path held on the dossier's day."""
        return bool(path) and all(holds_on(relation, self.as_of) for relation in path)

    def readable(self, node: Node) -> tuple[object, ...]:
        """Return a sort key of a node's readable attributes: equal in every installation."""
        stated = self.dossier.statements.get(node.id, ())
        return (node.kind, node.caption, sorted((s.name, s.value) for s in stated))


def facts_of(dossier: Dossier) -> Facts:
    """Return what held and was known on the dossier's day.

    Raises:
        UnknownNode: a relation ends at a node the dossier does not hold.
    """
    out: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    into: defaultdict[NodeId, list[Relation]] = defaultdict(list)
    held = [r for r in dossier.relations if holds_on(r, dossier.as_of)]
    steps = [r for party in dossier.related for path in party.paths for r in path]
    ends = {end for r in (*held, *steps) for end in (r.source, r.target)}
    missing = len(ends - dossier.nodes.keys())
    if missing:
        raise UnknownNode(
            f"{missing} ends of the dossier's relations are not among its nodes; "
            "read the neighbourhood again with both ends of every relation"
        )
    for relation in held:
        out[relation.source].append(relation)
        into[relation.target].append(relation)
    return Facts(
        dossier,
        {node: tuple(relations) for node, relations in out.items()},
        {node: tuple(relations) for node, relations in into.items()},
    )
