"""A reporting exception: why an entity has named no parent. It does not say that there is none."""

from lxml import etree

from veiltrace_connectors.building import reference
from veiltrace_connectors.gleif.xml_text import children, deleted_on, raw_xml, text_of, texts
from veiltrace_graph.model import Entity, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind


def read_exception(
    record: etree._Element, source: Source, position: int
) -> SourceRecord | Rejected:
    """Return a reporting exception as a status of its entity; its id is LEI|CATEGORY.

    One that was taken back says nothing of its entity from that day on.

    Rejected are `gleif_no_lei` and `gleif_no_category`, each with the element that is missing.
    """
    parts = children(record)
    lei, category = text_of(parts.get("LEI")), text_of(parts.get("ExceptionCategory"))
    if not (lei and category):
        reason, field = (
            ("gleif_no_category", "ExceptionCategory") if lei else ("gleif_no_lei", "LEI")
        )
        return Rejected(position, reason, field, raw_xml(record))
    ref, record_id = reference(source.publisher, lei), f"{lei}|{category}"
    if deleted := deleted_on(parts):
        gone = Entity(ref, NodeKind.ORGANISATION)
        return SourceRecord(record_id, position, deleted, (gone,))
    reasons = ", ".join(text for name, text in texts(record) if name == "ExceptionReason")
    status = f"no parent known: {category} {reasons}".strip()
    entity = Entity(ref, NodeKind.ORGANISATION, (PropertyValue("status", status),))
    return SourceRecord(record_id, position, source.refreshed_on, (entity,))
