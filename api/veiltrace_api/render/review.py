"""Pairs to decide: the queue as a list of ids, and one pair with both records side by side."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from veiltrace_api.desk.reviewing import OpenedPair
from veiltrace_api.render.findings import short_id
from veiltrace_api.render.listings import plain_table
from veiltrace_graph.model import PropertyValue
from veiltrace_graph.resolution.linkage_record import COMPARED, LinkageRecord
from veiltrace_graph.resolution.review_pair import ReviewPair
from veiltrace_privacy.normalise.value import Flag

_HAS_ONE = frozenset(
    {
        "birth_date",
        "birth_place",
        "gender",
        "resident_id",
        "uscc",
        "lei",
        "jurisdiction",
        "incorporated_on",
    }
)
"""Of what a party has but one, so that two are worth a second look."""


def queue_table(pairs: Sequence[ReviewPair]) -> RenderableType:
    """Return the pairs by their ids, the most telling first."""
    if not pairs:
        return Text("nothing to review")
    table = plain_table(f"{len(pairs):,} {'pair' if len(pairs) == 1 else 'pairs'} to review")
    for column in ("record", "and record"):
        table.add_column(column, no_wrap=True)
    table.add_column("probability", justify="right")
    for pair in pairs:
        table.add_row(short_id(pair.left), short_id(pair.right), f"{pair.probability:.3f}")
    return table


def queue_json(pairs: Sequence[ReviewPair]) -> list[dict[str, str | float]]:
    """Return the pairs by their whole ids, as JSON objects."""
    return [
        {
            "left": pair.left.hex(),
            "right": pair.right.hex(),
            "probability": pair.probability,
            "priority": pair.priority,
        }
        for pair in pairs
    ]


def opened_view(opened: OpenedPair, *, place: int, of: int) -> RenderableType:
    """Return one pair with both records side by side, and how they compare at sight."""
    head = f"\n{place:,} of {of:,}: the model gives {opened.pair.probability:.3f} that they are one"
    if not opened.records:
        barred = f"may not be shown, by {', '.join(opened.rules)}"
        return Text(f"{head}\n{barred if opened.rules else 'a record of it says nothing by now'}")
    left, right = opened.records
    table = plain_table("")
    table.title = None
    for column in ("", short_id(left.node), short_id(right.node), ""):
        table.add_column(column, overflow="fold")
    table.add_row("source", Text(left.source), Text(right.source), "")
    for name in COMPARED:
        ours, theirs = _of(left, name), _of(right, name)
        if ours or theirs:
            table.add_row(name, _cell(ours), _cell(theirs), _at_sight(name, ours, theirs))
    by_now = [Text("they are one party by now", "dim")] if opened.is_one else []
    return Group(Text(head, "bold"), table, *by_now)


def _of(record: LinkageRecord, name: str) -> Sequence[PropertyValue]:
    return [value for value in record.values if value.name == name]


def _cell(values: Sequence[PropertyValue]) -> Text:
    lines = (f"{v.value} ({v.flag})" if v.flag is not Flag.OK else v.value for v in values)
    return Text("\n".join(lines))


def _at_sight(name: str, ours: Sequence[PropertyValue], theirs: Sequence[PropertyValue]) -> str:
    """Return whether the two say the same; nothing where they may differ and be one all the same.

    That is where one says nothing, where a value is masked, damaged or only a part of the other's,
    and of what people have several of.
    """
    if {value.value for value in ours} & {value.value for value in theirs}:
        return "="
    if name not in _HAS_ONE or not ours or not theirs:
        return ""
    if any(value.flag not in (Flag.OK, Flag.DERIVED) for value in (*ours, *theirs)):
        return ""
    pairs = [sorted((a.value, b.value), key=len) for a in ours for b in theirs]
    return "" if any(long.startswith(short) for short, long in pairs) else "differs"
