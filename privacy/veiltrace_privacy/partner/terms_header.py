"""The terms of a question as HTTP headers: written by the registry, read by the partner."""

from collections.abc import Mapping

from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import MatchRefused
from veiltrace_privacy.psi.terms import AskedTerms

MANDATE = "veiltrace-mandate"
_AGREEMENT = "veiltrace-agreement"
_BASIS = "veiltrace-legal-basis"
_PURPOSE = "veiltrace-purpose"
_JURISDICTION = "veiltrace-jurisdiction"


def terms_to_headers(terms: AskedTerms) -> dict[str, str]:
    """Return the headers that say on which terms a question is asked.

    >>> terms = AskedTerms("A-1", LegalBasis.CONTRACT, Purpose.LOCATE, "cn")
    >>> terms_from_headers(terms_to_headers(terms)) == terms
    True
    """
    return {
        _AGREEMENT: terms.agreement_id,
        _BASIS: terms.legal_basis.value,
        _PURPOSE: terms.purpose.value,
        _JURISDICTION: terms.jurisdiction,
    }


def terms_from_headers(headers: Mapping[str, str]) -> AskedTerms:
    """Return the terms that the headers say.

    Raises:
        MatchRefused: one is missing or no known word.
    """
    try:
        return AskedTerms(
            headers[_AGREEMENT],
            LegalBasis(headers[_BASIS]),
            Purpose(headers[_PURPOSE]),
            headers[_JURISDICTION],
        )
    except (KeyError, ValueError):
        raise MatchRefused("VT-06: agreement, legal basis or purpose is not given") from None
