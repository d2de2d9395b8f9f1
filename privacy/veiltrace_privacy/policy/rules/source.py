"""What may be held and used at all: VT-02, VT-04, VT-21 and VT-22."""

from datetime import date

from veiltrace_privacy.policy.request import Request
from veiltrace_privacy.policy.rule import Declaration, Rule
from veiltrace_privacy.policy.words import (
    CN_BASES,
    DppaUse,
    Gate,
    JoinWith,
    LegalBasis,
    Origin,
    Outcome,
    SensitiveKind,
    is_lawful_basis,
)

BARRED_ORIGINS = frozenset({Origin.PRETEXT, Origin.LEAK, Origin.BOUGHT_UNLAWFUL})


def _concerns_own_source(request: Request) -> bool:
    """Return whether a source of the operator is asked about; VT-06 judges a partner's table."""
    return request.gate is Gate.INGEST or request.word("join_with") == JoinWith.LOCAL


def _check_basis(request: Request) -> Outcome:
    """SUPPRESS a source whose basis the law of the case or of the source does not know."""
    if not _concerns_own_source(request):
        return Outcome.ALLOW
    basis = LegalBasis(request.word("legal_basis"))
    if is_lawful_basis(basis, "cn"):
        return Outcome.ALLOW
    laws = (request.jurisdiction, request.country("source_jurisdiction"))
    return Outcome.ALLOW if is_lawful_basis(basis, *laws) else Outcome.SUPPRESS


def _check_sensitive(request: Request) -> Outcome:
    """ALLOW sensitive kinds with a separate consent only.

    Accounts pass without one in the operator's own records and by statutory duty: the lender knows
    the account it paid into, and a court orders a bank to answer.
    """
    kinds = request.words("sensitive_kinds")
    if not kinds:
        return Outcome.ALLOW
    if kinds == {SensitiveKind.FINANCIAL_ACCOUNT} and (
        request.word("origin") == Origin.OWN_RECORDS
        or request.word("legal_basis") == LegalBasis.STATUTORY_DUTY
    ):
        return Outcome.ALLOW
    request.identifier("separate_consent")
    return Outcome.ALLOW


def _check_origin(request: Request) -> Outcome:
    """REFUSE what was got by pretext, from a leak, or bought unlawfully."""
    if not _concerns_own_source(request):
        return Outcome.ALLOW
    barred = request.word("origin") in BARRED_ORIGINS
    return Outcome.REFUSE if barred else Outcome.ALLOW


def _check_vehicle(request: Request) -> Outcome:
    """ALLOW records of vehicles for a use that the law names only."""
    if request.flag("vehicle_rows"):
        request.word("dppa_use")
    return Outcome.ALLOW


BASIS = Rule(
    Declaration(
        id="VT-02",
        name="BASIS",
        does="each source has a legal basis that the law of the case and of the source knows; "
        "under Chinese law legitimate interest is none",
        citation="PIPL art 13; GDPR art 6",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.SUPPRESS,
        parameters=tuple(f"cn: {basis}" for basis in sorted(CN_BASES)),
    ),
    gates=frozenset({Gate.INGEST, Gate.JOIN}),
    check=_check_basis,
)

SENSITIVE = Rule(
    Declaration(
        id="VT-04",
        name="SENSITIVE",
        does="accounts, whereabouts, health, biometrics and religion need a separate consent; "
        "accounts also pass in own records or by statutory duty",
        citation="PIPL art 28-30",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.REFUSE,
        parameters=tuple(sorted(SensitiveKind)),
    ),
    gates=frozenset({Gate.INGEST}),
    check=_check_sensitive,
)

ORIGIN = Rule(
    Declaration(
        id="VT-21",
        name="ORIGIN",
        does="a source says how it was obtained; pretext, leak and unlawful purchase are barred",
        citation="PIPL art 10; GLBA 15 USC 6821",
        effective_from=date(2021, 11, 1),
        unknown=Outcome.REFUSE,
        parameters=tuple(sorted(BARRED_ORIGINS)),
    ),
    gates=frozenset({Gate.INGEST, Gate.JOIN}),
    check=_check_origin,
)

VEHICLE = Rule(
    Declaration(
        id="VT-22",
        name="VEHICLE-US",
        does="records of motor vehicles are read only for a use the source declares: on a debt, "
        "in litigation, or by a licensed investigator; without one they are counted and not kept",
        citation="DPPA 18 USC 2721(b)(3), (4), (8)",
        effective_from=date(1997, 9, 13),
        unknown=Outcome.REFUSE,
        jurisdictions=frozenset({"us"}),
        parameters=tuple(sorted(DppaUse)),
    ),
    gates=frozenset({Gate.INGEST}),
    check=_check_vehicle,
)
