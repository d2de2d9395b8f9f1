"""A document signed by one of the programs: a manifest, a receipt; one line of canonical JSON.

Assumption: Ed25519 (RFC 8032), about 128 bits. The signature covers the document's type, so that
none passes for one of another type.
"""

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from veiltrace_privacy.canonical_json import (
    JsonValue,
    NotCanonicalJson,
    decode_canonical,
    encode_canonical,
)
from veiltrace_privacy.errors import VeiltraceError


class SignatureRefused(VeiltraceError):
    """The document is not signed by the party that should have: do not use it."""

    code = "agent.signature_refused"


def sign_document(
    body: dict[str, JsonValue], *, kind: str, sign: Callable[[bytes], bytes]
) -> bytes:
    """Return the signed line for `body`; `kind` is its type and version.

    >>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    >>> key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    >>> line = sign_document({"n": 1}, kind="example/1", sign=key.sign)
    >>> open_document(line, kind="example/1", public_key=key.public_key().public_bytes_raw())
    {'n': 1}
    """
    signature = sign(_to_sign(body, kind))
    return encode_canonical({"body": body, "kind": kind, "signature": signature.hex()})


def open_document(line: bytes, *, kind: str, public_key: bytes) -> dict[str, JsonValue]:
    """Return the body of a line that the holder of the key signed as `kind`.

    Raises:
        SignatureRefused: another signer, another kind, or no signed line at all.
    """
    try:
        document = decode_canonical(line)
        if not isinstance(document, dict) or document.keys() != {"body", "kind", "signature"}:
            raise SignatureRefused(f"this is no signed document of kind {kind}")
        body, signature = document["body"], document["signature"]
        if document["kind"] != kind or not isinstance(body, dict) or not isinstance(signature, str):
            raise SignatureRefused(f"this is no signed document of kind {kind}")
        verifier = Ed25519PublicKey.from_public_bytes(public_key)
        verifier.verify(bytes.fromhex(signature), _to_sign(body, kind))
    except (NotCanonicalJson, InvalidSignature, ValueError):
        raise SignatureRefused(f"the signature of a document of kind {kind} is wrong") from None
    return body


def _to_sign(body: dict[str, JsonValue], kind: str) -> bytes:
    return kind.encode("utf-8") + b"\0" + encode_canonical(body)
