"""All that is known around one debtor on one day: what the leads are made from."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from veiltrace_graph.model import Evidence, Node, NodeId, Relation, Source, Statement
from veiltrace_graph.vocabulary import RelationKind

PathOfRelations = tuple[Relation, ...]
"""Relations that lead from the debtor to another party, in order; each may run either way."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case file says about the debt."""

    case_number: str | None = field(default=None, repr=False)
    creditor: str | None = field(default=None, repr=False)
    amount: float | None = None
    currency: str | None = None
    overdue_since: date | None = None


@dataclass(frozen=True, slots=True)
class RelatedParty:
    """A party near the debtor: its relatedness (0 and up) and the best paths to it."""

    node: Node = field(repr=False)
    score: float
    paths: tuple[PathOfRelations, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The neighbourhood of one debtor as of one day; every end of a relation is in `nodes`.

    Ends are canonical: members of one resolved party stand under one id. `holders` says how many
    distinct parties use a contact point; a point it does not name counts as used by one.
    `sources` is by name. What is left out is unknown, and lowers nothing.
    """

    debtor: Node = field(repr=False)
    as_of: date
    nodes: Mapping[NodeId, Node] = field(repr=False)
    relations: tuple[Relation, ...] = field(repr=False)
    statements: Mapping[NodeId, tuple[Statement, ...]] = field(default_factory=dict, repr=False)
    holders: Mapping[NodeId, int] = field(default_factory=dict, repr=False)
    related: tuple[RelatedParty, ...] = field(default=(), repr=False)
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)
    case: CaseFacts | None = None

    def without_source(self, source: str) -> "Dossier":
        """Return the dossier without what the source called `source` says in it.

        Which parties are related, and which records are one party, stays as it is: that follows
        from the whole graph, which a dossier does not hold.
        """
        return self._keeping(lambda evidence: evidence.source != source)

    def without_record(self, source: str, record_id: str) -> "Dossier":
        """Return the dossier as it would be without one record of one source."""
        gone = (source, record_id)
        return self._keeping(lambda evidence: (evidence.source, evidence.record_id) != gone)

    def _keeping(self, keep: Callable[[Evidence], bool]) -> "Dossier":
        kept = tuple(r for r in self.relations if keep(r.evidence))
        users, remaining = _users(self.relations), _users(kept)
        return replace(
            self,
            relations=kept,
            holders={
                point: count - len(users.get(point, set()) - remaining.get(point, set()))
                for point, count in self.holders.items()
            },
            statements={
                node: tuple(s for s in statements if keep(s.evidence))
                for node, statements in self.statements.items()
            },
            related=tuple(
                replace(
                    party, paths=tuple(p for p in party.paths if all(keep(r.evidence) for r in p))
                )
                for party in self.related
            ),
        )


def _users(relations: tuple[Relation, ...]) -> dict[NodeId, set[NodeId]]:
    """Return which parties use each contact point, as far as these relations say."""
    found: defaultdict[NodeId, set[NodeId]] = defaultdict(set)
    for relation in relations:
        if relation.kind in (RelationKind.USES_CONTACT, RelationKind.LOCATED_AT):
            found[relation.target].add(relation.source)
    return found
