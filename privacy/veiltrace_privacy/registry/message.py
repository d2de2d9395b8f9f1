"""Question and answer between engine and registry: lines of canonical JSON.

A question is a head line and one line for each pair; an answer is the signed receipt and one line
for each pair that matched or could not be asked. So each line is bounded, however many there are.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from veiltrace_privacy.agent.errors import RequestMalformed
from veiltrace_privacy.canonical_json import NotCanonicalJson, decode_canonical, encode_canonical
from veiltrace_privacy.mandate.files import decode_signed, encode_signed
from veiltrace_privacy.mandate.registry_key import RegistryPublicKey
from veiltrace_privacy.mandate.signing import SignedMandate
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.element import Element, Pair
from veiltrace_privacy.psi.errors import ReplyTampered, TableRefused
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.registry.result import Matched, MatchResult, open_receipt

MATCH_PATH = "/v1/match"
MAX_PAIRS = 4096
MAX_QUESTION_BYTES = 2_000_000
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Question:
    """What an engine asks: under which mandate and agreement, whom, for what, which pairs.

    `id` is 32 random hex digits; the receipt repeats it, so that no old answer passes for a new.
    """

    id: str
    mandate: SignedMandate
    partner: str
    agreement_id: str
    purpose: Purpose
    pairs: tuple[Pair, ...]


def encode_question(question: Question) -> bytes:
    """Return the question's lines."""
    head = encode_canonical(
        {
            "id": question.id,
            "partner": question.partner,
            "agreement_id": question.agreement_id,
            "purpose": question.purpose.value,
            "mandate": encode_signed(question.mandate).decode("ascii"),
        }
    )
    pairs = (
        encode_canonical(
            [pair.identity.kind, pair.identity.value, pair.contact.kind, pair.contact.value]
        )
        for pair in question.pairs
    )
    return b"\n".join([head, *pairs])


def decode_question(data: bytes) -> Question:
    """Return the question that the lines hold; its mandate is not verified yet.

    Raises:
        RequestMalformed: another form, or more than 4,096 pairs.
        MandateRefused: the mandate has another form.
    """
    head_line, *pair_lines = data.split(b"\n")
    if len(pair_lines) > MAX_PAIRS:
        raise RequestMalformed(f"a question has at most {MAX_PAIRS} pairs; ask in parts")
    try:
        head = decode_canonical(head_line)
        rows = [decode_canonical(line) for line in pair_lines]
        if not isinstance(head, dict) or head.keys() != {
            "id",
            "partner",
            "agreement_id",
            "purpose",
            "mandate",
        }:
            raise RequestMalformed("the head of the question has another form")
        fields = {name: _text(value) for name, value in head.items()}
        if not _ID.fullmatch(fields["id"]):
            raise RequestMalformed("a question's id is 32 hex digits")
        return Question(
            fields["id"],
            decode_signed(fields["mandate"].encode("utf-8", "replace")),
            fields["partner"],
            fields["agreement_id"],
            Purpose(fields["purpose"]),
            tuple(_pair(row) for row in rows),
        )
    except (NotCanonicalJson, TypeError, ValueError):
        raise RequestMalformed("a line of the question has another form") from None


def encode_answer_lines(matched: Sequence[Matched], unusable: Sequence[int]) -> bytes:
    """Return the lines of an answer after its receipt.

    >>> encode_answer_lines([Matched(0, Label("phone", "unknown", "unknown"))], [1])
    b'[0,"phone","unknown","unknown"]\\n[1]'
    """
    labels = ((match.index, match.label) for match in matched)
    lines = [
        encode_canonical([index, label.channel, label.tenure_band, label.contact_band])
        for index, label in labels
    ]
    return b"\n".join(lines + [encode_canonical([index]) for index in unusable])


def decode_answer(data: bytes, question: Question, key: RegistryPublicKey) -> MatchResult:
    """Return the result of `question` that the registry signed.

    Raises:
        ReplyTampered: not signed by it, of another form, or the answer to another question.
    """
    receipt_line, _, lines = data.partition(b"\n")
    receipt = open_receipt(receipt_line, key)
    try:
        rows = [decode_canonical(line) for line in lines.split(b"\n")] if lines else []
        lists = [row for row in rows if isinstance(row, list)]
        matched = tuple(
            Matched(_index(row[0]), Label(*map(_text, row[1:]))) for row in lists if len(row) == 4
        )
        unusable = tuple(_index(row[0]) for row in lists if len(row) == 1)
    except (NotCanonicalJson, TableRefused, TypeError, ValueError):
        raise ReplyTampered("a line of the registry's answer has another form") from None
    mandate_id = question.mandate.mandate.mandate_id
    asked = question.id, mandate_id, question.partner, question.agreement_id, question.purpose.value
    said = (
        receipt.question_id,
        receipt.mandate_id,
        receipt.partner,
        receipt.agreement_id,
        receipt.purpose,
    )
    indices = [*unusable, *(match.index for match in matched)]
    if (
        hashlib.sha256(lines).hexdigest() != receipt.answer_sha256
        or said != asked
        or (receipt.pairs, receipt.matched) != (len(question.pairs), len(matched))
        or receipt.unusable != len(unusable)
        or len(set(indices)) != len(indices)
        or any(index >= len(question.pairs) for index in indices)
    ):
        raise ReplyTampered("the registry's receipt is not that of this question and answer")
    return MatchResult(matched, unusable, receipt, receipt_line)


def _pair(row: object) -> Pair:
    if not isinstance(row, list) or len(row) != 4:
        raise TypeError
    identity_kind, identity, contact_kind, contact = map(_text, row)
    return Pair(Element(identity_kind, identity), Element(contact_kind, contact))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _index(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value
