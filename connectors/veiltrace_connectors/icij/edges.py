"""A row of the table of edges: how two nodes stand to each other."""

import re
from datetime import date

from veiltrace_connectors.building import first_day, last_day, reference
from veiltrace_connectors.icij.columns import END, START, TYPE
from veiltrace_connectors.icij.freshness import seen_on
from veiltrace_connectors.icij.links import ADDRESS_TYPE, kinds_of
from veiltrace_connectors.icij.nodes import BEARER_SHARES, address_node
from veiltrace_connectors.icij.other_tables import OtherTables
from veiltrace_connectors.icij.row import TableRow
from veiltrace_connectors.json_lines import raw_json
from veiltrace_graph.model import Entity, RecordRelation, Rejected, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

_ENDED = re.compile(r"\b(?:former|resigned|ceased)\b")
_INTO_A_FIRM = frozenset({"officer_of", "intermediary_of"})


READ_OF_EDGES = frozenset(
    {START, END, TYPE, "link", "status", "start_date", "end_date", "sourceid", "valid_until"}
)
"""Columns, by their newest names, of which something is kept."""


def read_edge(
    row: TableRow, *, publisher: str, refreshed_on: date, others: OtherTables
) -> SourceRecord | Rejected:
    """Return what a row of edges says.

    Its record id is made of all that it says, so that a row that stands twice is one record.
    Rejected is `icij_no_end`, an edge that lacks a node, by the column.
    """
    start, end = row.id(START), row.id(END)
    if not start or not end:
        field = END if start else START
        return Rejected(row.position, "icij_no_end", field, raw_json(dict(row.values)))
    leak, link = row.text("sourceid"), _link(row)
    day = seen_on(row.text("valid_until"), leak, refreshed_on)
    since, until = row.text("start_date"), row.text("end_date")
    last = last_day(until)
    if _ENDED.search(f"{link} {row.text('status')}".lower()):
        last = last or day
    source = _start(row, publisher, others)
    target = _end(row, publisher, others)
    is_bearer = source.kind is NodeKind.SECURITY
    kinds = (RelationKind.ISSUED_BY,) if is_bearer else kinds_of(row.text(TYPE), link)
    return SourceRecord(
        record_id="|".join((start, row.text(TYPE), link, end, since, until, leak)),
        position=row.position,
        seen_on=day,
        entities=(source, target),
        relations=tuple(
            RecordRelation(kind, source.ref, target.ref, first_day(since), last, role=_role(row))
            for kind in kinds
        ),
    )


def _link(row: TableRow) -> str:
    return row.text("link") or row.text(TYPE).replace("_", " ")


def _start(row: TableRow, publisher: str, others: OtherTables) -> Entity:
    start = row.id(START)
    if start not in others.bearers:
        return Entity(reference(publisher, start), NodeKind.PARTY)
    # One node of ICIJ's stands for the bearers of many firms, who have nothing in common.
    paper = reference(publisher, f"{start}/{row.id(END)}")
    return Entity(paper, NodeKind.SECURITY, (BEARER_SHARES,))


def _end(row: TableRow, publisher: str, others: OtherTables) -> Entity:
    end, stated_type = row.id(END), row.text(TYPE).lower()
    ref = reference(publisher, end)
    if stated_type == ADDRESS_TYPE:
        text = others.address_of(end)
        return address_node(text, ref) if text else Entity(ref, NodeKind.ADDRESS)
    is_firm = stated_type in _INTO_A_FIRM
    return Entity(ref, NodeKind.ORGANISATION if is_firm else NodeKind.PARTY)


def _role(row: TableRow) -> str:
    """Return the wording, with the status and with what of the dates cannot be read."""
    parts = [_link(row), row.text("status")]
    for column in ("start_date", "end_date"):
        stated = row.text(column)
        if stated and first_day(stated) is None:
            parts.append(f"{column} {stated}")
    return ", ".join(part for part in parts if part)
