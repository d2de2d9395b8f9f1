"""The words a request to the gate is made of."""

from collections.abc import Iterable
from enum import StrEnum


class Purpose(StrEnum):
    """What somebody wants the answer for.

    LOCATE, ASSETS and ENFORCEMENT are purposes of a case and stand in its mandate. MAINTENANCE is
    work on sources that reads no person. REVIEW is a person's decision on one held item, such as
    whether two records are one party.
    """

    LOCATE = "locate"
    ASSETS = "assets"
    ENFORCEMENT = "enforcement"
    MAINTENANCE = "maintenance"
    REVIEW = "review"


CASE_PURPOSES = (Purpose.ASSETS, Purpose.ENFORCEMENT, Purpose.LOCATE)
"""The purposes a mandate can name, in the order it names them."""


class Gate(StrEnum):
    """Where the question is asked.

    INGEST: may we hold this source? JOIN: may its records, or a partner's match, be linked into
    an answer? LEAD: may this lead be shown? READ: may these fields be read at all?
    """

    INGEST = "ingest"
    JOIN = "join"
    LEAD = "lead"
    READ = "read"


class Outcome(StrEnum):
    """What becomes of what was asked about, from the laxest to the strictest.

    SUPPRESS: kept, hidden, counted and listed with its rule. REVIEW: the same until a person
    decides. REFUSE: no answer at all.
    """

    ALLOW = "allow"
    SUPPRESS = "suppress"
    REVIEW = "review"
    REFUSE = "refuse"

    @property
    def strictness(self) -> int:
        """0 for ALLOW up to 3 for REFUSE."""
        return tuple(Outcome).index(self)


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the strictest of `outcomes`; REFUSE where there is none, since no rule allowed it.

    >>> strictest([Outcome.SUPPRESS, Outcome.REVIEW, Outcome.ALLOW])
    <Outcome.REVIEW: 'review'>
    >>> strictest([])
    <Outcome.REFUSE: 'refuse'>
    """
    return max(outcomes, key=lambda outcome: outcome.strictness, default=Outcome.REFUSE)


class LegalBasis(StrEnum):
    """By what right personal data are held; a law knows some of these, not all."""

    CONSENT = "consent"
    CONTRACT = "contract"
    STATUTORY_DUTY = "statutory_duty"
    EMERGENCY = "emergency"
    NEWS_REPORTING = "news_reporting"
    PUBLIC_INFORMATION = "public_information"
    OTHER_LAW = "other_law"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


CN_BASES = frozenset(
    {
        LegalBasis.CONSENT,
        LegalBasis.CONTRACT,
        LegalBasis.STATUTORY_DUTY,
        LegalBasis.EMERGENCY,
        LegalBasis.NEWS_REPORTING,
        LegalBasis.PUBLIC_INFORMATION,
        LegalBasis.OTHER_LAW,
    }
)
"""The bases of PIPL article 13. Legitimate interest, which the GDPR knows, is none of them."""


def is_lawful_basis(basis: LegalBasis, *jurisdictions: str) -> bool:
    """Return whether each of the laws knows the basis; only that of China has a list here.

    >>> is_lawful_basis(LegalBasis.LEGITIMATE_INTEREST, "gb")
    True
    >>> is_lawful_basis(LegalBasis.LEGITIMATE_INTEREST, "gb", "cn")
    False
    """
    return basis in CN_BASES or "cn" not in jurisdictions


class Origin(StrEnum):
    """How the operator came by a source."""

    OFFICIAL_REGISTER = "official_register"
    OPEN_DATA = "open_data"
    OWN_RECORDS = "own_records"
    OWN_INVESTIGATION = "own_investigation"
    PARTNER_AGREEMENT = "partner_agreement"
    LICENSED = "licensed"
    PRETEXT = "pretext"
    LEAK = "leak"
    BOUGHT_UNLAWFUL = "bought_unlawful"


class SensitiveKind(StrEnum):
    """Kinds of sensitive personal information (PIPL article 28)."""

    FINANCIAL_ACCOUNT = "financial_account"
    WHEREABOUTS = "whereabouts"
    HEALTH = "health"
    BIOMETRICS = "biometrics"
    RELIGION = "religion"


class DppaUse(StrEnum):
    """Uses for which US motor vehicle records may be read: 18 USC 2721(b)(3), (4) and (8)."""

    DEBT = "b3"
    LITIGATION = "b4"
    LICENSED_INVESTIGATOR = "b8"


class FieldGroup(StrEnum):
    """What an answer may show, by what it tells about people."""

    IDENTITY = "identity"
    CONTACT = "contact"
    RELATION = "relation"
    ASSET = "asset"
    BALANCE = "balance"
    CLAIM = "claim"
    SOURCE = "source"


class JoinWith(StrEnum):
    """What is joined: the operator's own sources, or a partner's table by a private match."""

    LOCAL = "local"
    PARTNER = "partner"


class Channel(StrEnum):
    """How a person is contacted."""

    VOICE = "voice"
    TEXT = "text"
    VISIT = "visit"


CONTACT_LEADS = frozenset({"self_contact", "liable_party", "locator"})
"""Classes of lead that lead to a person; the engine's words."""
LEAD_CLASSES = CONTACT_LEADS | {"asset"}
"""All classes of lead; the engine's words."""
