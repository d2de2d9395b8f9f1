"""A registry's key files: the private one of mode 600, the public one to give away.

One line each: a header, the registry's name, the key in base64.
"""

import base64
import binascii
import os
import secrets
from pathlib import Path

from veiltrace_privacy.mandate.errors import RegistryKeyError
from veiltrace_privacy.mandate.registry_key import KEY_BYTES, RegistryKey, RegistryPublicKey

_PRIVATE = "veiltrace-registry-key-1"
_PUBLIC = "veiltrace-registry-public-1"
_MAX_FILE_BYTES = 512


def create_registry_key(path: Path, *, registry: str) -> RegistryKey:
    """Write a new random key to `path`, readable by its owner only, and return it.

    Raises: RegistryKeyError: the file exists (it is never overwritten) or cannot be written, or
        the name is not one a registry may have.
    """
    key = RegistryKey(registry, secrets.token_bytes(KEY_BYTES))
    _write(path, _line(_PRIVATE, registry, key.seed), mode=0o600)
    return key


def load_registry_key(path: Path) -> RegistryKey:
    """Return the private key in `path`.

    Raises: RegistryKeyError: missing, readable by others, or no private key file.
    """
    text = _read(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise RegistryKeyError(f"others may read the key file {path}: run 'chmod 600 {path}'")
    return RegistryKey(*_parse(path, text, _PRIVATE))


def write_public_key(path: Path, key: RegistryPublicKey) -> None:
    """Write the public key to the new file `path`.

    Raises: RegistryKeyError: the file exists or cannot be written.
    """
    _write(path, _line(_PUBLIC, key.registry, key.raw), mode=0o644)


def load_public_key(path: Path) -> RegistryPublicKey:
    """Return the public key in `path`.

    Raises: RegistryKeyError: missing, or no public key file.
    """
    return RegistryPublicKey(*_parse(path, _read(path), _PUBLIC))


def _line(header: str, registry: str, key: bytes) -> str:
    return f"{header} {registry} {base64.b64encode(key).decode()}\n"


def _parse(path: Path, text: str, header: str) -> tuple[str, bytes]:
    found, _, rest = text.strip().partition(" ")
    registry, _, encoded = rest.partition(" ")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if found != header or len(key) != KEY_BYTES:
        raise RegistryKeyError(f"{path} is not a file of the form {header}: restore its backup")
    return registry, key


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_FILE_BYTES).decode("ascii", errors="replace")
    except FileNotFoundError:
        raise RegistryKeyError(
            f"no key file at {path}: run 'veiltrace-registry init', or restore its backup"
        ) from None
    except OSError as error:
        raise RegistryKeyError(f"cannot read the key file {path}: {error.strerror}") from None


def _write(path: Path, text: str, *, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise RegistryKeyError(f"{path} exists already; a key file is never overwritten") from None
    except OSError as error:
        raise RegistryKeyError(f"cannot write the key file {path}: {error.strerror}") from None
