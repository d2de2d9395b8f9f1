"""Which table a header is of, and what its columns are called in every edition.

Editions seen: `node_id_start,node_id_end,rel_type` (from 2022), `START_ID,TYPE,END_ID` (2018),
`node_1,rel_type,node_2` (2016), `_start,_end,_type` over `_id` (Neo4j exports), and
`:START_ID,:END_ID,:TYPE` (made for neo4j-admin import). ICIJ's issues 3 and 13 tell of the
confusion (ICIJ/offshoreleaks-data-packages).
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum


class TableKind(StrEnum):
    """What the rows of a table are."""

    EDGES = "edges"
    ENTITIES = "entities"
    OFFICERS = "officers"
    INTERMEDIARIES = "intermediaries"
    OTHERS = "others"
    ADDRESSES = "addresses"


START, END, TYPE, ID = "node_id_start", "node_id_end", "rel_type", "node_id"
EXPORT_ID = "_id"
"""The number a Neo4j export gives a node. Edges of that edition use it; it is no `node_id`."""

_SPELLINGS = {
    START: ("node_id_start", "_start", "start_id", "node_1"),
    END: ("node_id_end", "_end", "end_id", "node_2"),
    TYPE: ("rel_type", "_type", "type"),
    ID: ("node_id", "id"),
}
_IMPORT_MARK = re.compile(r"(.*):(id|start_id|end_id|type|[a-z]+)(?:\([^)]*\))?")


def fold(column: str) -> str:
    """Return a column's name without case and without what neo4j-admin import adds to it.

    >>> fold(":START_ID(Entity)"), fold("node_id:ID"), fold("sourceID:string"), fold("Name")
    ('start_id', 'node_id', 'sourceid', 'name')
    """
    name = column.strip().lower()
    marked = _IMPORT_MARK.fullmatch(name)
    return name if marked is None else marked[1] or marked[2]


def canonical(columns: tuple[str, ...]) -> dict[str, str]:
    """Return, for each column as it stands, what it is called in the newest edition.

    >>> canonical(("_start", "_end", "_type", "link"))["_end"]
    'node_id_end'
    """
    folded = {column: fold(column) for column in columns}
    keys = (START, END, TYPE) if _has_an_end(folded) else (ID,)
    found: dict[str, str] = {}
    for key in keys:
        spelled = [name for name in _SPELLINGS[key] if name in folded.values()]
        found |= dict.fromkeys(spelled[:1], key)
    return {column: found.get(name, name) for column, name in folded.items()}


def id_scope(columns: tuple[str, ...]) -> str:
    """Return what to put before the ids of a table, for those of an export are numbers of its own.

    >>> id_scope(("_start", "_end")), id_scope(("node_id", "name"))
    ('_id:', '')
    """
    exported = {EXPORT_ID, "_start", "_end"} & {fold(column) for column in columns}
    return f"{EXPORT_ID}:" if exported else ""


def table_kind(columns: Mapping[str, str]) -> TableKind | str:
    """Return what a table with these canonical columns holds, or which columns it lacks.

    >>> table_kind(canonical(("node_id", "name", "country_codes", "sourceID")))
    <TableKind.OFFICERS: 'officers'>
    >>> table_kind(canonical(("_start", "link", "sourceID")))
    'node_id_end (_end, end_id, node_2), rel_type (_type, type)'
    """
    names = set(columns.values())
    is_edges = bool(names & {START, END})
    needed = (START, END, TYPE) if is_edges else (() if EXPORT_ID in names else (ID,))
    missing = [key for key in needed if key not in names]
    if missing:
        return ", ".join(f"{key} ({', '.join(_SPELLINGS[key][1:])})" for key in missing)
    if is_edges:
        return TableKind.EDGES
    if not names & {"name", "address"}:
        return "name or address"
    return _node_kind(names)


def is_of_the_database(columns: Collection[str]) -> bool:
    """Return whether a header is of any of the tables, even of one that lacks a column.

    >>> is_of_the_database(["_start", "link", "sourceID"]), is_of_the_database(["id", "name"])
    (True, False)
    """
    names = {fold(column) for column in columns}
    ids = {ID, EXPORT_ID, *_SPELLINGS[START], *_SPELLINGS[END]}
    return "sourceid" in names and bool(names & ids)


def _node_kind(names: set[str]) -> TableKind:
    if names & {"ibcruc", "service_provider", "company_type", "dorm_date"}:
        return TableKind.ENTITIES
    if "jurisdiction" in names:
        return TableKind.OTHERS
    if names & {"internal_id", "status"}:
        return TableKind.INTERMEDIARIES
    return TableKind.ADDRESSES if "address" in names else TableKind.OFFICERS


def _has_an_end(folded: Mapping[str, str]) -> bool:
    ends = (*_SPELLINGS[START], *_SPELLINGS[END])
    return any(name in ends for name in folded.values())
