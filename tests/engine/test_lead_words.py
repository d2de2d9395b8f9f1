"""The gate's words for leads are the engine's; the privacy package cannot import them."""

from veiltrace_engine.lead import LeadClass
from veiltrace_privacy.policy.words import CONTACT_LEADS, LEAD_CLASSES


def test_the_gate_knows_each_class_of_lead_and_no_other() -> None:
    assert {lead_class.value for lead_class in LeadClass} == LEAD_CLASSES


def test_every_class_but_the_asset_leads_to_a_person() -> None:
    assert {LeadClass.ASSET.value} == LEAD_CLASSES - CONTACT_LEADS
