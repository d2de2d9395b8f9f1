"""A level 2 record: which entity consolidates or manages which."""

from datetime import date

from lxml import etree

from veiltrace_connectors.building import first_day, reference
from veiltrace_connectors.gleif.xml_text import Parts, children, deleted_on, raw_xml, text_of, texts
from veiltrace_graph.model import Entity, RecordRelation, Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind, RelationKind

# NOTE: the published type really is IS_FUND-MANAGED_BY, with a dash; the underscore is also met.
_KINDS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": RelationKind.CONSOLIDATED_BY,
    "IS_ULTIMATELY_CONSOLIDATED_BY": RelationKind.CONSOLIDATED_BY,
    "IS_FUND-MANAGED_BY": RelationKind.MANAGED_BY,
    "IS_FUND_MANAGED_BY": RelationKind.MANAGED_BY,
    "IS_SUBFUND_OF": RelationKind.SUBFUND_OF,
}


# Reported by mistake: GLEIF goes on listing the record, and nothing of it holds.
_VOID = frozenset({"ANNULLED", "DUPLICATE"})


def read_relationship(
    record: etree._Element, source: Source, position: int
) -> SourceRecord | Rejected:
    """Return a level 2 record; its id is START|TYPE|END, the type is the relation's role.

    A relationship that is inactive or whose record is retired ended at the latest when that was
    reported. One that was taken back, or was a mistake, gives its two entities and no relation,
    which closes what an earlier version of the record said.

    No share is read: the quantifier measures consolidation, and 1.00 and 100.00 both occur for
    the whole.

    Rejected are `gleif_no_node` and `gleif_no_type`, each with the element that is missing.
    """
    parts = children(record)
    link = children(parts.get("Relationship"))
    ends = [text_of(children(link.get(end)).get("NodeID")) for end in ("StartNode", "EndNode")]
    if not all(ends):
        field = "EndNode.NodeID" if ends[0] else "StartNode.NodeID"
        return Rejected(position, "gleif_no_node", f"Relationship.{field}", raw_xml(record))
    stated_type = text_of(link.get("RelationshipType"))
    if not stated_type:
        field = "Relationship.RelationshipType"
        return Rejected(position, "gleif_no_type", field, raw_xml(record))
    registration = children(parts.get("Registration"))
    updated = first_day(text_of(registration.get("LastUpdateDate"))[:10]) or source.refreshed_on
    standing = text_of(registration.get("RegistrationStatus"))
    deleted = deleted_on(parts)
    start, end = (reference(source.publisher, lei) for lei in ends)
    relation = RecordRelation(
        _KINDS.get(stated_type, RelationKind.OTHER),
        start,
        end,
        *_period(link, updated, is_over=standing == "RETIRED"),
        role=stated_type,
    )
    return SourceRecord(
        record_id=f"{ends[0]}|{stated_type}|{ends[1]}",
        position=position,
        seen_on=deleted or updated,
        entities=(Entity(start, NodeKind.ORGANISATION), Entity(end, NodeKind.ORGANISATION)),
        relations=() if deleted or standing in _VOID else (relation,),
    )


def _period(link: Parts, updated: date, *, is_over: bool) -> tuple[date | None, date | None]:
    # An ACCOUNTING_PERIOD or DOCUMENT_FILING_PERIOD is that of the papers, not of the relation.
    since = until = None
    for period in link.get("RelationshipPeriods", ()):
        stated = dict(texts(period))
        if stated.get("PeriodType") == "RELATIONSHIP_PERIOD":
            days = (stated.get(f"{end}Date", "")[:10] for end in ("Start", "End"))
            since, until = (first_day(day) for day in days)
            break
    is_over = is_over or text_of(link.get("RelationshipStatus")) == "INACTIVE"
    return since, until or (updated if is_over else None)
