"""Leads as rows for other programs: CSV with one row a lead, JSON with one object a debtor."""

from typing import Any

from veiltrace_api.answer import Answer
from veiltrace_api.labels import lead_label
from veiltrace_engine.lead import Lead
from veiltrace_graph.model import Evidence

CSV_COLUMNS = (
    "case_number",
    "debtor",
    "as_of",
    "lead_class",
    "rank",
    "kind",
    "lead",
    "probability",
    "value_low",
    "value_high",
    "currency",
    "flags",
    "reasons",
    "evidence",
    "not_loaded",
    "stale",
    "purpose",
    "certification",
    "suppressed",
    "error",
)


def csv_rows(case_number: str, answer: Answer) -> list[dict[str, str]]:
    """Return one row for each lead; a debtor without leads has one row that says so by rank ""."""
    common = {
        "case_number": case_number,
        "debtor": answer.dossier.debtor.caption,
        "as_of": str(answer.dossier.as_of),
        "not_loaded": " ".join(answer.coverage.not_loaded),
        "stale": " ".join(answer.coverage.stale),
        "purpose": answer.purpose,
        "certification": answer.certification,
        "suppressed": "; ".join(
            f"{item.count} {item.what} by {item.rule_id}" for item in answer.suppressed
        ),
    }
    return [common | _csv_lead(answer, lead) for lead in answer.leads] or [common]


def _csv_lead(answer: Answer, lead: Lead) -> dict[str, str]:
    value = lead.value
    return {
        "lead_class": lead.lead_class,
        "rank": str(lead.rank),
        "kind": lead.asset_kind or lead.subject.kind,
        "lead": lead_label(lead, answer.dossier),
        "probability": f"{lead.probability:.4f}",
        "value_low": f"{value.low:.2f}" if value else "",
        "value_high": f"{value.high:.2f}" if value else "",
        "currency": value.currency if value else "",
        "flags": " ".join(lead.flags),
        "reasons": "; ".join(reason.text for reason in lead.reasons),
        "evidence": "; ".join(f"{e.source}/{e.record_id}@{e.seen_on}" for e in lead.evidence),
    }


def json_object(case_number: str, answer: Answer) -> dict[str, Any]:
    """Return the whole answer for one debtor, ready for JSON."""
    return {
        "case_number": case_number,
        "debtor": {
            "id": answer.dossier.debtor.id.hex(),
            "name": answer.dossier.debtor.caption,
        },
        "as_of": str(answer.dossier.as_of),
        "purpose": answer.purpose,
        "certification": answer.certification,
        "leads": [_json_lead(answer, lead) for lead in answer.leads],
        "suppressed": [
            {
                "what": item.what,
                "count": item.count,
                "outcome": item.outcome,
                "rule": item.rule_id,
                "name": item.rule_name,
                "citation": item.citation,
            }
            for item in answer.suppressed
        ],
        "coverage": [
            {
                "kind": kind.kind,
                "sources": list(kind.sources),
                "newest": str(kind.newest) if kind.newest else None,
                "stale_since": str(kind.stale_since) if kind.stale_since else None,
            }
            for kind in answer.coverage.kinds
        ],
    }


def _json_lead(answer: Answer, lead: Lead) -> dict[str, Any]:
    value, lookup = lead.value, lead.next_lookup
    return {
        "class": lead.lead_class,
        "rank": lead.rank,
        "kind": lead.asset_kind or lead.subject.kind,
        "id": lead.subject.id.hex(),
        "lead": lead_label(lead, answer.dossier),
        "probability": round(lead.probability, 6),
        "value": value
        and {
            "low": value.low,
            "high": value.high,
            "currency": value.currency,
            "stated": value.stated,
        },
        "flags": list(lead.flags),
        "reasons": [
            {"code": r.code, "text": r.text, "effect": round(r.effect, 6), "scale": r.scale}
            for r in lead.reasons
        ],
        "evidence": [_json_evidence(item) for item in lead.evidence],
        "without": [
            {"what": d.what, "probability": d.probability_without, "rank": d.rank_without}
            for d in lead.delete_one
        ],
        "next_lookup": lookup and {"source_kind": lookup.source_kind, "question": lookup.question},
    }


def _json_evidence(item: Evidence) -> dict[str, str]:
    return {
        "source": item.source,
        "publisher": item.publisher,
        "record_id": item.record_id,
        "seen_on": str(item.seen_on),
    }
