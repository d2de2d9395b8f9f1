"""One self-contained HTML page of an answer: ranked leads, reasons, paths, the graph picture."""

from html import escape

from veiltrace_api.answer import Answer
from veiltrace_api.labels import lead_label
from veiltrace_api.render.findings import money
from veiltrace_api.render.graph_picture import graph_svg
from veiltrace_api.render.leads import (
    CLASS_TITLES,
    delete_one_text,
    evidence_text,
    suppressed_lines,
    telling_reasons,
    value_text,
)
from veiltrace_api.render.listings import coverage_line
from veiltrace_engine.lead import Lead, LeadClass

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
body { max-width: 1150px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid #8884; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.flag { background: #dd6b2033; border-radius: .3rem; padding: 0 .35rem; margin-right: .3rem; }
.dim { opacity: .7; } details summary { cursor: pointer; }
svg { width: 100%; height: auto; border: 1px solid #8884; border-radius: .5rem; }
svg path { stroke: #8886; fill: none; } svg text { font-size: 12px; fill: currentColor; }
svg .edge text { font-size: 9px; opacity: .6; text-anchor: middle; }
"""


def page_html(answer: Answer) -> str:
    """Return the page: no script, nothing fetched, readable in light and dark."""
    dossier, case = answer.dossier, answer.dossier.case
    claim = f"claim {money(case)} of {case.creditor}" if case else ""
    hidden = "".join(f"<p>{escape(line)}</p>" for line in suppressed_lines(answer.suppressed))
    mandate = f"For {escape(answer.purpose)}; mandate {escape(answer.certification)}."
    sections = "".join(_section(answer, lead_class) for lead_class in LeadClass)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Leads on {escape(dossier.debtor.caption)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>Leads on {escape(dossier.debtor.caption)}</h1>"
        f"<p>As of {dossier.as_of}. {escape(claim)}</p><p>{mandate}</p>"
        f"{graph_svg(answer)}{sections}{hidden}"
        f'<p class="dim">Coverage: {escape(coverage_line(answer.coverage))}</p>'
        '<p class="dim">Probabilities are stated priors, not yet calibrated on outcomes.</p>'
        "</body></html>"
    )


def _section(answer: Answer, lead_class: LeadClass) -> str:
    leads = [lead for lead in answer.leads if lead.lead_class is lead_class]
    rows = "".join(_row(answer, lead) for lead in leads)
    empty = '<p class="dim">nothing found</p>'
    value = "<th>recoverable</th>" if lead_class is LeadClass.ASSET else ""
    table = f"<table><tr><th>#</th><th>lead</th><th>p</th>{value}<th>why</th></tr>{rows}</table>"
    return f"<h2>{escape(CLASS_TITLES[lead_class])}</h2>{table if rows else empty}"


def _row(answer: Answer, lead: Lead) -> str:
    flags = "".join(f'<span class="flag">{escape(f.replace("_", " "))}</span>' for f in lead.flags)
    value = ""
    if lead.lead_class is LeadClass.ASSET:
        value = f'<td class="n">{escape(value_text(lead))}</td>'
    reasons = "".join(f"<li>{escape(reason.text)}</li>" for reason in lead.reasons)
    evidence = "".join(f"<li>{escape(evidence_text(item))}</li>" for item in lead.evidence)
    without = "".join(f"<li>without {escape(delete_one_text(d))}</li>" for d in lead.delete_one)
    telling = "; ".join(reason.text for reason in telling_reasons(lead)[:2])
    return (
        f'<tr><td class="n">{lead.rank}</td><td>{escape(lead_label(lead, answer.dossier))}</td>'
        f'<td class="n">{lead.probability:.0%}</td>{value}<td>{flags}<details><summary>'
        f"{escape(telling)}</summary><ul>{reasons}</ul>"
        f'<b>evidence</b><ul>{evidence}</ul><ul class="dim">{without}</ul></details></td></tr>'
    )
