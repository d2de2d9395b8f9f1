"""How a party hangs together as a tree, and which records it hangs on as a table."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from veiltrace_api.desk.party_history import PartyHistory, RecordSeen
from veiltrace_api.render.findings import answered_under, short_id
from veiltrace_api.render.listings import plain_table
from veiltrace_graph.model import NodeId
from veiltrace_graph.resolution.judgement import Judgement
from veiltrace_graph.resolution.party_chain import Keystone

_RECORDS_SHOWN = 3


def party_chain_view(history: PartyHistory, *, with_log: bool) -> RenderableType:
    """Return a party's records, the judgements that join them, and what is left without one.

    Args:
        with_log: also what was withdrawn, and what stands and joins nothing here.
    """
    count = len(history.chain.steps)
    head = f"{history.node.caption}   ({history.node.kind}, {counted(count)})"
    parts: list[RenderableType] = [_tree(history, head)]
    if history.chain.others:
        parts.append(_judgements("Also joined by", history.chain.others))
    if count > 1:
        parts.append(_without(history.chain.keystones, history.records))
    if with_log:
        parts.append(_judgements("Stands, and joins nothing here", history.idle))
        parts.append(_judgements("Withdrawn", history.withdrawn))
    elif history.withdrawn or history.idle:
        more = len(history.withdrawn) + len(history.idle)
        parts.append(Text(f"{more:,} more in the log: add --log", "dim"))
    return Group(*parts, answered_under(history.certification, history.hidden))


def counted(records: int) -> str:
    """Return a number of records in words."""
    return f"{records:,} {'record' if records == 1 else 'records'}"


def said_by(judgement: Judgement) -> str:
    """Return who judged what, when and why.

    >>> from datetime import UTC, datetime
    >>> from veiltrace_graph.resolution.judgement import Author, Verdict
    >>> one, two = NodeId(bytes(16)), NodeId(bytes([1]) * 16)
    >>> day = datetime(2026, 7, 1, tzinfo=UTC)
    >>> said_by(Judgement(one, two, Verdict.SAME, Author.RULE, "shared lei", "", day))
    'same by rule: shared lei, 2026-07-01'
    """
    why = f", {judgement.reason}" if judgement.reason else ""
    return (
        f"{judgement.verdict} by {judgement.author}: {judgement.by}, "
        f"{judgement.decided_at:%Y-%m-%d}{why}"
    )


def _tree(history: PartyHistory, head: str) -> Tree:
    root = Tree(Text(head, "bold"))
    branches: dict[NodeId, Tree] = {}
    for step in history.chain.steps:
        branch = root if step.under is None else branches[step.under]
        line = Text(_record(step.record, history.records))
        if step.link is not None:
            line.append(f"\n{said_by(step.link)}", "dim")
        branches[step.record] = branch.add(line)
    return root


def _record(node: NodeId, records: Mapping[NodeId, RecordSeen]) -> str:
    seen = records.get(node)
    return short_id(node) if seen is None else f"{short_id(node)}  {seen.name}  [{seen.source}]"


def _without(keystones: Sequence[Keystone], records: Mapping[NodeId, RecordSeen]) -> RenderableType:
    if not keystones:
        return Text("no record holds it together alone: without any one of them it stays whole")
    table = plain_table("Without this record it would fall apart")
    for column in ("record", "into"):
        table.add_column(column, overflow="fold")
    for keystone in keystones:
        parts = "\n".join(_part(part) for part in keystone.parts)
        table.add_row(Text(_record(keystone.record, records)), parts)
    return table


def _part(part: Sequence[NodeId]) -> str:
    more = f", and {len(part) - _RECORDS_SHOWN:,} more" if len(part) > _RECORDS_SHOWN else ""
    return f"{counted(len(part))}: {', '.join(map(short_id, part[:_RECORDS_SHOWN]))}{more}"


def _judgements(title: str, judgements: Sequence[Judgement]) -> RenderableType:
    if not judgements:
        return Text(f"\n{title}: nothing")
    table = plain_table(title)
    for column in ("records", "judged", "withdrawn"):
        table.add_column(column, overflow="fold")
    for item in judgements:
        pair = f"{short_id(item.left)}\n{short_id(item.right)}"
        table.add_row(pair, Text(said_by(item)), Text(_withdrawal(item)))
    return table


def _withdrawal(judgement: Judgement) -> str:
    if judgement.withdrawn_at is None:
        return ""
    why = f", {judgement.withdrawal_reason}" if judgement.withdrawal_reason else ""
    return f"{judgement.withdrawn_at:%Y-%m-%d} by {judgement.withdrawn_by}{why}"
