"""What has been read of one row so far: each thing and each relation once."""

from veiltrace_graph.model import Entity, EntityRef, RecordRelation
from veiltrace_graph.vocabulary import NodeKind


class Draft:
    """A record in the making; `labels` says what repeated entities are labelled in their cell."""

    __slots__ = ("_relations", "entities", "labels", "record_id")

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        self.entities: dict[EntityRef, Entity] = {}
        self.labels: dict[EntityRef, str] = {}
        self._relations: list[RecordRelation] = []

    def add(self, entity: Entity) -> None:
        """Take an entity in; one that is there already is joined with it.

        >>> ref = EntityRef("record:shop", "7")
        >>> draft = Draft("1")
        >>> draft.add(Entity(ref, NodeKind.PARTY)); draft.add(Entity(ref, NodeKind.PERSON))
        >>> [entity.kind.value for entity in draft.entities.values()]
        ['person']
        """
        held = self.entities.setdefault(entity.ref, entity)
        if held is not entity:
            kind = entity.kind if held.kind is NodeKind.PARTY else held.kind
            properties = tuple(dict.fromkeys(held.properties + entity.properties))
            self.entities[entity.ref] = Entity(entity.ref, kind, properties)

    def relate(self, relation: RecordRelation) -> None:
        """Take a relation in; the same one twice is one."""
        self._relations.append(relation)

    @property
    def relations(self) -> tuple[RecordRelation, ...]:
        """The relations taken in, each once."""
        # Most records have one, which needs no hashing.
        told = self._relations
        return tuple(told if len(told) < 2 else dict.fromkeys(told))
