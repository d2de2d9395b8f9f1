"""Tables of what was found: search hits, related parties, cases."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from veiltrace_api.desk.cases import CaseLine
from veiltrace_api.desk.reading import CaseView
from veiltrace_api.graph_index import RelatedNode
from veiltrace_api.render.listings import plain_table
from veiltrace_engine.dossier import CaseFacts
from veiltrace_graph.model import Node, NodeId
from veiltrace_graph.stores.base import Found, Neighbourhood

SHOWN_ID = 10
"""Hex digits of an id that are shown; enough to name one node of any real store."""


def short_id(node: NodeId) -> str:
    """Return the beginning of an id, as commands take it back."""
    return node.hex()[:SHOWN_ID]


def answered_under(certification: str, hidden: int) -> Text:
    """Return the line under each answer: who vouches for it, and how much is not shown."""
    kept = f"; {hidden:,} not shown, by the purpose or by a rule (VT-03, VT-05)" if hidden else ""
    return Text(f"mandate {certification}{kept}", "dim")


def found_table(found: Sequence[Found]) -> RenderableType:
    """Return search hits with the ids that other commands take."""
    if not found:
        return Text("nothing found; names need every word or character, identifiers be whole")
    table = plain_table(f"{len(found)} found")
    for column in ("id", "kind", "name", "matched by"):
        table.add_column(column, overflow="fold")
    for hit in found:
        matched = "name" if hit.matched == hit.node.caption else hit.matched
        table.add_row(short_id(hit.node.id), hit.node.kind, Text(hit.node.caption), Text(matched))
    return table


def related_table(node: Node, related: Sequence[RelatedNode]) -> RenderableType:
    """Return the parties most related to one."""
    if not related:
        return Text(f"nobody is related to {node.caption}")
    table = plain_table(f"Most related to {node.caption}")
    for column in ("id", "kind", "name"):
        table.add_column(column, overflow="fold")
    table.add_column("relatedness", justify="right")
    for party in related:
        table.add_row(
            short_id(party.node.id), party.node.kind, Text(party.node.caption), f"{party.score:.4f}"
        )
    if related[0].truncated:
        table.caption = "cut short: something here is shared by very many"
    return table


def neighbourhood_line(around: Neighbourhood) -> str:
    """Return how much lies within two steps, and what was not walked through."""
    more = "at least " if around.truncated else ""
    hubs = f"; {len(around.hubs)} hubs among them were not walked through" if around.hubs else ""
    return f"{more}{len(around.nodes):,} parties and things within two steps{hubs}"


def cases_table(lines: Sequence[CaseLine]) -> RenderableType:
    """Return the cases by number, and how far each is."""
    if not lines:
        return Text("no cases yet: 'veiltrace case import' or 'veiltrace case add'")
    table = plain_table(f"{len(lines):,} {'case' if len(lines) == 1 else 'cases'}")
    for column in ("case", "state", "mandate until"):
        table.add_column(column, overflow="fold")
    for line in lines:
        table.add_row(Text(line.number), line.state, str(line.until or ""))
    return table


def case_panel(
    case: CaseView,
) -> RenderableType:
    """Return one case: the claim, and what is stated of each debtor, by which source."""
    facts = case.facts
    lines = [
        f"claim {money(facts)}, overdue since {facts.overdue_since or 'an unknown day'}",
        f"creditor {facts.creditor or 'unknown'}",
        f"mandate {case.certification}",
    ]
    tables = []
    for debtor in case.debtors:
        table = plain_table(f"{debtor.caption}  ({debtor.kind}, {short_id(debtor.id)})")
        for column in ("property", "value", "source", "seen"):
            table.add_column(column, overflow="fold")
        for item in case.statements.get(debtor.id, ()):
            evidence = item.evidence
            flag = "" if item.flag == "ok" else f" ({item.flag})"
            source, seen = Text(evidence.source), str(evidence.seen_on)
            table.add_row(item.name, Text(item.value + flag), source, seen)
        tables.append(table)
    title = Text(f"case {facts.case_number}")
    return Panel(Group(Text("\n".join(lines)), *tables), title=title, title_align="left")


def money(facts: CaseFacts) -> str:
    """Return the claim with its currency."""
    return "unknown" if facts.amount is None else f"{facts.amount:,.2f} {facts.currency or ''}"
