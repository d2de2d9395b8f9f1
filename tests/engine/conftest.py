"""A small fictitious world to make dossiers of."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from veiltrace_engine.dossier import CaseFacts, Dossier, RelatedParty
from veiltrace_graph.model import Evidence, Node, NodeId, Relation, Source, Statement
from veiltrace_graph.vocabulary import NodeKind, RelationKind, SourceKind
from veiltrace_privacy.normalise.value import Flag

TODAY = date(2026, 6, 30)


@dataclass
class World:
    """Builds one dossier step by step; nodes are named by their captions."""

    key: str = "key"
    nodes: dict[str, Node] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    holders: dict[str, int] = field(default_factory=dict)
    related: list[RelatedParty] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    case: CaseFacts | None = None

    def __post_init__(self) -> None:
        self.node("debtor", NodeKind.PERSON)

    def node(self, caption: str, kind: NodeKind | None = None, *, name: str = "") -> Node:
        """The node so captioned; `name` tells apart nodes whose captions are equal."""
        name = name or caption
        if name not in self.nodes:
            assert kind is not None, f"first mention of {name} must give its kind"
            digest = hashlib.sha256(f"{self.key}/{name}".encode()).digest()[:16]
            self.nodes[name] = Node(NodeId(digest), kind, caption)
        return self.nodes[name]

    def source(self, name: str, kind: SourceKind, publisher: str = "") -> str:
        self.sources[name] = Source(
            name, kind, publisher or f"{name} office", "official_register", "statutory_duty",
            "cn", "fictional", TODAY, 30, 1825,
        )  # fmt: skip
        return name

    def evidence(self, source: str, seen: date, record: str = "") -> Evidence:
        if source not in self.sources:
            self.source(source, SourceKind.TELECOM)
        record = record or f"r{len(self.relations) + len(self.statements)}"
        return Evidence(source, self.sources[source].publisher, record, seen)

    def relate(
        self,
        start: str,
        kind: RelationKind,
        end: str,
        *,
        source: str = "carrier",
        seen: date = TODAY,
        record: str = "",
        valid_from: date | None = None,
        valid_to: date | None = None,
        share: float | None = None,
        role: str = "",
    ) -> Relation:
        relation = Relation(
            kind, self.nodes[start].id, self.nodes[end].id, valid_from, valid_to, share, role,
            self.evidence(source, seen, record),
        )  # fmt: skip
        self.relations.append(relation)
        return relation

    def phone(self, caption: str, *, source: str = "carrier", seen: date = TODAY) -> Relation:
        self.node(caption, NodeKind.PHONE)
        return self.relate("debtor", RelationKind.USES_CONTACT, caption, source=source, seen=seen)

    def state(
        self,
        node: str,
        name: str,
        value: str,
        *,
        source: str = "carrier",
        seen: date = TODAY,
        record: str = "",
        flag: Flag = Flag.OK,
    ) -> None:
        evidence = self.evidence(source, seen, record)
        recorded_at = datetime(2026, 7, 1, tzinfo=UTC)
        self.statements.append(
            Statement(self.nodes[node].id, name, value, flag, evidence, recorded_at)
        )

    def relate_party(self, name: str, *paths: Iterable[Relation], score: float = 0.1) -> None:
        self.related.append(RelatedParty(self.nodes[name], score, tuple(map(tuple, paths))))

    def dossier(self, *, as_of: date = TODAY) -> Dossier:
        ids = {node.id for node in self.nodes.values()}
        return Dossier(
            debtor=self.nodes["debtor"],
            as_of=as_of,
            nodes={node.id: node for node in self.nodes.values()},
            relations=tuple(self.relations),
            statements={i: tuple(s for s in self.statements if s.node == i) for i in ids},
            holders={self.nodes[name].id: count for name, count in self.holders.items()},
            related=tuple(self.related),
            sources=self.sources,
            case=self.case,
        )


def rekeyed(dossier: Dossier, key: str) -> Dossier:
    """The same dossier as an installation with another key holds it."""

    def other(node_id: NodeId) -> NodeId:
        return NodeId(hashlib.sha256(key.encode() + node_id).digest()[:16])

    def moved(relation: Relation) -> Relation:
        return replace(relation, source=other(relation.source), target=other(relation.target))

    nodes = [replace(node, id=other(node.id)) for node in dossier.nodes.values()]
    return replace(
        dossier,
        debtor=replace(dossier.debtor, id=other(dossier.debtor.id)),
        nodes={node.id: node for node in sorted(nodes, key=lambda node: node.id)},
        relations=tuple(sorted(map(moved, dossier.relations), key=lambda r: (r.target, r.source))),
        statements={
            other(i): tuple(replace(s, node=other(i)) for s in held)
            for i, held in dossier.statements.items()
        },
        holders={other(i): count for i, count in dossier.holders.items()},
        related=tuple(
            replace(
                party,
                node=replace(party.node, id=other(party.node.id)),
                paths=tuple(tuple(map(moved, path)) for path in party.paths),
            )
            for party in dossier.related
        ),
    )


@pytest.fixture(scope="session")
def new_world() -> type[World]:
    return World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def rekey() -> Callable[[Dossier, str], Dossier]:
    return rekeyed
