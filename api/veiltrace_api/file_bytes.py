"""Small files that commands read and write: requests, mandates, documents."""

import hashlib
from pathlib import Path

from veiltrace_api.errors import OutputUnavailable, UsageError
from veiltrace_privacy.private_file import private_file

MOST_BYTES = 65_536


def read_bytes(path: Path) -> bytes:
    """Return what a small file holds. Raises: UsageError: it is none that can be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        raise UsageError(f"{path} is larger than {MOST_BYTES} bytes: it is not the file meant here")
    return data


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex. Raises: UsageError: it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write a small file for its owner alone, whole or not at all.

    Raises: OutputUnavailable: it cannot be written there.
    """
    with private_file(path, error=OutputUnavailable) as file:
        file.write(data)
