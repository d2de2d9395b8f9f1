"""A level 2 record: which entity consolidates or manages which."""

from datetime import date

from lxml import etree

from veiltrace_connectors.building import first_day, reference
from veiltrace_connectors.gleif.xml_text import child, raw_xml, texts
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


def read_relationship(
    record: etree._Element, source: Source, position: int
) -> SourceRecord | Rejected:
    """Return a level 2 record; its id is START|TYPE|END, the type is the relation's role.

    No share is read: the quantifier measures consolidation, and 1.00 and 100.00 both occur for
    the whole.

    Rejected are `gleif_no_node` and `gleif_no_type`, each with the element that is missing.
    """
    link = child(record, "Relationship")
    ends = [dict(texts(child(link, end))).get("NodeID", "") for end in ("StartNode", "EndNode")]
    if not all(ends):
        field = "EndNode.NodeID" if ends[0] else "StartNode.NodeID"
        return Rejected(position, "gleif_no_node", f"Relationship.{field}", raw_xml(record))
    stated = dict(texts(link))
    stated_type = stated.get("RelationshipType")
    if not stated_type:
        field = "Relationship.RelationshipType"
        return Rejected(position, "gleif_no_type", field, raw_xml(record))
    registration = dict(texts(child(record, "Registration")))
    seen_on = first_day(registration.get("LastUpdateDate", "")[:10]) or source.refreshed_on
    since, until = _period(child(link, "RelationshipPeriods"))
    if stated.get("RelationshipStatus") == "INACTIVE":
        until = until or seen_on
    start, end = (reference(source.publisher, lei) for lei in ends)
    return SourceRecord(
        record_id=f"{ends[0]}|{stated_type}|{ends[1]}",
        position=position,
        seen_on=seen_on,
        entities=(Entity(start, NodeKind.ORGANISATION), Entity(end, NodeKind.ORGANISATION)),
        relations=(
            RecordRelation(
                kind=_KINDS.get(stated_type, RelationKind.OTHER),
                source=start,
                target=end,
                valid_from=since,
                valid_to=until,
                role=stated_type,
            ),
        ),
    )


def _period(periods: etree._Element | None) -> tuple[date | None, date | None]:
    # An ACCOUNTING_PERIOD or DOCUMENT_FILING_PERIOD is that of the papers, not of the relation.
    for period in () if periods is None else periods:
        stated = dict(texts(period))
        if stated.get("PeriodType") == "RELATIONSHIP_PERIOD":
            since, until = (stated.get(f"{end}Date", "")[:10] for end in ("Start", "End"))
            return first_day(since), first_day(until)
    return None, None
