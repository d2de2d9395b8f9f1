"""What FollowTheMoney's own words can say of one record, as lines."""

from collections.abc import Iterable, Mapping

from veiltrace_connectors.followthemoney.edge_writing import edge_notes, edge_properties
from veiltrace_connectors.followthemoney.grouping import Line
from veiltrace_connectors.followthemoney.links import period
from veiltrace_connectors.followthemoney.node_writing import Properties, node_properties, put
from veiltrace_connectors.followthemoney.schemata import node_links, schema_of, schemata
from veiltrace_connectors.followthemoney.statement import FtmEntity
from veiltrace_graph.model import Entity, EntityRef, RecordRelation, SourceRecord
from veiltrace_graph.vocabulary import CONTACT_KINDS, NodeKind, RelationKind

_INLINE = {NodeKind.PHONE: "phone", NodeKind.EMAIL: "email", NodeKind.ADDRESS: "address"}
_DOCUMENT = "Identification"


class RecordWriter:
    """Writes a record's nodes first, each with what it can say of others, then what is left."""

    def __init__(self, record: SourceRecord, ids: Mapping[EntityRef, str], own_id: str) -> None:
        """Take the record, what everything in it is called, and what the record is called."""
        self._record, self._ids, self._own_id = record, ids, own_id
        self._entities = {entity.ref: entity for entity in record.entities}
        self._left: dict[RecordRelation, None] = dict.fromkeys(record.relations)
        self._said: set[EntityRef] = set()

    def lines(self) -> list[Line]:
        """Return the lines, at least one."""
        entities = self._record.entities
        if document := self._document():
            return [document]
        own = [entity for entity in entities if self._has_line(entity)]
        # What holds contact points says them; only those nobody holds have lines of their own.
        nodes = {entity.ref: self._node(entity) for entity in sorted(own, key=_is_contact)}
        lines = [nodes[entity.ref] for entity in own if entity.ref not in self._said]
        edges = list(self._left)
        for number, relation in enumerate(edges, start=1):
            alone = len(edges) == 1 and not lines
            lines.append(
                self._edge(relation, self._own_id if alone else f"{self._own_id}-{number}")
            )
        return lines or [self._node(entity) for entity in entities[:1]]

    def _has_line(self, entity: Entity) -> bool:
        told = [one for one in entity.properties if not _tells_an_edge(one.value, self._own_id)]
        return bool(told) or not any(
            entity.ref in (relation.source, relation.target) for relation in self._record.relations
        )

    def _node(self, entity: Entity) -> Line:
        schema = schema_of(entity.kind)
        properties = node_properties(schema, entity.properties)
        if entity.kind is NodeKind.INSURANCE_POLICY:
            put(properties, "type", "insurance-policy")
        for link in node_links(schema):
            end, is_first = link.first or link.second, bool(link.first)
            for relation in self._matching(entity, properties, schema, link.kind, is_first):
                put(properties, end, self._ids[relation.source if is_first else relation.target])
                del self._left[relation]
        self._put_contacts(entity, schema, properties)
        return {"id": self._ids[entity.ref], "schema": schema, "properties": properties}

    def _matching(
        self,
        entity: Entity,
        properties: Properties,
        schema: str,
        kind: RelationKind,
        is_first: bool,
    ) -> list[RecordRelation]:
        """Return the relations that the schema says by a property: without share or role."""
        held = {name: tuple(values) for name, values in properties.items()}
        days = period(FtmEntity("", schema, held))
        return [
            relation
            for relation in self._left
            if relation.kind is kind
            and entity.ref == (relation.target if is_first else relation.source)
            and (relation.valid_from, relation.valid_to) == days
            and relation.share is None
            and not relation.role
            and (is_first or _INLINE.get(self._kind(relation.target)) is None)
        ]

    def _put_contacts(self, entity: Entity, schema: str, properties: Properties) -> None:
        known = schemata()[schema]
        for relation in self._held_contacts(entity, properties):
            contact = self._entities[relation.target]
            name = _INLINE[contact.kind]
            plain = len(contact.properties) == 1 and contact.properties[0].name == name
            if name in known and plain:
                put(properties, name, contact.properties[0].value)
                self._said.add(contact.ref)
                del self._left[relation]

    def _held_contacts(self, entity: Entity, properties: Properties) -> Iterable[RecordRelation]:
        """Return the relations to contact points that the entity's own line can say."""
        holders, role = {self._ids[entity.ref]}, ""
        if entity.kind is NodeKind.HANDLE:
            # The number behind an account is its owner's.
            holders = set(properties.get("owner", ())) or holders
            role = next(iter(properties.get("service", ())), "")
        return [
            relation
            for relation in self._left
            if self._ids[relation.source] in holders
            and self._kind(relation.target) in _INLINE
            and relation.role == role
            and relation.share is None
            and relation.valid_from is None
            and relation.valid_to is None
        ]

    def _edge(self, relation: RecordRelation, edge_id: str) -> Line:
        schema, properties = edge_properties(relation, self._ids)
        source = self._entities.get(relation.source)
        notes = edge_notes(schema, edge_id, source.properties if source else ())
        known = schemata()[schema]
        for name, texts in notes.items():
            for text in texts if name in known else ():
                put(properties, name, text)
        return {"id": edge_id, "schema": schema, "properties": properties}

    def _document(self) -> Line | None:
        """Return the identity document that the record is, if it is one."""
        (entity, *others), notes = self._record.entities, Properties()
        if not others and not self._record.relations:
            notes = edge_notes(_DOCUMENT, self._own_id, entity.properties)
        if not notes:
            return None
        numbers = node_properties("Person", entity.properties).get("idNumber", [])
        properties = {"holder": [self._ids[entity.ref]], "number": numbers, **notes}
        return {"id": self._own_id, "schema": _DOCUMENT, "properties": properties}

    def _kind(self, ref: EntityRef) -> NodeKind:
        return self._entities[ref].kind if ref in self._entities else NodeKind.PARTY


def _is_contact(entity: Entity) -> bool:
    return entity.kind in CONTACT_KINDS and entity.kind is not NodeKind.HANDLE


def _tells_an_edge(note: str, edge_id: str) -> bool:
    return f" {edge_id}: " in note and note.partition(" ")[0] in schemata()
