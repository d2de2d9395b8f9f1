from dataclasses import replace
from datetime import date

import pytest

from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import MatchRefused
from veiltrace_privacy.psi.terms import AskedTerms, Terms, check_terms

DAY = date(2026, 11, 25)
PARTNER = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))


def test_the_same_agreement_basis_and_purpose_pass(terms: AskedTerms) -> None:
    check_terms(PARTNER, terms, as_of=DAY)


@pytest.mark.parametrize(
    "change",
    [
        {"agreement_id": "A-2"},
        {"agreement_id": ""},
        {"purpose": Purpose.ASSETS},
        {"legal_basis": LegalBasis.LEGITIMATE_INTEREST},
        {"jurisdiction": "China"},
    ],
)
def test_any_difference_is_refused_by_vt_06(terms, change):
    with pytest.raises(MatchRefused, match="VT-06"):
        check_terms(PARTNER, replace(terms, **change), as_of=DAY)


def test_a_partner_without_a_lawful_basis_is_refused_too(terms: AskedTerms) -> None:
    unlawful = replace(PARTNER, legal_basis=LegalBasis.LEGITIMATE_INTEREST)
    with pytest.raises(MatchRefused):
        check_terms(unlawful, terms, as_of=DAY)


def test_an_agreement_that_no_header_can_carry_is_refused_when_it_is_made():
    for reference in ("", "A 1", "协议", "A\n1"):
        with pytest.raises(MatchRefused, match="VT-06"):
            replace(PARTNER, agreement_id=reference)
