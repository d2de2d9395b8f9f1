"""A registry's Ed25519 key: the private half signs, the public half is given to the engine.

Security: Ed25519 (RFC 8032), about 128 bits against forgery; no post-quantum claim. A key id is
SHA-256 of the public key cut to 128 bits. Who holds the private key can approve any mandate; a
key is used for mandates of one registry and, through domain separation, for nothing else by the
same bytes. There is no revocation list: an engine stops trusting a key by dropping its file.
"""

import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from veiltrace_privacy.mandate.errors import RegistryKeyError

KEY_BYTES = 32
REGISTRY_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


def _check_registry_name(registry: object) -> None:
    if not (isinstance(registry, str) and REGISTRY_NAME.fullmatch(registry)):
        raise RegistryKeyError(
            "a registry's name is 1 to 64 of a-z, 0-9, dot and hyphen, starting with none of these "
            "two marks"
        )


def _check_key_bytes(key: object) -> None:
    if not (isinstance(key, bytes) and len(key) == KEY_BYTES):
        raise RegistryKeyError(f"a registry's key has {KEY_BYTES} bytes")


@dataclass(frozen=True, slots=True)
class RegistryPublicKey:
    """Who the registry is and by what its signatures are checked.

    Raises: RegistryKeyError: the name or the key's length is not as it should be.
    """

    registry: str
    raw: bytes

    def __post_init__(self) -> None:
        _check_registry_name(self.registry)
        _check_key_bytes(self.raw)

    @property
    def key_id(self) -> str:
        """What the key is called in a signed mandate: 32 hex digits, made from the key."""
        return hashlib.sha256(b"veiltrace/registry-key/1\0" + self.raw).hexdigest()[:32]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Return whether this key's private half signed `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class RegistryKey:
    """A registry's private key; its repr shows none of it.

    Raises: RegistryKeyError: the name or the seed's length is not as it should be.

    >>> key = RegistryKey("court.example", bytes(32))
    >>> key
    RegistryKey(registry='court.example')
    >>> key.public.key_id
    'ebad6fc949b6d734fcf427568dac96b1'
    """

    registry: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_registry_name(self.registry)
        _check_key_bytes(self.seed)

    @property
    def public(self) -> RegistryPublicKey:
        """The public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return RegistryPublicKey(self.registry, private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature; the same for the same message (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)
