"""What a reporting exception becomes."""

from lxml import etree

from veiltrace_connectors.gleif.connector import SOURCE
from veiltrace_connectors.gleif.exceptions import read_exception
from veiltrace_graph.model import Rejected, SourceRecord

CATEGORY = "<ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</ExceptionCategory>"


def read(content: str) -> SourceRecord | Rejected:
    return read_exception(etree.fromstring(f"<Exception>{content}</Exception>"), SOURCE, 1)


def test_an_exception_says_that_no_parent_is_known_and_not_that_there_is_none() -> None:
    record = read(f"<LEI>X</LEI>{CATEGORY}<ExceptionReason>NON_PUBLIC</ExceptionReason>")
    assert isinstance(record, SourceRecord)
    assert record.record_id == "X|DIRECT_ACCOUNTING_CONSOLIDATION_PARENT"
    assert record.relations == ()
    [status] = record.entities[0].properties
    assert status.name == "status"
    assert status.value == ("no parent known: DIRECT_ACCOUNTING_CONSOLIDATION_PARENT NON_PUBLIC")


def test_an_exception_without_lei_or_category_is_rejected() -> None:
    for content, field in ((CATEGORY, "LEI"), ("<LEI>X</LEI>", "ExceptionCategory")):
        found = read(content)
        assert isinstance(found, Rejected)
        assert found.field == field
