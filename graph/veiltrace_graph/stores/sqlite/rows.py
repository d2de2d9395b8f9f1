"""One source record as the rows it becomes: pure, and the same on every load under one key."""

from dataclasses import dataclass

from veiltrace_graph.caption import caption_of
from veiltrace_graph.keyring import Keyring
from veiltrace_graph.model import Entity, EntityRef, NodeId, RecordRelation, SourceRecord
from veiltrace_graph.name_search import name_terms
from veiltrace_graph.stores.sqlite.schema import ALWAYS, NEVER
from veiltrace_graph.vocabulary import (
    NAMING_PROPERTIES,
    PARTY_KINDS,
    PROPERTIES,
    NodeKind,
    Protection,
)
from veiltrace_privacy.normalise.person_name import reading_keys
from veiltrace_privacy.normalise.value import Flag

# Those who may have a Chinese name that others write in Latin letters.
_READ_ALOUD = frozenset({NodeKind.PERSON, NodeKind.PARTY})
UNNAMED = -1
"""`caption_on` of a node that no record has described yet."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as one record knows it; of several, the newest caption counts, then the smallest."""

    key: NodeId
    kind: str
    caption: str
    caption_on: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One value of one node. `sealed` values are encrypted by the writer before they are kept."""

    node: NodeId
    name: str
    digest: int
    flag: str
    value: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One relation between two nodes."""

    source: NodeId
    target: NodeId
    kind: str
    digest: int
    valid_from: int
    valid_to: int
    share: float | None
    role: str


@dataclass(frozen=True, slots=True)
class RecordRows:
    """Everything one record becomes. `content` tells whether two versions say the same."""

    key: bytes
    reference: str
    seen_on: int
    content: int
    nodes: tuple[NodeRow, ...]
    statements: tuple[StatementRow, ...]
    edges: tuple[EdgeRow, ...]
    tokens: tuple[tuple[bytes, NodeId, int, str], ...]
    terms: tuple[tuple[str, NodeId], ...]


def rows_of(record: SourceRecord, *, source: str, keyring: Keyring) -> RecordRows:
    """Return the rows of one record of `source`."""
    seen_on = record.seen_on.toordinal()
    ids: dict[EntityRef, NodeId] = {}
    nodes: dict[NodeId, NodeRow] = {}
    statements: dict[tuple[NodeId, str, int], StatementRow] = {}
    tokens: dict[tuple[bytes, NodeId, int], str] = {}
    terms: dict[tuple[str, NodeId], None] = {}
    for entity in record.entities:
        node = ids[entity.ref] = ids.get(entity.ref) or keyring.node_id(entity.ref)
        caption = caption_of(entity.kind, entity.properties)
        caption_on = _caption_on(entity.kind, caption, seen_on)
        row = NodeRow(node, entity.kind, caption, caption_on)
        nodes[node] = merge_nodes(nodes[node], row) if node in nodes else row
        _add_properties(node, entity, keyring, statements, tokens, terms)
    edges: dict[tuple[NodeId, NodeId, str, int], EdgeRow] = {}
    for relation in record.relations:
        for ref in (relation.source, relation.target):
            if ref not in ids:
                node = ids[ref] = keyring.node_id(ref)
                nodes.setdefault(node, NodeRow(node, NodeKind.PARTY, "", UNNAMED))
        edge = _edge_row(relation, ids, keyring)
        edges[edge.source, edge.target, edge.kind, edge.digest] = edge
    facts = "|".join(
        [
            *(f"{n.key.hex()}:{n.kind}" for n in nodes.values()),
            *(str(s.digest) for s in statements.values()),
            *(f"{e.source.hex()}:{e.target.hex()}:{e.digest}" for e in edges.values()),
        ]
    )
    return RecordRows(
        key=keyring.record_key(source, record.record_id),
        reference=record.record_id,
        seen_on=seen_on,
        content=keyring.digest(facts),
        nodes=tuple(nodes.values()),
        statements=tuple(statements.values()),
        edges=tuple(edges.values()),
        tokens=tuple((*key, rule) for key, rule in tokens.items()),
        terms=tuple(terms),
    )


def _add_properties(
    node: NodeId,
    entity: Entity,
    keyring: Keyring,
    statements: dict[tuple[NodeId, str, int], StatementRow],
    tokens: dict[tuple[bytes, NodeId, int], str],
    terms: dict[tuple[str, NodeId], None],
) -> None:
    for item in entity.properties:
        protection = PROPERTIES[item.name].protection
        # The node is part of the digest, so that two people's equal values do not look equal.
        digest = keyring.digest(f"{node.hex()}\0{item.name}\0{item.flag}\0{item.value}")
        statements[node, item.name, digest] = StatementRow(
            node, item.name, digest, item.flag, item.value, protection is not Protection.PLAIN
        )
        whole = item.flag in (Flag.OK, Flag.DERIVED)
        if whole and protection in (Protection.TOKEN, Protection.STRONG):
            strong = protection is Protection.STRONG and entity.kind in PARTY_KINDS
            tokens[keyring.token(item.name, item.value), node, digest] = item.name if strong else ""
        if item.name in NAMING_PROPERTIES:
            terms.update(dict.fromkeys((term, node) for term in name_terms(item.value)))
            if whole and entity.kind in _READ_ALOUD:
                terms.update(dict.fromkeys((key, node) for key in reading_keys(item.value)))


def _edge_row(relation: RecordRelation, ids: dict[EntityRef, NodeId], keyring: Keyring) -> EdgeRow:
    valid_from = relation.valid_from.toordinal() if relation.valid_from else ALWAYS
    valid_to = relation.valid_to.toordinal() if relation.valid_to else NEVER
    digest = keyring.digest(
        f"{relation.kind}\0{valid_from}\0{valid_to}\0{relation.share}\0{relation.role}"
    )
    return EdgeRow(
        ids[relation.source],
        ids[relation.target],
        relation.kind,
        digest,
        valid_from,
        valid_to,
        relation.share,
        relation.role,
    )


def _caption_on(kind: NodeKind, caption: str, seen_on: int) -> int:
    # A masked caption follows from the node's own identity, so that its age says nothing.
    if not caption:
        return UNNAMED
    return seen_on if kind in PARTY_KINDS else ALWAYS


def merge_nodes(held: NodeRow, new: NodeRow) -> NodeRow:
    """Return what two records together know of a node, whichever came first.

    A known kind replaces an unknown one, the newest caption an older one; ties go to the
    alphabet, never to the order of arrival.
    """
    kinds = {held.kind, new.kind} - {str(NodeKind.PARTY)}
    newest = min((held, new), key=lambda row: (-row.caption_on, row.caption))
    return NodeRow(held.key, min(kinds, default=NodeKind.PARTY), newest.caption, newest.caption_on)
