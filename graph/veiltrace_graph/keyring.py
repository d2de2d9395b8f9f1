"""The installation's key: made once, kept in a file of mode 600, every other key derived from it.

Security: one random 256-bit key; subkeys by HKDF-SHA256 (RFC 5869) with distinct labels; ids,
tokens and digests are HMAC-SHA256 truncated to 128 bits (64 for digests inside one record), so
nobody without the key can enumerate or link them. Not protected: who has both the key file and
the store reads everything, and can try all values of a small domain, such as phone numbers.
"""

import base64
import binascii
import hmac
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from veiltrace_graph.errors import KeyFileError
from veiltrace_graph.model import EntityRef, NodeId

KEY_BYTES = 32
ID_BYTES = 16
_HEADER = "veiltrace-key-1"


class Keyring:
    """Derives ids, search tokens, digests and the wrapping key from one installation key.

    >>> ring = Keyring(bytes(32))
    >>> ring
    Keyring(fingerprint=e58799ee)
    >>> ring.node_id(EntityRef("phone", "+8612400000001")).hex()
    'bf05f41d1c9b6e81fe9da36aeb4db071'
    """

    __slots__ = ("_digest_key", "_id_key", "_root", "_token_keys", "fingerprint", "wrapping_key")

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise KeyFileError(f"an installation key has {KEY_BYTES} bytes, this one {len(key)}")
        self._root = key
        self._id_key = self._derive("id")
        self._digest_key = self._derive("digest")
        self._token_keys: dict[str, bytes] = {}
        self.wrapping_key = self._derive("wrap")
        self.fingerprint = self._derive("fingerprint")[:4].hex()

    def __repr__(self) -> str:
        return f"Keyring(fingerprint={self.fingerprint})"

    def _derive(self, label: str) -> bytes:
        info = b"veiltrace/1/" + label.encode()
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self._root)

    def node_id(self, ref: EntityRef) -> NodeId:
        """Return the id of what `ref` names: equal for equal references under one key."""
        message = f"{ref.scheme}\0{ref.value}".encode("utf-8", "surrogatepass")
        return NodeId(hmac.digest(self._id_key, message, "sha256")[:ID_BYTES])

    def record_key(self, source: str, record_id: str) -> bytes:
        """Return the 16-byte key of one record of one source."""
        message = f"record\0{source}\0{record_id}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._id_key, message, "sha256")[:ID_BYTES]

    def token(self, property_name: str, value: str) -> bytes:
        """Return the 16-byte search token of an identifier; each property has a key of its own."""
        key = self._token_keys.get(property_name)
        if key is None:
            key = self._token_keys[property_name] = self._derive(f"token/{property_name}")
        message = value.encode("utf-8", "surrogatepass")
        return hmac.digest(key, message, "sha256")[:ID_BYTES]

    def digest(self, text: str) -> int:
        """Return a signed 64-bit keyed digest; only equality of texts shows in it."""
        message = text.encode("utf-8", "surrogatepass")
        return int.from_bytes(hmac.digest(self._digest_key, message, "sha256")[:8], signed=True)


def create_key_file(path: Path) -> Keyring:
    """Write a new random key to `path`, readable by its owner only, and return its keyring.

    Raises: KeyFileError: the file exists already (it is never overwritten) or cannot be written.
    """
    key = secrets.token_bytes(KEY_BYTES)
    write_key_file(path, key)
    return Keyring(key)


def write_key_file(path: Path, key: bytes) -> None:
    """Write `key` to a new file of mode 600.

    Raises: KeyFileError: the file exists or cannot be written.
    """
    text = f"{_HEADER} {base64.b64encode(key).decode()}\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise KeyFileError(f"{path} exists already; a key file is never overwritten") from None
    except OSError as error:
        raise KeyFileError(f"cannot write the key file {path}: {error.strerror}") from None


def load_key_file(path: Path) -> Keyring:
    """Return the keyring of the key in `path`. Raises: KeyFileError: see `read_key_file`."""
    return Keyring(read_key_file(path))


def read_key_file(path: Path) -> bytes:
    """Return the 32 bytes of the key in `path`.

    Raises: KeyFileError: missing, readable by others, or not a key file.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii", errors="replace")
    except FileNotFoundError:
        raise KeyFileError(
            f"no key file at {path}: run 'veiltrace init', or restore the file from its backup"
        ) from None
    except OSError as error:
        raise KeyFileError(f"cannot read the key file {path}: {error.strerror}") from None
    if os.name == "posix" and mode & 0o077:
        raise KeyFileError(f"others may read the key file {path}: run 'chmod 600 {path}'")
    header, _, encoded = text.strip().partition(" ")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if header != _HEADER or len(key) != KEY_BYTES:
        raise KeyFileError(f"{path} is not a Veiltrace key file: restore it from its backup")
    return key
