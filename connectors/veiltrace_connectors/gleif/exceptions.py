"""A reporting exception: why an entity has named no parent. It does not say that there is none."""

from lxml import etree

from veiltrace_connectors.building import reference
from veiltrace_connectors.gleif.xml_text import raw_xml, texts
from veiltrace_graph.model import Entity, PropertyValue, Rejected, Source, SourceRecord
from veiltrace_graph.vocabulary import NodeKind


def read_exception(
    record: etree._Element, source: Source, position: int
) -> SourceRecord | Rejected:
    """Return a reporting exception as a status of its entity; its id is LEI|CATEGORY.

    Rejected are `gleif_no_lei` and `gleif_no_category`, each with the element that is missing.
    """
    stated = texts(record)
    lei = dict(stated).get("LEI")
    category = dict(stated).get("ExceptionCategory")
    if not (lei and category):
        reason, field = (
            ("gleif_no_category", "ExceptionCategory") if lei else ("gleif_no_lei", "LEI")
        )
        return Rejected(position, reason, field, raw_xml(record))
    reasons = ", ".join(text for name, text in stated if name == "ExceptionReason")
    status = f"no parent known: {category} {reasons}".strip()
    entity = Entity(
        reference(source.publisher, lei),
        NodeKind.ORGANISATION,
        (PropertyValue("status", status),),
    )
    return SourceRecord(f"{lei}|{category}", position, source.refreshed_on, (entity,))
