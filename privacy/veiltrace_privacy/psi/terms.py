"""The terms of a match: under which agreement, by what right, for which purpose (rule VT-06).

Both sides ask the same rule before anything is masked: the registry with the partner's signed
terms, the partner with what the registry says it asks on.
"""

from dataclasses import dataclass
from datetime import date

from veiltrace_privacy.policy.errors import PolicyError
from veiltrace_privacy.policy.facts import FACTS
from veiltrace_privacy.policy.gate import decide
from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import RulePack
from veiltrace_privacy.policy.rules.sharing import SHARE
from veiltrace_privacy.policy.words import Gate, JoinWith, LegalBasis, Outcome, Purpose
from veiltrace_privacy.psi.errors import MatchRefused

_PACK = RulePack("match", SHARE.declared.effective_from, (SHARE,))


@dataclass(frozen=True, slots=True)
class Terms:
    """What one party agreed to; `legal_basis` is that party's own right to share.

    Raises:
        MatchRefused: the agreement's reference is no plain identifier.
    """

    agreement_id: str
    legal_basis: LegalBasis
    purposes: tuple[Purpose, ...]

    def __post_init__(self) -> None:
        if not FACTS["agreement_id"].accepts(self.agreement_id):
            raise MatchRefused("VT-06: an agreement's reference is letters, digits and . _ : -")


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """On what a question is asked; `jurisdiction` is that of the case, such as "cn"."""

    agreement_id: str
    legal_basis: LegalBasis
    purpose: Purpose
    jurisdiction: str


def check_terms(partner: Terms, asked: AskedTerms, *, as_of: date) -> None:
    """Let a question pass that VT-06 allows.

    Raises:
        MatchRefused: another agreement or purpose, or a basis the law does not know.

    >>> terms = Terms("A-1", LegalBasis.CONTRACT, (Purpose.LOCATE,))
    >>> asked = AskedTerms("A-1", LegalBasis.CONTRACT, Purpose.ASSETS, "cn")
    >>> check_terms(terms, asked, as_of=date(2026, 11, 25))
    Traceback (most recent call last):
    veiltrace_privacy.psi.errors.MatchRefused: VT-06: agreement, legal basis or purpose differ
    """
    shared = asked.purpose if asked.purpose in partner.purposes else None
    facts = {
        "join_with": JoinWith.PARTNER.value,
        "agreement_id": asked.agreement_id,
        "partner_agreement_id": partner.agreement_id,
        "agreement_basis": asked.legal_basis.value,
        "partner_basis": partner.legal_basis.value,
    } | ({"partner_purpose": shared.value} if shared else {})
    try:
        request = Request(Gate.JOIN, asked.purpose, asked.jurisdiction, facts)
        outcome = decide(request, _PACK, as_of).outcome
    except PolicyError:
        outcome = Outcome.REFUSE
    if outcome is not Outcome.ALLOW:
        raise MatchRefused(f"{SHARE.declared.id}: agreement, legal basis or purpose differ")
