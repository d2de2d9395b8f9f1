"""Which headers are those of ACRIS."""

import pytest

from veiltrace_connectors.acris.columns import (
    AcrisTable,
    missing_columns,
    named_columns,
    renamed,
    table_of,
)

API = ("document_id", "doc_type", "document_date", "document_amt", "recorded_datetime")
DOWNLOAD = ("DOCUMENT ID", "DOC. TYPE", "DOC. DATE", "DOC. AMOUNT", "RECORDED / FILED")
OLDER = ("documentid", "doctype", "docdate", "docamount", "recordedfiled")


@pytest.mark.parametrize(
    "columns", [(*API, "percent_trans"), (*DOWNLOAD, "% TRANSFERRED"), (*OLDER, "pcttransferred")]
)
def test_three_headers_say_the_same(columns: tuple[str, ...]) -> None:
    assert tuple(named_columns(columns)) == (
        *("document_id", "doc_type", "document_date", "document_amt", "recorded", "percent"),
    )
    assert table_of(columns) is AcrisTable.MASTER
    assert missing_columns(AcrisTable.MASTER, columns) == ()


def test_a_missing_column_is_named() -> None:
    assert missing_columns(AcrisTable.LEGALS, ["document_id", "borough", "lot"]) == ("block",)


def test_a_table_of_other_things_is_none_of_these() -> None:
    assert table_of(["document_id", "title"]) is None
    assert table_of([]) is None


def test_a_row_comes_under_our_names_without_outer_space() -> None:
    names = named_columns(["DOC. DATE", "REEL PAGE"])
    assert renamed({"DOC. DATE": " 05/01/2024 ", "REEL PAGE": "1"}, names) == {
        "document_date": "05/01/2024"
    }
