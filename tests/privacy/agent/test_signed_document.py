import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from veiltrace_privacy.agent.signed_document import (
    SignatureRefused,
    open_document,
    sign_document,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()


def test_a_document_of_one_kind_never_passes_for_another() -> None:
    line = sign_document({"n": 1}, kind="manifest/1", sign=KEY.sign)
    with pytest.raises(SignatureRefused):
        open_document(line, kind="receipt/1", public_key=PUBLIC)
    relabelled = line.replace(b"manifest/1", b"receipt/1")
    with pytest.raises(SignatureRefused):
        open_document(relabelled, kind="receipt/1", public_key=PUBLIC)


@pytest.mark.parametrize(
    "line", [b"", b"1", b"{}", b'{"body":{},"kind":"k","signature":"zz"}', b"\xff"]
)
def test_what_is_no_signed_document_is_refused(line: bytes) -> None:
    with pytest.raises(SignatureRefused):
        open_document(line, kind="k", public_key=PUBLIC)
