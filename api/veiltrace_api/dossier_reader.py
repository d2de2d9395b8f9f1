"""Reading one debtor's neighbourhood from the graph into a dossier for the engine."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import product

from veiltrace_api.cases import case_facts, debtors_of
from veiltrace_api.graph_index import ExplainedPath, GraphIndex
from veiltrace_engine.dossier import CaseFacts, Dossier, PathOfRelations, RelatedParty
from veiltrace_graph.model import Node, NodeId, Relation, Source
from veiltrace_graph.vocabulary import (
    ASSET_KINDS,
    CONTACT_KINDS,
    PARTY_KINDS,
    NodeKind,
    RelationKind,
)

RELATED_PARTIES = 15
PATHS_TO_EACH = 3
_OWNERSHIP_HOPS = 4
_MOST_COMPANIES = 60
_MOST_READINGS_OF_A_PATH = 8
_HOLDING = frozenset({RelationKind.USES_CONTACT, RelationKind.LOCATED_AT})
_LOOKED_INTO = ASSET_KINDS | CONTACT_KINDS | {NodeKind.CASE}


def read_dossiers(
    index: GraphIndex, case: Node, *, as_of: date, sources: Mapping[str, Source]
) -> tuple[Dossier, ...]:
    """Return one dossier for each debtor of a case. Raises: UnknownCase: it names none."""
    facts = case_facts(index.view, case)
    return tuple(
        _read_dossier(index, debtor, as_of=as_of, sources=sources, case=facts)
        for debtor in debtors_of(index.view, case)
    )


def _read_dossier(
    index: GraphIndex,
    debtor: Node,
    *,
    as_of: date,
    sources: Mapping[str, Source],
    case: CaseFacts,
) -> Dossier:
    view = index.view
    relations = dict.fromkeys(view.relations([debtor.id]))
    relations.update(dict.fromkeys(_owned_through(index, debtor.id, relations)))
    nodes = _nodes(index, relations)
    around = [node.id for node in nodes.values() if node.kind in _LOOKED_INTO]
    relations.update(dict.fromkeys(view.relations(around)))
    parties = index.related_parties(debtor.id, top_k=RELATED_PARTIES)
    related = tuple(
        RelatedParty(party.node, party.score, _paths(index, debtor.id, party.node.id))
        for party in parties
    )
    steps = [r for party in related for path in party.paths for r in path]
    nodes = _nodes(index, [*relations, *steps], extra=[debtor.id, *(p.node.id for p in parties)])
    return Dossier(
        debtor=debtor,
        as_of=as_of,
        nodes=nodes,
        relations=tuple(relations),
        statements=index.statements(list(nodes)),
        holders=_holders(relations, nodes),
        related=related,
        sources=sources,
        case=case,
    )


def _owned_through(
    index: GraphIndex, debtor: NodeId, relations: Collection[Relation]
) -> Iterable[Relation]:
    """Yield the relations of companies that the debtor owns, directly or through others."""
    seen: set[NodeId] = {debtor}
    frontier = _companies_owned(relations, by={debtor})
    for _ in range(_OWNERSHIP_HOPS):
        frontier = {company for company in frontier if company not in seen}
        if not frontier or len(seen) > _MOST_COMPANIES:
            return
        seen |= frontier
        found = index.view.relations(frontier)
        yield from found
        frontier = _companies_owned(found, by=frontier)


def _companies_owned(relations: Iterable[Relation], *, by: Collection[NodeId]) -> set[NodeId]:
    return {
        relation.target
        for relation in relations
        if relation.kind is RelationKind.OWNS_SHARE and relation.source in by
    }


def _paths(index: GraphIndex, debtor: NodeId, party: NodeId) -> tuple[PathOfRelations, ...]:
    return tuple(
        relations
        for path in index.paths(debtor, party, k=PATHS_TO_EACH)
        for relations in _readings(path)
    )


def _readings(path: ExplainedPath) -> Iterable[PathOfRelations]:
    """Yield the path once for each choice among parallel relations, so that none is lost."""
    for number, relations in enumerate(product(*path.steps)):
        if number == _MOST_READINGS_OF_A_PATH:
            return
        yield relations


def _nodes(
    index: GraphIndex, relations: Iterable[Relation], extra: Iterable[NodeId] = ()
) -> dict[NodeId, Node]:
    ends = {end for relation in relations for end in (relation.source, relation.target)}
    return {
        node: index.nodes[index.positions[node]]
        for node in ends | set(extra)
        if node in index.positions
    }


def _holders(relations: Iterable[Relation], nodes: Mapping[NodeId, Node]) -> dict[NodeId, int]:
    using: dict[NodeId, set[NodeId]] = defaultdict(set)
    for relation in relations:
        if relation.kind in _HOLDING and nodes[relation.source].kind in PARTY_KINDS:
            using[relation.target].add(relation.source)
    return {contact: len(parties) for contact, parties in using.items()}
