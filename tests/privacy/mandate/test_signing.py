import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.files import (
    decode_request,
    decode_signed,
    encode_request,
    encode_signed,
)
from veiltrace_privacy.mandate.registry_key import RegistryKey, RegistryPublicKey
from veiltrace_privacy.mandate.signing import (
    SignedMandate,
    sign_mandate,
    verify_mandate,
    verify_signature,
)
from veiltrace_privacy.policy.words import Purpose

KEY = RegistryKey("court.example", bytes(range(32)))
OTHER = RegistryKey("trade-body.example", bytes(range(1, 33)))
TRUSTED = {KEY.public.key_id: KEY.public}
TODAY = date(2026, 6, 30)
SIGNATURE = (
    "12adbefcb9a606f5f4d50d05083ae21a4f44423c0fc15ef06c062f72d0a95df2"
    "5ec78f822da80601acb7964a563c2ea63b4ee38206502f7b5a2771a9426f6a07"
)
MESSAGE = (
    b'veiltrace/mandate/1\0{"key_id":"478ec785e71be7ef449e6aaf963db85c","mandate":{"case_ref":"'
    + b"03" * 16
    + b'","claim_amount_cents":48200000,"claim_date":"2025-03-31","claim_document_sha256":"'
    + b"05" * 32
    + b'","creditor_ref":"'
    + b"04" * 16
    + b'","currency":"CNY","expires_on":"2026-12-31","jurisdiction":"cn",'
    b'"legal_basis":"contract","mandate_id":"'
    + b"01" * 16
    + b'","opens_on":"2026-06-01","purposes":["assets","locate"],"tenant":"'
    + b"02" * 16
    + b'"},"registry":"court.example","self_certified":false}'
)
"""What is signed, written out by hand."""


@pytest.fixture
def request_file(repository: Path) -> bytes:
    return (repository / "tests/data/mandate/request.json").read_bytes()


@pytest.fixture
def signed_file(repository: Path) -> bytes:
    return (repository / "tests/data/mandate/signed.json").read_bytes()


@pytest.fixture
def signed(signed_file: bytes) -> SignedMandate:
    return decode_signed(signed_file)


def refusal(
    signed: SignedMandate,
    trusted: Mapping[str, RegistryPublicKey] = TRUSTED,
    *,
    as_of: date = TODAY,
    purpose: Purpose | None = None,
) -> Refusal:
    with pytest.raises(MandateRefused) as refused:
        verify_mandate(signed, trusted, as_of=as_of, purpose=purpose)
    return refused.value.reason


def test_a_fixed_key_and_mandate_give_the_committed_signature(
    request_file: bytes, signed_file: bytes
) -> None:
    mandate = decode_request(request_file)
    made = sign_mandate(mandate, KEY, self_certified=False)
    assert made.signature == SIGNATURE
    assert encode_signed(made) == signed_file
    assert encode_request(mandate) == request_file


def test_what_is_signed_is_the_domain_and_the_canonical_text(signed: SignedMandate) -> None:
    assert signed.message == MESSAGE
    public = Ed25519PublicKey.from_public_bytes(KEY.public.raw)
    public.verify(bytes.fromhex(SIGNATURE), MESSAGE)


def test_the_key_of_the_vector_is_the_one_rfc_8032_derives() -> None:
    # RFC 8032, section 7.1, test 1.
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = RegistryKey("court.example", seed)
    assert key.public.raw.hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert key.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def test_a_signed_mandate_opens_the_case_for_its_purposes(signed: SignedMandate) -> None:
    for purpose in (None, Purpose.LOCATE, Purpose.ASSETS):
        opened = verify_mandate(signed, TRUSTED, as_of=TODAY, purpose=purpose)
        assert opened == signed.mandate


def test_it_holds_on_its_first_and_last_day_and_not_beside_them(signed: SignedMandate) -> None:
    first, last = signed.mandate.opens_on, signed.mandate.expires_on
    day = timedelta(days=1)
    assert verify_mandate(signed, TRUSTED, as_of=first)
    assert verify_mandate(signed, TRUSTED, as_of=last)
    assert refusal(signed, as_of=first - day) is Refusal.NOT_YET_OPEN
    assert refusal(signed, as_of=last + day) is Refusal.EXPIRED


def test_a_purpose_it_does_not_name_is_refused(signed: SignedMandate) -> None:
    assert refusal(signed, purpose=Purpose.ENFORCEMENT) is Refusal.WRONG_PURPOSE


def test_filing_looks_at_the_signature_alone(signed: SignedMandate) -> None:
    assert verify_signature(signed, TRUSTED) == signed.mandate
    with pytest.raises(MandateRefused):
        verify_signature(replace(signed, self_certified=True), TRUSTED)


def test_a_key_nobody_trusts_opens_nothing(signed: SignedMandate) -> None:
    assert refusal(signed, {}) is Refusal.UNKNOWN_KEY
    forged = sign_mandate(signed.mandate, OTHER, self_certified=False)
    assert refusal(forged) is Refusal.UNKNOWN_KEY
    wrongly_filed = {forged.key_id: KEY.public}
    assert refusal(forged, wrongly_filed) is Refusal.UNKNOWN_KEY


def test_a_signature_under_the_name_of_a_trusted_key_is_not_enough(signed: SignedMandate) -> None:
    theirs = sign_mandate(signed.mandate, OTHER, self_certified=False)
    forged = replace(signed, signature=theirs.signature)
    assert refusal(forged) is Refusal.BAD_SIGNATURE


