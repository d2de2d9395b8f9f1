"""The tables of nodes beside the table of edges: what addresses say, and who is no party."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.icij.columns import TableKind
from veiltrace_connectors.icij.nodes import is_bearer
from veiltrace_connectors.icij.row import OffshoreTable, TableRow
from veiltrace_connectors.reading.data_file import DataFile
from veiltrace_connectors.reading.side_table import SideTable

# What the files of each edition are called: edges, addresses, officers.
_NAMES = (
    (r"(.*)relationships(.*)", r"\1nodes-addresses\2", r"\1nodes-officers\2"),
    (r"(.*)\.edges\.(.*)", r"\1.nodes.address.\2", r"\1.nodes.officer.\2"),
    (r"()all_edges(.*)", r"\1Addresses\2", r"\1Officers\2"),
)


@dataclass(frozen=True, slots=True)
class OtherTables:
    """What the tables of nodes tell of the ends of edges, by node id.

    `address_of` returns "" for what is no known address.
    """

    address_of: Callable[[str], str]
    bearers: Container[str]


def tables_beside(file: DataFile) -> OtherTables:
    """Return what the tables of addresses and officers beside a table of edges tell.

    Addresses are looked up in a private table on disk, for there are half a million. The bearers,
    some tens of thousands of numbers, stay in memory.

    Raises:
        SourceUnavailable: one of the two is not there, or is no such table. Without them every
            address would be a blank, and the bearers of all firms one party.
    """
    addresses, officers = names_beside(file.name.rpartition("/")[2])
    places = SideTable(_addresses(file.beside(addresses)), "node")
    bearers = frozenset(_bearers(file.beside(officers)))

    def address_of(node: str) -> str:
        found = places.first(node)
        return found["address"] if found else ""

    return OtherTables(address_of, bearers)


def names_beside(name: str) -> tuple[str, str]:
    """Return what the tables of addresses and of officers are called beside a table of edges.

    >>> names_beside("relationships.csv")
    ('nodes-addresses.csv', 'nodes-officers.csv')
    >>> names_beside("panama_papers.edges.csv")
    ('panama_papers.nodes.address.csv', 'panama_papers.nodes.officer.csv')
    """
    for pattern, *names in _NAMES:
        if found := re.fullmatch(pattern, name):
            addresses, officers = (found.expand(name) for name in names)
            return addresses, officers
    raise SourceUnavailable(
        f"{name} is a table of edges; call it relationships.csv, so that the tables of nodes "
        "beside it can be found, which are then called nodes-addresses.csv and nodes-officers.csv"
    )


def _addresses(file: DataFile) -> Iterator[dict[str, str]]:
    for row in _rows(file, TableKind.ADDRESSES):
        yield {"node": row.node, "address": row.text("address") or row.text("name")}


def _bearers(file: DataFile) -> Iterator[str]:
    for row in _rows(file, TableKind.OFFICERS):
        if is_bearer(row.text("name")):
            yield row.node


def _rows(file: DataFile, kind: TableKind) -> Iterator[TableRow]:
    table = OffshoreTable(file)
    if table.kind is not kind:
        raise SourceUnavailable(
            f"{file.name} is the table of {table.kind} and not of {kind}; edges are read with "
            "the tables beside them, each under its own name"
        )
    # What is no row is told when the table itself is loaded.
    yield from (row for row in table.rows() if isinstance(row, TableRow))
