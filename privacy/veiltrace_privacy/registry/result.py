"""What a match gives: the matched pairs with their labels, the receipt, who learned what."""

from dataclasses import dataclass, fields
from datetime import datetime

from veiltrace_privacy.agent.signed_document import SignatureRefused, open_document, sign_document
from veiltrace_privacy.mandate.registry_key import RegistryKey, RegistryPublicKey
from veiltrace_privacy.psi.errors import ReplyTampered
from veiltrace_privacy.psi.label import Label

KIND = "veiltrace/match-receipt/1"


@dataclass(frozen=True, slots=True)
class Matched:
    """One asked pair, by its position in the question, that the partner holds."""

    index: int
    label: Label


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What one party learned in one match."""

    party: str
    learned: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the registry signs of a match; counts and ids only.

    `points` were sent in two runs together, `rows` and `classes` are the partner's table as the
    registry saw it, `answer_sha256` is over the lines of the answer.
    """

    question_id: str
    registry: str
    self_certified: bool
    mandate_id: str
    partner: str
    epoch: str
    agreement_id: str
    purpose: str
    at: str
    pairs: int
    unusable: int
    matched: int
    points: int
    classes: int
    rows: int
    answer_sha256: str
    audit_index: int
    audit_root: str


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The released result; `unusable` pairs had a masked or damaged value and were not asked."""

    matched: tuple[Matched, ...]
    unusable: tuple[int, ...]
    receipt: Receipt
    signed_receipt: bytes

    @property
    def partner(self) -> str:
        """Who was asked."""
        return self.receipt.partner

    @property
    def epoch(self) -> str:
        """Of which published table."""
        return self.receipt.epoch

    @property
    def learned(self) -> tuple[LedgerLine, ...]:
        """Who learned what."""
        return who_learned_what(self.receipt)


def sign_receipt(receipt: Receipt, key: RegistryKey) -> bytes:
    """Return the receipt as a line signed by the registry."""
    body = {field.name: getattr(receipt, field.name) for field in fields(Receipt)}
    return sign_document(body, kind=KIND, sign=key.sign)


def open_receipt(line: bytes, key: RegistryPublicKey) -> Receipt:
    """Return the receipt that this registry signed.

    Raises:
        ReplyTampered: it did not.
    """
    try:
        body = open_document(line, kind=KIND, public_key=key.raw)
    except SignatureRefused:
        raise ReplyTampered("the receipt is not signed by the registry") from None
    if body.keys() != {field.name for field in fields(Receipt)} or any(
        type(body[field.name]) is not field.type for field in fields(Receipt)
    ):
        raise ReplyTampered("the receipt has another form than this program knows")
    return Receipt(**body)  # type: ignore[arg-type]  # each type was just checked


def who_learned_what(receipt: Receipt) -> tuple[LedgerLine, ...]:
    """Return one line for each of the three parties.

    >>> receipt = Receipt("1" * 32, "court", False, "0" * 32, "carrier", "e", "A-1", "locate",
    ...                   "2026-11-25", 3, 1, 1, 128, 2, 40, "0" * 64, 0, "0" * 64)
    >>> print(who_learned_what(receipt)[1].learned)
    that 128 masked points were asked under one mandate, and when; no value, no match, no debtor
    """
    asked = receipt.pairs - receipt.unusable
    return (
        LedgerLine("engine", f"which {receipt.matched} of {asked} pairs match, with their labels"),
        LedgerLine(
            f"partner:{receipt.partner}",
            f"that {receipt.points} masked points were asked under one mandate, and when; "
            "no value, no match, no debtor",
        ),
        LedgerLine(
            f"registry:{receipt.registry}",
            f"the {receipt.pairs} pairs of the engine, which {receipt.matched} match and their "
            f"labels; the sizes of the partner's {receipt.classes} classes ({receipt.rows} rows "
            "in all), none of its values",
        ),
    )


def receipt_time(at: datetime) -> str:
    """Return the time as a receipt writes it."""
    return at.isoformat(timespec="seconds")