def test_a_trusted_registry_cannot_speak_as_another(signed: SignedMandate) -> None:
    posing = RegistryKey(OTHER.registry, KEY.seed)
    forged = sign_mandate(signed.mandate, posing, self_certified=False)
    assert forged.key_id == signed.key_id
    assert refusal(forged) is Refusal.OTHER_REGISTRY


def test_whether_it_is_self_certified_is_carried_and_cannot_be_changed(
    signed: SignedMandate,
) -> None:
    own = sign_mandate(signed.mandate, KEY, self_certified=True)
    assert decode_signed(encode_signed(own)).self_certified is True
    assert verify_mandate(own, TRUSTED, as_of=TODAY)
    assert refusal(replace(own, self_certified=False)) is Refusal.BAD_SIGNATURE


@pytest.mark.parametrize(
    "changes",
    [
        {"claim_amount_cents": 48_200_001},
        {"expires_on": date(2027, 1, 1)},
        {"purposes": (Purpose.ASSETS, Purpose.ENFORCEMENT, Purpose.LOCATE)},
        {"case_ref": "06" * 16},
        {"jurisdiction": "gb"},
    ],
)
def test_a_changed_mandate_is_not_the_one_that_was_signed(
    signed: SignedMandate, changes: dict[str, Any]
) -> None:
    changed = replace(signed, mandate=replace(signed.mandate, **changes))
    assert refusal(changed) is Refusal.BAD_SIGNATURE


def test_a_changed_byte_anywhere_in_the_file_is_refused(signed_file: bytes) -> None:
    for position in range(len(signed_file)):
        for flip in (0x01, 0x02, 0x20, 0x80):
            mutated = bytearray(signed_file)
            mutated[position] ^= flip
            with pytest.raises(MandateRefused):
                verify_mandate(decode_signed(bytes(mutated)), TRUSTED, as_of=TODAY)


def test_a_file_cut_short_or_lengthened_is_refused(signed_file: bytes) -> None:
    cut = [signed_file[:length] for length in range(len(signed_file))]
    longer = [signed_file + end for end in (b"\n", b" ", b"\0", b"{}", signed_file)]
    for data in [*cut, *longer, b" " + signed_file]:
        with pytest.raises(MandateRefused) as refused:
            decode_signed(data)
        assert refused.value.reason is Refusal.MALFORMED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"self_certified":false', b'"self_certified":false,"self_certified":true'),
        (b'"currency":"CNY"', b'"currency":"CNY","currency":"CNY"'),
        (b":48200000,", b":" + b"9" * 5000 + b","),
        (b":48200000,", b":" + b"9" * 100_000 + b","),
        (b":48200000,", b":NaN,"),
        (b":48200000,", b":4.82e7,"),
        (b":48200000,", b":null,"),
        (b":48200000,", b":" + b"[" * 10_000 + b","),
        (b":false", b":0"),
        (b'"registry"', b'"extra":1,"registry"'),
        (b'"tenant"', b'"note":"x","tenant"'),
        (b'"registry":"court.example",', b""),
        (b"court.example", b"Court Example"),
        (b"court.example", b"\xff" * 13),
        (b"veiltrace-mandate-1", b"veiltrace-mandate-2"),
        (b'"mandate":{', b'"mandate":[{'),
    ],
)
def test_hostile_text_in_the_file_is_refused(signed_file: bytes, old: bytes, new: bytes) -> None:
    hostile = signed_file.replace(old, new)
    assert hostile != signed_file
    with pytest.raises(MandateRefused) as refused:
        decode_signed(hostile)
    assert refused.value.reason is Refusal.MALFORMED


def test_a_request_is_no_signed_mandate_and_the_other_way_round(
    request_file: bytes, signed_file: bytes
) -> None:
    with pytest.raises(MandateRefused):
        decode_signed(request_file)
    with pytest.raises(MandateRefused):
        decode_request(signed_file)


def test_a_signature_made_for_another_use_does_not_open_a_case(signed: SignedMandate) -> None:
    without_domain = KEY.sign(MESSAGE.removeprefix(b"veiltrace/mandate/1\0"))
    assert refusal(replace(signed, signature=without_domain.hex())) is Refusal.BAD_SIGNATURE


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": "00" * 63},
        {"signature": "AB" * 64},
        {"key_id": "x" * 32},
        {"registry": ""},
        {"registry": 7},
        {"self_certified": 1},
        {"mandate": None},
    ],
)
def test_a_malformed_signed_mandate_cannot_be_made(
    signed: SignedMandate, changes: dict[str, Any]
) -> None:
    with pytest.raises(MandateRefused):
        replace(signed, **changes)


def test_a_public_key_that_is_no_point_of_the_curve_verifies_nothing(
    signed: SignedMandate,
) -> None:
    bad = RegistryPublicKey("court.example", b"\xff" * 32)
    assert not bad.verifies(bytes.fromhex(SIGNATURE), MESSAGE)


def test_the_key_id_is_made_from_the_key_alone() -> None:
    expected = hashlib.sha256(b"veiltrace/registry-key/1\0" + KEY.public.raw).hexdigest()[:32]
    assert KEY.public.key_id == expected
    assert KEY.public.key_id != OTHER.public.key_id
