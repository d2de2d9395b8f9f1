"""What may be matched with a partner: VT-06."""

from datetime import date

from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import Declaration, Rule
from veiltrace_privacy.policy.words import Gate, JoinWith, LegalBasis, Outcome, is_lawful_basis


def _check_sharing(request: Request) -> Outcome:
    """REFUSE a match, before any cryptography, unless both sides mean the same agreement."""
    if request.word("join_with") == JoinWith.LOCAL:
        return Outcome.ALLOW
    same_agreement = request.identifier("agreement_id") == request.identifier(
        "partner_agreement_id"
    )
    same_purpose = request.word("partner_purpose") == request.purpose
    bases = [LegalBasis(request.word(name)) for name in ("agreement_basis", "partner_basis")]
    lawful = all(is_lawful_basis(basis, request.jurisdiction) for basis in bases)
    return Outcome.ALLOW if same_agreement and same_purpose and lawful else Outcome.REFUSE


SHARE = Rule(
    Declaration(
        id="VT-06",
        name="SHARE",
        does="a match with a partner needs one agreement, a lawful basis and the same purpose on "
        "both sides, before any cryptography",
        citation="PIPL art 23",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.REFUSE,
    ),
    gates=frozenset({Gate.JOIN}),
    check=_check_sharing,
)
