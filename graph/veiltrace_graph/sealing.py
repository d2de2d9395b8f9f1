"""Field encryption: one random key for each subject, wrapped by the installation's key.

Security: AES-256-GCM-SIV (RFC 8452), 96-bit random nonce, misuse-resistant; the subject's id and
the field's name are authenticated, so a value cannot be moved to another subject or field.
Deleting the wrapped key makes the subject's values unreadable in this store (not in its backups).
"""

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from veiltrace_graph.errors import StoreUnavailable

_NONCE_BYTES = 12


class SubjectSeal:
    """Seals and opens the fields of one subject. Key reuse across subjects is refused by AAD.

    >>> seal = SubjectSeal(bytes(32), subject=b"s")
    >>> seal.open("phone", seal.seal("phone", "+8612400000001"))
    '+8612400000001'
    """

    __slots__ = ("_cipher", "_subject")

    def __init__(self, key: bytes, *, subject: bytes) -> None:
        self._cipher = AESGCMSIV(key)
        self._subject = subject

    def seal(self, field: str, value: str) -> bytes:
        """Return nonce and ciphertext of `value`, bound to this subject and `field`."""
        nonce = os.urandom(_NONCE_BYTES)
        plain = value.encode("utf-8", "surrogatepass")
        return nonce + self._cipher.encrypt(nonce, plain, self._subject + field.encode())

    def open(self, field: str, sealed: bytes) -> str:
        """Return the value. Raises: StoreUnavailable: damaged, or sealed for another place."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            plain = self._cipher.decrypt(nonce, body, self._subject + field.encode())
        except (InvalidTag, ValueError):
            raise StoreUnavailable(
                f"a sealed '{field}' cannot be opened: the store is damaged or was altered"
            ) from None
        return plain.decode("utf-8", "surrogatepass")


class SubjectKeys:
    """Makes, wraps and unwraps the keys of subjects under one wrapping key."""

    __slots__ = ("_wrapping",)

    def __init__(self, wrapping_key: bytes) -> None:
        self._wrapping = SubjectSeal(wrapping_key, subject=b"")

    def create(self, subject: bytes) -> tuple[SubjectSeal, bytes]:
        """Return a seal under a fresh random key, and that key wrapped for the store."""
        key = secrets.token_bytes(32)
        wrapped = self._wrapping.seal("key" + subject.hex(), key.hex())
        return SubjectSeal(key, subject=subject), wrapped

    def unwrap(self, subject: bytes, wrapped: bytes) -> SubjectSeal:
        """Return the seal of `subject`. Raises: StoreUnavailable: the wrapped key is damaged."""
        key = self._wrapping.open("key" + subject.hex(), wrapped)
        return SubjectSeal(bytes.fromhex(key), subject=subject)
