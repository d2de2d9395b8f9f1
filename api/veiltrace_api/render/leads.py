"""Ranked leads in the terminal: one table for each class, reasons and delete-one below."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from veiltrace_api.answer import Answer
from veiltrace_api.labels import lead_label
from veiltrace_api.render.listings import coverage_line, money
from veiltrace_engine.lead import DeleteOne, Lead, LeadClass, Scale
from veiltrace_graph.model import Evidence

CLASS_TITLES = {
    LeadClass.SELF_CONTACT: "How to reach the debtor",
    LeadClass.LIABLE_PARTY: "Who else is liable",
    LeadClass.LOCATOR: "Who may know where the debtor is (names only)",
    LeadClass.ASSET: "What the debtor owns",
}


def answer_view(
    answer: Answer, *, top: int, explain: int = 0, classes: Sequence[LeadClass] = tuple(LeadClass)
) -> RenderableType:
    """Return the answer: at most `top` leads of each class, the first `explain` explained."""
    parts: list[RenderableType] = [_head(answer)]
    for lead_class in classes:
        leads = [lead for lead in answer.leads if lead.lead_class is lead_class]
        parts.append(_class_table(answer, lead_class, leads, top))
        parts += [_explanation(answer, lead) for lead in leads[:explain]]
    parts.append(Text(f"Coverage: {coverage_line(answer.coverage)}", "dim"))
    return Group(*parts)


def _head(answer: Answer) -> Panel:
    dossier, case = answer.dossier, answer.dossier.case
    lines = [f"debtor {dossier.debtor.caption}, as of {dossier.as_of}"]
    if case is not None:
        lines.append(f"claim {money(case)} of {case.creditor}, overdue since {case.overdue_since}")
    title = f"case {case.case_number}" if case else "leads"
    return Panel(Text("\n".join(lines)), title=Text(title), title_align="left")


def _class_table(
    answer: Answer, lead_class: LeadClass, leads: Sequence[Lead], top: int
) -> RenderableType:
    if not leads:
        return Text(f"{CLASS_TITLES[lead_class]}: nothing found\n", "yellow")
    table = Table(title=Text(CLASS_TITLES[lead_class], "bold"), title_justify="left")
    table.add_column("#", justify="right")
    table.add_column("lead", overflow="fold", ratio=3)
    table.add_column("p", justify="right")
    if lead_class is LeadClass.ASSET:
        table.add_column("recoverable", justify="right")
    table.add_column("why", overflow="fold", ratio=4)
    table.add_column("evidence", overflow="fold", ratio=3)
    for lead in leads[:top]:
        value = [value_text(lead)] if lead_class is LeadClass.ASSET else []
        why = [reason.text for reason in lead.reasons[:3]]
        flags = ", ".join(flag.replace("_", " ") for flag in lead.flags)
        table.add_row(
            str(lead.rank),
            Text(lead_label(lead, answer.dossier)),
            f"{lead.probability:.0%}",
            *value,
            Text("; ".join([*([flags.upper()] if flags else []), *why])),
            Text("; ".join(evidence_text(item) for item in lead.evidence[:2])),
        )
    if len(leads) > top:
        table.caption = f"and {len(leads) - top} more (--top)"
    return table


def value_text(lead: Lead) -> str:
    """Return the value band of an asset, `~` where it is only usual for its kind."""
    if lead.value is None:
        return "unknown"
    band = lead.value
    amount = f"{band.low:,.0f}" if band.low == band.high else f"{band.low:,.0f}-{band.high:,.0f}"
    return f"{'' if band.stated else '~'}{amount} {band.currency}"


def evidence_text(item: Evidence) -> str:
    """Return source, record and date of one piece of evidence."""
    return f"{item.source} {item.record_id} ({item.seen_on})"


def _explanation(answer: Answer, lead: Lead) -> RenderableType:
    table = Table(
        title=Text(f"Why #{lead.rank} {lead_label(lead, answer.dossier)}", "bold"),
        title_justify="left",
        show_header=False,
        box=None,
    )
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    for reason in lead.reasons:
        effect = {
            Scale.LOG_ODDS: f"{reason.effect:+.2f} log-odds",
            Scale.PROBABILITY: f"× {reason.effect:.2f} probability",
            Scale.VALUE: f"× {reason.effect:.2f} value",
            Scale.NOTE: "",
        }[reason.scale]
        table.add_row(Text(f"  {reason.text}"), effect)
    for item in lead.delete_one:
        table.add_row(Text(f"  without {delete_one_text(item)}", "dim"), "")
    if lead.next_lookup is not None:
        table.add_row(Text(f"  would be confirmed by: {lead.next_lookup.question}", "green"), "")
    return table


def delete_one_text(item: DeleteOne) -> str:
    """Return what becomes of a lead without one source or record."""
    if item.probability_without is None:
        return f"{item.what}: the lead is gone"
    return f"{item.what}: {item.probability_without:.0%}, rank {item.rank_without}"
