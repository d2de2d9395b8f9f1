"""How another table's rows are found."""

import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.reading.side_table import SideTable

ROWS = [
    {"id": "1", "name": "a"},
    {"id": "2", "name": "b"},
    {"id": "1", "name": "c"},
    {"name": "without a key"},
]


def test_rows_of_a_key_come_in_the_order_of_their_table() -> None:
    table = SideTable(ROWS, "id")
    assert [row["name"] for row in table.all("1")] == ["a", "c"]
    assert table.first("1") == ROWS[0]


def test_what_is_not_there_is_nothing() -> None:
    table = SideTable(ROWS, "id")
    assert table.all("3") == []
    assert table.first("3") is None
    assert SideTable([], "id").first("") is None


def test_the_error_of_the_rows_is_the_tables() -> None:
    def rows() -> Iterator[dict[str, str]]:
        yield ROWS[0]
        raise SourceUnavailable("cut off")

    with pytest.raises(SourceUnavailable, match="cut off"):
        SideTable(rows(), "id")


def test_memory_does_not_grow_with_the_table() -> None:
    tracemalloc.start()
    SideTable(({"id": f"{number}", "text": "x" * 200} for number in range(20_000)), "id")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@given(st.lists(st.dictionaries(st.sampled_from(["id", "name"]), st.text(max_size=5)), max_size=6))
def test_every_row_is_found_by_its_key(rows: list[dict[str, str]]) -> None:
    table = SideTable(rows, "id")
    for row in rows:
        same = [other for other in rows if other.get("id", "") == row.get("id", "")]
        assert table.all(row.get("id", "")) == same
