"""Ranked leads in the terminal: one table for each class, reasons and delete-one below."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from veiltrace_api.answer import Answer
from veiltrace_api.desk.screening import Suppressed
from veiltrace_api.labels import lead_label
from veiltrace_api.render.findings import money
from veiltrace_api.render.listings import coverage_line
from veiltrace_engine.lead import DeleteOne, Lead, LeadClass, Reason, Scale
from veiltrace_graph.model import Evidence
from veiltrace_privacy.policy.words import Outcome

CLASS_TITLES = {
    LeadClass.SELF_CONTACT: "How to reach the debtor",
    LeadClass.LIABLE_PARTY: "Who else is liable",
    LeadClass.LOCATOR: "Who may know where the debtor is (names only)",
    LeadClass.ASSET: "What the debtor owns",
}

_WHAT = {
    "source": ("source", "sources"),
    **{c.value: (f"{c.value} lead", f"{c.value} leads") for c in LeadClass},
}
_SAID_ELSEWHERE = frozenset({"answered", "base", "enforceable", "net", "relatedness"})
"""Codes of reasons that are the same for many leads: shown where one lead is explained."""
_REASONS_SHOWN = 3


def answer_view(
    answer: Answer, *, top: int, explain: int = 0, classes: Sequence[LeadClass] = tuple(LeadClass)
) -> RenderableType:
    """Return the answer: at most `top` leads of each class, the first `explain` explained."""
    parts: list[RenderableType] = [_head(answer)]
    for lead_class in classes:
        leads = [lead for lead in answer.leads if lead.lead_class is lead_class]
        parts.append(_class_table(answer, lead_class, leads, top))
        parts += [_explanation(answer, lead) for lead in leads[:explain]]
    parts += [Text(f"\n{line}", "yellow") for line in suppressed_lines(answer.suppressed)]
    parts.append(Text(f"\nCoverage: {coverage_line(answer.coverage)}"))
    parts.append(Text("Probabilities are stated priors, not yet calibrated on outcomes.", "dim"))
    return Group(*parts)


def _head(answer: Answer) -> Panel:
    dossier, case = answer.dossier, answer.dossier.case
    lines = [f"debtor {dossier.debtor.caption}, as of {dossier.as_of}"]
    if case is not None:
        due = case.overdue_since or "an unknown day"
        lines.append(f"claim {money(case)} of {case.creditor}, overdue since {due}")
    lines.append(f"for {answer.purpose}; mandate {answer.certification}")
    title = f"case {case.case_number}" if case else "leads"
    return Panel(Text("\n".join(lines)), title=Text(title), title_align="left")


def suppressed_lines(suppressed: Sequence[Suppressed]) -> list[str]:
    """Return one sentence for each rule that hides leads or sources, with its citation."""
    return [
        f"{item.count} {_WHAT[item.what][item.count != 1]} "
        f"{'held for review' if item.outcome is Outcome.REVIEW else 'suppressed'} by "
        f"{item.rule_id} {item.rule_name} ({item.citation})"
        for item in suppressed
    ]


def _class_table(
    answer: Answer, lead_class: LeadClass, leads: Sequence[Lead], top: int
) -> RenderableType:
    if not leads:
        return Text(f"\n{CLASS_TITLES[lead_class]}: nothing found", "yellow")
    table = Table(
        title=Text(f"\n{CLASS_TITLES[lead_class]}", "bold"), title_justify="left", box=SIMPLE_HEAD
    )
    table.add_column("#", justify="right")
    table.add_column("lead", overflow="fold", ratio=2, min_width=20)
    table.add_column("p", justify="right")
    if lead_class is LeadClass.ASSET:
        table.add_column("recoverable", justify="right", no_wrap=True)
    table.add_column("why, and which records say so", overflow="fold", ratio=3)
    for lead in leads[:top]:
        value = [value_text(lead)] if lead_class is LeadClass.ASSET else []
        table.add_row(
            str(lead.rank),
            Text(lead_label(lead, answer.dossier)),
            f"{lead.probability:.0%}",
            *value,
            _why(lead),
        )
    if len(leads) > top:
        table.caption = f"and {len(leads) - top} more (--top)"
    return table


def _why(lead: Lead) -> Text:
    flags = ", ".join(flag.replace("_", " ") for flag in lead.flags)
    lines = [Text(flags, "yellow")] if flags else []
    lines += [Text(reason.text) for reason in telling_reasons(lead)[:_REASONS_SHOWN]]
    lines += [Text(evidence_text(item), "dim") for item in lead.evidence[:1]]
    if len(lead.evidence) > 1:
        lines[-1].append(f" and {len(lead.evidence) - 1} more")
    return Text("\n").join(lines)


def telling_reasons(lead: Lead) -> list[Reason]:
    """Return the reasons that tell this lead from others of its class."""
    return [
        reason
        for reason in lead.reasons
        if reason.code not in _SAID_ELSEWHERE
        and not (reason.code == "share" and reason.effect == 1)
    ]


def value_text(lead: Lead) -> str:
    """Return the value band of an asset, `~` where it is only usual for its kind."""
    if lead.value is None:
        return "unknown"
    band = lead.value
    amount = _short(band.low)
    if band.high != band.low:
        amount += f"-{_short(band.high)}"
    return f"{'' if band.stated else '~'}{amount} {band.currency}"


def _short(amount: float) -> str:
    for size, suffix in ((1e6, "M"), (1e3, "k")):
        if amount >= size:
            return f"{amount / size:.3g}{suffix}"
    return f"{amount:.0f}"


def evidence_text(item: Evidence) -> str:
    """Return source, record and date of one piece of evidence."""
    return f"{item.source}, record {item.record_id}, {item.seen_on}"


def _explanation(answer: Answer, lead: Lead) -> RenderableType:
    table = Table(
        title=Text(f"Why #{lead.rank}, {lead_label(lead, answer.dossier)}", "bold"),
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
    for evidence in lead.evidence:
        table.add_row(Text(f"  {evidence_text(evidence)}", "dim"), "")
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
