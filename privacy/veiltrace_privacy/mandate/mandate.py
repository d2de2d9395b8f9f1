"""What a mandate says: one case, its claim, the purposes it may be worked on for, and until when.

It holds no personal data: parties and case are keyed ids of the engine, the claim document is a
hash. Amount, date and jurisdiction of the claim are plain; who knows the debt may recognise it.
"""

import re
from dataclasses import dataclass, fields
from datetime import date

from veiltrace_privacy.canonical_json import JsonValue
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.policy.words import CASE_PURPOSES, LegalBasis, Purpose, is_lawful_basis

MAX_CENTS = 10**15
_REF = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[a-z]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REFS = ("mandate_id", "tenant", "case_ref", "creditor_ref")
_DAYS = ("claim_date", "opens_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Mandate:
    """The unsigned mandate: what the engine asks a registry to approve.

    `mandate_id`, `tenant`, `case_ref` and `creditor_ref` are opaque 16-byte ids in hex.
    `claim_amount_cents` is in hundredths of `currency` (ISO 4217). `jurisdiction` is an ISO 3166
    code in lower case. `purposes` are sorted and unique. The mandate holds from `opens_on` to
    `expires_on`, both included.

    Raises: MandateRefused (malformed): a field is not as said here, or the jurisdiction does not
        know the legal basis.
    """

    mandate_id: str
    tenant: str
    case_ref: str
    creditor_ref: str
    claim_amount_cents: int
    currency: str
    claim_date: date
    legal_basis: LegalBasis
    jurisdiction: str
    claim_document_sha256: str
    purposes: tuple[Purpose, ...]
    opens_on: date
    expires_on: date

    def __post_init__(self) -> None:
        for name in _REFS:
            _require(_matches(_REF, getattr(self, name)), name, "32 lower-case hex digits")
        amount = self.claim_amount_cents
        _require(
            type(amount) is int and 0 < amount <= MAX_CENTS,
            "claim_amount_cents",
            f"a whole number from 1 to {MAX_CENTS}",
        )
        _require(_matches(_CURRENCY, self.currency), "currency", "an ISO 4217 code")
        _require(_matches(_COUNTRY, self.jurisdiction), "jurisdiction", "a code such as 'cn'")
        document = self.claim_document_sha256
        _require(_matches(_SHA256, document), "claim_document_sha256", "64 lower-case hex digits")
        for name in _DAYS:
            _require(type(getattr(self, name)) is date, name, "a date")
        _require(self.claim_date <= self.opens_on, "claim_date", "no later than opens_on")
        _require(self.opens_on <= self.expires_on, "expires_on", "no earlier than opens_on")
        self._require_words()

    def _require_words(self) -> None:
        _require(
            isinstance(self.legal_basis, LegalBasis)
            and is_lawful_basis(self.legal_basis, self.jurisdiction),
            "legal_basis",
            "a basis that the law of the jurisdiction knows",
        )
        _require(
            isinstance(self.purposes, tuple)
            and len(self.purposes) > 0
            and all(isinstance(p, Purpose) and p in CASE_PURPOSES for p in self.purposes)
            and list(self.purposes) == sorted(set(self.purposes)),
            "purposes",
            f"some of {', '.join(CASE_PURPOSES)}, sorted, each once",
        )

    def as_json(self) -> dict[str, JsonValue]:
        """Return the mandate's JSON object."""
        return {
            "mandate_id": self.mandate_id,
            "tenant": self.tenant,
            "case_ref": self.case_ref,
            "creditor_ref": self.creditor_ref,
            "claim_amount_cents": self.claim_amount_cents,
            "currency": self.currency,
            "claim_date": self.claim_date.isoformat(),
            "legal_basis": self.legal_basis.value,
            "jurisdiction": self.jurisdiction,
            "claim_document_sha256": self.claim_document_sha256,
            "purposes": [purpose.value for purpose in self.purposes],
            "opens_on": self.opens_on.isoformat(),
            "expires_on": self.expires_on.isoformat(),
        }


def mandate_from_json(value: JsonValue) -> Mandate:
    """Return the mandate of a JSON object.

    Raises: MandateRefused (malformed): a field is missing, unknown or not as it should be.
    """
    if not isinstance(value, dict) or value.keys() != {field.name for field in fields(Mandate)}:
        raise MandateRefused(Refusal.MALFORMED, "the mandate lacks a field or has one too many")
    read: dict[str, object] = dict(value)
    for name in _DAYS:
        read[name] = _read_day(name, value[name])
    basis, purposes = value["legal_basis"], value["purposes"]
    # A word that is none of ours stays text, which Mandate refuses.
    if basis in tuple(LegalBasis):
        read["legal_basis"] = LegalBasis(str(basis))
    if isinstance(purposes, list) and all(word in tuple(Purpose) for word in purposes):
        read["purposes"] = tuple(Purpose(str(word)) for word in purposes)
    return Mandate(**read)  # type: ignore[arg-type]  # Mandate itself checks each type


def _read_day(name: str, text: JsonValue) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise MandateRefused(Refusal.MALFORMED, f"the mandate's {name} must be a date, YYYY-MM-DD")


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _require(condition: bool, name: str, wanted: str) -> None:
    if not condition:
        raise MandateRefused(Refusal.MALFORMED, f"the mandate's {name} must be {wanted}")
