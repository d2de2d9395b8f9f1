"""A pair side by side: what is marked is what a reviewer should look at twice."""

import io

import pytest
from rich.console import Console

from veiltrace_api.desk.reviewing import OpenedPair
from veiltrace_api.render.review import opened_view
from veiltrace_graph.model import NodeId, PropertyValue
from veiltrace_graph.resolution.linkage_record import LinkageRecord
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_graph.vocabulary import NodeKind
from veiltrace_privacy.normalise.value import Flag

A, B = NodeId(bytes(16)), NodeId(bytes([1]) * 16)


def shown(*values: tuple[PropertyValue, PropertyValue | None]) -> str:
    """The pair as it is printed, with the left and right value of each property."""
    left = LinkageRecord(A, NodeKind.PERSON, "court", tuple(one for one, _ in values))
    right = LinkageRecord(B, NodeKind.PERSON, "shop", tuple(o for _, o in values if o))
    opened = OpenedPair(ReviewPair(A, B, 0.5, 1.0), (left, right), False, ())
    console = Console(file=io.StringIO(), width=120)
    console.print(opened_view(opened, place=3, of=20))
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def mark(name: str, ours: str, theirs: str, flag: Flag = Flag.OK) -> str:
    """What stands beside a property's two values."""
    page = shown((PropertyValue(name, ours), PropertyValue(name, theirs, flag)))
    (line,) = [line for line in page.splitlines() if line.strip().startswith(name)]
    return line.split()[-1]


def test_progress_and_probability_head_the_pair() -> None:
    assert "3 of 20: the model gives 0.500" in shown((PropertyValue("name", "示例甲"), None))


def test_equal_values_are_marked_whatever_they_are() -> None:
    assert mark("phone", "+8612400000001", "+8612400000001") == "="
    assert mark("birth_date", "1980-01-01", "1980-01-01") == "="


def test_two_of_what_a_party_has_but_one_are_marked() -> None:
    assert mark("birth_date", "1980-01-01", "1981-02-02") == "differs"


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "flag"),
    [
        ("birth_date", "1980-01-01", "1980", Flag.OK),
        ("resident_id", "990101198001010014", "9901**********0021", Flag.MASKED),
        ("phone", "+8612400000001", "+8612400000002", Flag.OK),
        ("name", "示例甲", "Shili_Jia", Flag.OK),
    ],
)
def test_what_may_differ_though_the_two_are_one_is_not_called_different(
    name: str, ours: str, theirs: str, flag: Flag
) -> None:
    assert mark(name, ours, theirs, flag) not in ("=", "differs")


def test_what_only_one_says_is_no_difference() -> None:
    assert "differs" not in shown((PropertyValue("gender", "male"), None))


def test_markup_in_a_value_is_shown_as_it_is_written() -> None:
    assert "[red]示例[/red]" in shown((PropertyValue("name", "[red]示例[/red]"), None))
