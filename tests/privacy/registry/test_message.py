import hashlib
from dataclasses import replace

import pytest

from veiltrace_privacy.agent.errors import RequestMalformed
from veiltrace_privacy.errors import VeiltraceError
from veiltrace_privacy.mandate.registry_key import RegistryKey
from veiltrace_privacy.mandate.signing import sign_mandate
from veiltrace_privacy.policy.words import Purpose
from veiltrace_privacy.psi.errors import ReplyTampered
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.registry.message import (
    Question,
    decode_answer,
    decode_question,
    encode_answer_lines,
    encode_question,
)
from veiltrace_privacy.registry.result import Matched, Receipt, sign_receipt

KEY = RegistryKey("court", bytes(32))


@pytest.fixture
def question(make_mandate, pair):
    signed = sign_mandate(make_mandate(), KEY, self_certified=True)
    return Question("6" * 32, signed, "carrier", "A-1", Purpose.LOCATE, (pair(1, 1), pair(1, 2)))


@pytest.fixture
def answer(question: Question) -> tuple[Receipt, bytes]:
    lines = encode_answer_lines([Matched(1, Label("phone", "unknown", "unknown"))], [0])
    digest = hashlib.sha256(lines).hexdigest()
    receipt = Receipt(
        "6" * 32, "court", True, question.mandate.mandate.mandate_id, "carrier", "e", "A-1",
        "locate", "2026-11-25", 2, 1, 1, 128, 1, 1, digest, 0, "0" * 64,
    )  # fmt: skip
    return receipt, lines


def test_a_question_comes_back_as_it_was_asked(question: Question) -> None:
    assert decode_question(encode_question(question)) == question


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data + b"\n",
        lambda data: data + b"\n[1]",
        lambda data: data + b'\n["a","b","c",1]',
        lambda data: data.replace(b"locate", b"curiosity", 1),
        lambda data: data.split(b"\n")[0] + b'\n["a","b","c","d"]' * 4097,
        lambda data: b"[" * 100_000,
        lambda data: data.replace(b"\\", b"\xff", 1),
    ],
)
def test_anything_else_is_a_typed_error_that_repeats_nothing(question, change):
    with pytest.raises(VeiltraceError) as refused:
        decode_question(change(encode_question(question)))
    assert question.pairs[0].contact.value not in str(refused.value)
    assert refused.value.code in {RequestMalformed.code, "privacy.mandate_refused"}


def test_an_answer_comes_back_with_its_signed_receipt(question, answer):
    receipt, lines = answer
    result = decode_answer(sign_receipt(receipt, KEY) + b"\n" + lines, question, KEY.public)
    assert result.receipt == receipt
    assert result.unusable == (0,)
    assert result.matched == (Matched(1, Label("phone", "unknown", "unknown")),)


def test_an_answer_changed_on_its_way_or_to_another_question_is_refused(question, answer):
    receipt, lines = answer
    other = RegistryKey("court", b"o" * 32)
    elsewhere = encode_answer_lines([Matched(0, Label("phone", "unknown", "unknown"))], [1])
    twice = encode_answer_lines([Matched(0, Label("phone", "unknown", "unknown"))], [0])
    twice_sha256 = hashlib.sha256(twice).hexdigest()
    for line, rest in [
        (sign_receipt(receipt, other), lines),
        (sign_receipt(receipt, KEY), elsewhere),
        (sign_receipt(receipt, KEY), b""),
        (sign_receipt(replace(receipt, mandate_id="5" * 32), KEY), lines),
        (sign_receipt(replace(receipt, question_id="7" * 32), KEY), lines),
        (sign_receipt(replace(receipt, pairs=3), KEY), lines),
        (sign_receipt(replace(receipt, matched=0), KEY), lines),
        (sign_receipt(replace(receipt, agreement_id="A-2"), KEY), lines),
        (sign_receipt(replace(receipt, answer_sha256=twice_sha256), KEY), twice),
        (b"", lines),
    ]:
        with pytest.raises(ReplyTampered):
            decode_answer(line + b"\n" + rest, question, KEY.public)
