"""Parties as linkage compares them: each node's own values and those of its contact points.

Nodes are read in chunks, so that memory does not grow with the graph. What several records state
alike is opened once, and a contact point that many share once in a chunk.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import COMPARED, LinkageRecord
from veiltrace_graph.sealing import SubjectKeys, SubjectSeal
from veiltrace_graph.stores.sqlite.nodes import look_up
from veiltrace_graph.stores.sqlite.schema import NEVER
from veiltrace_graph.vocabulary import NodeKind, RelationKind
from veiltrace_privacy.normalise.value import Flag

_CHUNK = 1_000
_PLACE = {name: place for place, name in enumerate(COMPARED)}
CURRENT = f"f.superseded_on = {NEVER} AND f.superseded_at IS NULL"
_FLAGS = {str(flag): flag for flag in Flag}
_CONTACT_VALUES = ("phone", "email", "address", "handle")
TIES = f"'{RelationKind.USES_CONTACT}', '{RelationKind.LOCATED_AT}'"
_STATED = (
    "SELECT f.node_id, f.name, f.digest, f.flag, f.value, min(s.name) FROM statement f "
    "JOIN record r ON r.id = f.record_id JOIN source s ON s.id = r.source_id "
    f"WHERE f.node_id IN ({{keys}}) AND f.name IN ({{names}}) AND {CURRENT} "
    "GROUP BY f.node_id, f.name, f.digest"
)
_TIED = (
    "SELECT f.source_id, f.target_id, min(s.name) FROM edge f "
    "JOIN record r ON r.id = f.record_id JOIN source s ON s.id = r.source_id "
    f"WHERE f.source_id IN ({{keys}}) AND f.kind IN ({TIES}) AND {CURRENT} "
    "GROUP BY f.source_id, f.target_id"
)
_KEYS = (
    "SELECT n.id, n.key, k.wrapped FROM subject_key k JOIN node n ON n.id = k.node_id "
    "WHERE k.node_id IN ({keys})"
)
_Values = dict[int, dict[PropertyValue, str]]


def linkage_records(
    connection: sqlite3.Connection,
    keys: SubjectKeys,
    kinds: Collection[NodeKind],
    nodes: Collection[NodeId] | None,
) -> Iterator[LinkageRecord]:
    """Yield the record of each node of these kinds of which something is known, by its id."""
    found = _nodes(connection, set(kinds), nodes)
    while chunk := {row_id: (key, kind) for row_id, key, kind in islice(found, _CHUNK)}:
        own = _values(connection, keys, chunk, COMPARED)
        tied: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row_id, contact, source in look_up(connection, _TIED, chunk):
            tied[row_id].append((contact, source))
        contacts = {contact for ties in tied.values() for contact, _ in ties}
        at = _values(connection, keys, contacts, _CONTACT_VALUES)
        for row_id, (key, kind) in chunk.items():
            values = dict(own.get(row_id, {}))
            for contact, source in tied.get(row_id, ()):
                for value in at.get(contact, ()):
                    values[value] = min(values.get(value, source), source)
            if values:
                in_order = tuple(sorted(values, key=_order))
                yield LinkageRecord(key, kind, min(values.values()), in_order)


def _nodes(
    connection: sqlite3.Connection, kinds: set[NodeKind], nodes: Collection[NodeId] | None
) -> Iterator[tuple[int, NodeId, NodeKind]]:
    query = "SELECT id, key, kind FROM node WHERE {which} ORDER BY key"
    rows: Iterable[tuple[Any, ...]]
    if nodes is None:
        names = ",".join(repr(str(kind)) for kind in sorted(kinds))
        rows = connection.execute(query.format(which=f"kind IN ({names})"))
    else:
        rows = look_up(connection, query.format(which="key IN ({keys})"), sorted(set(nodes)))
    for row_id, key, kind in rows:
        if kind in kinds:
            yield row_id, key, NodeKind(kind)


def _values(
    connection: sqlite3.Connection, keys: SubjectKeys, ids: Collection[int], names: Sequence[str]
) -> _Values:
    """Return the values stated of these nodes, opened, each with the first source that does."""
    stated = _STATED.replace("{names}", ",".join(repr(name) for name in names))
    wrapped = {row_id: rest for row_id, *rest in look_up(connection, _KEYS, ids)}
    seals: dict[int, SubjectSeal] = {}
    found: _Values = defaultdict(dict)
    for row_id, name, _, flag, value, source in look_up(connection, stated, ids):
        if isinstance(value, bytes):
            if row_id not in seals:
                seals[row_id] = keys.unwrap(*wrapped[row_id])
            value = seals[row_id].open(name, value)
        found[row_id][PropertyValue(name, value, _FLAGS[flag])] = source
    return found


def _order(item: PropertyValue) -> tuple[int, bool, str, str]:
    return _PLACE[item.name], item.flag is not Flag.OK, item.value, item.flag
