"""Sealed fields: the known answer of RFC 8452, and refusal of everything that was moved."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st

from veiltrace_graph.errors import StoreUnavailable
from veiltrace_graph.sealing import SubjectKeys, SubjectSeal


def test_the_cipher_is_that_of_rfc_8452():
    # RFC 8452, appendix C.2 (AES-256), the case with 8 bytes of plaintext and no AAD.
    key = bytes.fromhex("01" + "00" * 31)
    nonce = bytes.fromhex("03" + "00" * 11)
    sealed = AESGCMSIV(key).encrypt(nonce, bytes.fromhex("0100000000000000"), b"")
    assert sealed.hex() == "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"


@given(st.text())
def test_any_text_comes_back(value):
    seal = SubjectSeal(bytes(32), subject=b"s")
    assert seal.open("f", seal.seal("f", value)) == value


def test_two_sealings_of_one_value_differ():
    seal = SubjectSeal(bytes(32), subject=b"s")
    assert seal.seal("f", "v") != seal.seal("f", "v")


@pytest.mark.parametrize(
    ("key", "subject", "field"), [(1, b"s", "f"), (0, b"t", "f"), (0, b"s", "g")]
)
def test_another_key_subject_or_field_opens_nothing(key, subject, field):
    sealed = SubjectSeal(bytes(32), subject=b"s").seal("f", "v")
    with pytest.raises(StoreUnavailable):
        SubjectSeal(bytes([key]) * 32, subject=subject).open(field, sealed)


@given(st.binary(max_size=60))
def test_garbage_is_refused_in_our_words(sealed):
    with pytest.raises(StoreUnavailable):
        SubjectSeal(bytes(32), subject=b"s").open("f", sealed)


def test_a_subject_key_opens_under_its_own_subject_only():
    keys = SubjectKeys(bytes(32))
    seal, wrapped = keys.create(b"a")
    assert keys.unwrap(b"a", wrapped).open("f", seal.seal("f", "v")) == "v"
    with pytest.raises(StoreUnavailable):
        keys.unwrap(b"b", wrapped)
