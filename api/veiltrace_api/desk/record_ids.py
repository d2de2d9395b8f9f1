"""Record ids as far as an answer may show them: many are themselves numbers of people or things."""

from dataclasses import replace

from veiltrace_engine.lead import Lead, LeadClass
from veiltrace_graph.model import Evidence

OWN_SOURCES = frozenset({"own-investigation", "cases-by-hand"})
"""Sources whose records are called by creditor and case, perhaps of another tenant."""
_SHOWN_TAIL = 2


def masked(evidence: Evidence) -> Evidence:
    """Return the evidence with its record id masked but for the end.

    >>> from datetime import date
    >>> masked(Evidence("shop", "a shop", "M0001010", date(2026, 6, 30))).record_id
    '··10'
    """
    return replace(evidence, record_id=f"··{evidence.record_id[-_SHOWN_TAIL:]}")


def shielded(lead: Lead) -> Lead:
    """Return the lead with the record ids masked that may name somebody else.

    Of a locator these are all: a record about another person may be called by their account or
    plate. Of every lead, those of `OWN_SOURCES`.
    """
    is_other = lead.lead_class is LeadClass.LOCATOR
    evidence = (
        masked(item) if is_other or item.source in OWN_SOURCES else item for item in lead.evidence
    )
    return replace(lead, evidence=tuple(evidence))
