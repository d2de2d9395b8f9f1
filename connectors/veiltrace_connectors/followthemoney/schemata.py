"""Which FollowTheMoney schema and property our words are written as: the tables read backwards."""

import json
from functools import cache
from importlib.resources import files

from veiltrace_connectors.followthemoney.vocabulary import (
    EDGES,
    EVERY_NODE,
    HOLDING,
    NODE_KINDS,
    NODE_LINKS,
    PROPERTY_NAMES,
    Link,
)
from veiltrace_graph.vocabulary import NodeKind, RelationKind

_PREFERRED = {
    NodeKind.PERSON: "Person",
    # An Organization cannot be owned in FollowTheMoney, a Company can.
    NodeKind.ORGANISATION: "Company",
    NodeKind.PARTY: "LegalEntity",
    NodeKind.PHONE: "UserAccount",
    NodeKind.EMAIL: "UserAccount",
    NodeKind.CASE: "Debt",
}
_OWNING = (
    *(RelationKind.OWNS_SHARE, RelationKind.OWNS, RelationKind.CONTROLS),
    *HOLDING.values(),
)
_EDGE_SCHEMATA = {link.kind: schema for schema, link in reversed(EDGES.items())} | {
    **dict.fromkeys(_OWNING, "Ownership"),
    RelationKind.LEGAL_REP_OF: "Directorship",
    RelationKind.OTHER: "UnknownLink",
}
OTHER_EDGE = "UnknownLink"


@cache
def schemata() -> dict[str, frozenset[str]]:
    """Return the properties of every schema that we write, as FollowTheMoney itself lists them."""
    text = (files(__package__) / "schemata.json").read_text("utf-8")
    return {schema: frozenset(names) for schema, names in json.loads(text).items()}


@cache
def schema_of(kind: NodeKind) -> str:
    """Return the schema a node of a kind is written as.

    >>> schema_of(NodeKind.ORGANISATION), schema_of(NodeKind.INCOME)
    ('Company', 'TaxRoll')
    """
    return _PREFERRED.get(kind) or next(s for s, one in NODE_KINDS.items() if one is kind)


def edge_schema(kind: RelationKind) -> str:
    """Return the schema a relation of a kind is written as.

    >>> edge_schema(RelationKind.HOLDS), edge_schema(RelationKind.SEIZED_BY)
    ('Ownership', 'UnknownLink')
    """
    return _EDGE_SCHEMATA.get(kind, OTHER_EDGE)


@cache
def property_of(schema: str) -> dict[str, str]:
    """Return the schema's property for each of ours that it has one for.

    >>> property_of("TaxRoll")["started_on"], property_of("Person")["tax_number"]
    ('date', 'taxNumber')
    """
    known = schemata()[schema]
    names = PROPERTY_NAMES.get(schema, EVERY_NODE)
    # A schema's own word comes before one that all have: a listing's date before a start.
    own = [name for name in names if EVERY_NODE.get(name) != names[name]]
    shared = [name for name in names if name not in own]
    return {names[name]: name for name in reversed([*own, *shared]) if name in known}


@cache
def node_links(schema: str) -> tuple[Link, ...]:
    """Return how a node of a schema names others in properties of its own."""
    return NODE_LINKS.get(schema, ())
