"""A relation as a FollowTheMoney entity of its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from veiltrace_connectors.followthemoney.node_writing import Properties, put
from veiltrace_connectors.followthemoney.schemata import OTHER_EDGE, edge_schema, schemata
from veiltrace_connectors.followthemoney.vocabulary import EDGES
from veiltrace_graph.model import EntityRef, PropertyValue, RecordRelation
from veiltrace_graph.vocabulary import RelationKind

_ROLE = {"Family": "relationship", "Payment": "purpose"}


def edge_properties(
    relation: RecordRelation, ids: Mapping[EntityRef, str]
) -> tuple[str, Properties]:
    """Return the schema and the properties of a relation; `ids` are what its ends are called."""
    schema = edge_schema(relation.kind)
    link = EDGES[schema]
    properties: Properties = {
        link.first: [ids[relation.source]],
        link.second: [ids[relation.target]],
    }
    role = relation.role
    if schema == OTHER_EDGE and relation.kind is not RelationKind.OTHER:
        # Other programs see at least what kind of relation it is.
        role = f"{relation.kind.value}: {role}" if role else relation.kind.value
    if role:
        put(properties, _ROLE.get(schema, "role"), role)
    _put_period(properties, relation.valid_from, relation.valid_to, schemata()[schema])
    if relation.share is not None and "percentage" in schemata()[schema]:
        put(properties, "percentage", f"{(Decimal(str(relation.share)) * 100).normalize():f}")
    return schema, properties


def edge_notes(schema: str, edge_id: str, statements: Iterable[PropertyValue]) -> Properties:
    """Return what reading an edge kept as notes of its first end, as properties of the edge.

    >>> edge_notes("Payment", "p1", [PropertyValue("note", "Payment p1: amount=7.00")])
    {'amount': ['7.00']}
    """
    properties: Properties = {}
    for statement in statements:
        told = statement.value.removeprefix(f"{schema} {edge_id}: ")
        name, mark, text = told.partition("=")
        if statement.name == "note" and told != statement.value and mark:
            put(properties, name, text)
    return properties


def _put_period(
    properties: Properties, since: date | None, until: date | None, known: Iterable[str]
) -> None:
    if since and since == until and "date" in known:
        put(properties, "date", since.isoformat())
        return
    for name, day in (("startDate", since), ("endDate", until)):
        if day and name in known:
            put(properties, name, day.isoformat())
