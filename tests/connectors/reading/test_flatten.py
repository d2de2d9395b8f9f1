from typing import Any

from veiltrace_connectors.reading.flatten import flatten


def test_no_depth_of_nesting_is_too_deep() -> None:
    document: dict[str, Any] = {"a": 1}
    for _ in range(5000):
        document = {"a": document}
    assert list(flatten(document).values()) == ["1"]


def test_empty_items_leave_no_mark() -> None:
    assert flatten({"a": ["", None, "x", "", "y"]}) == {"a": "x;y"}
