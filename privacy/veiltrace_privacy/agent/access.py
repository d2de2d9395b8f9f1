"""Access files: what a program hands, out of band, to the one party that may call it."""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path

from veiltrace_privacy.agent.errors import HomeError, NotAuthorised
from veiltrace_privacy.agent.home import read_settings, write_settings

_FIELDS = frozenset({"name", "public_key", "token"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who is called, by which key its documents are checked, and with which token to call it."""

    name: str
    public_key: bytes
    token: str = field(repr=False)


def new_token() -> str:
    """Return a fresh token of 256 random bits."""
    return secrets.token_urlsafe(32)


def write_access(path: Path, access: Access) -> None:
    """Write an access file for its owner alone.

    Raises:
        HomeError: it cannot be written.
    """
    public_key = access.public_key.hex()
    write_settings(path, {"name": access.name, "public_key": public_key, "token": access.token})


def read_access(path: Path) -> Access:
    """Return what an access file holds.

    Raises:
        HomeError: it is missing or no access file.
    """
    fields = read_settings(path, _FIELDS)
    name, public_key, token = (str(fields[key]) for key in ("name", "public_key", "token"))
    try:
        return Access(name, bytes.fromhex(public_key), token)
    except ValueError:
        raise HomeError(f"{path} is no access file; ask for it again") from None


def check_token(header: str, token: str) -> None:
    """Let a caller pass whose Authorization header holds the token.

    Raises:
        NotAuthorised: it does not.

    >>> check_token("Bearer abc", "abc")
    """
    if not compare_digest(header.encode("utf-8", "replace"), f"Bearer {token}".encode()):
        raise NotAuthorised("the token is missing or is not the one of this program's access file")
