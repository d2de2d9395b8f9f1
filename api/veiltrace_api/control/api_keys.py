"""API keys: shown once when issued, kept as a keyed digest, checked without telling why not.

A key reads `vt_<environment>_<id>_<secret>`, so that scanners of published code can find it. The
secret has 256 random bits; the database holds HMAC-SHA256 of the whole text under the pepper, a
key that lies outside of it. A slow password hash would add nothing to 256 bits but a way to
exhaust the server (argon2 takes 0.33 s for each check, HMAC 4 microseconds).
"""

import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from veiltrace_api.control.errors import InvalidValue, KeyRefused, Refusal, UnknownReference
from veiltrace_api.control.principals import Principal, principal_of, select_principal
from veiltrace_api.control.tables import API_KEY, PRINCIPAL

MIN_PEPPER_BYTES = 32
_KEY_ID_BYTES = 16
_SECRET_BYTES = 32
_FORM = re.compile(r"vt_[a-z]{1,16}_([0-9a-f]{32})_[0-9a-f]{64}", re.ASCII)
_ENVIRONMENT = re.compile(r"[a-z]{1,16}", re.ASCII)
_NO_DIGEST = bytes(32)


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key: show `text` once and drop it; `key_id` names it from then on."""

    key_id: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What is kept of a key beside its digest."""

    key_id: str
    principal: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def insert_key(
    connection: Connection,
    principal_id: str,
    *,
    pepper: bytes,
    environment: str,
    now: datetime,
    expires_at: datetime,
) -> IssuedKey:
    """Return a new key of a principal, and keep its digest.

    Raises: UnknownReference: no such principal. InvalidValue: it would expire at once, the
    principal is disabled, or `environment` is not one short lower-case word.
    """
    if not _ENVIRONMENT.fullmatch(environment):
        raise InvalidValue("an environment is 1 to 16 letters a-z, such as 'live'")
    if expires_at <= now:
        raise InvalidValue("a key must expire later than now")
    select_principal(connection, principal_id)
    disabled_at = select(PRINCIPAL.c.disabled_at).where(PRINCIPAL.c.id == principal_id)
    if connection.execute(disabled_at).scalar_one() is not None:
        raise InvalidValue("this principal is disabled and gets no key")
    key_id, secret = secrets.token_hex(_KEY_ID_BYTES), secrets.token_hex(_SECRET_BYTES)
    issued = IssuedKey(key_id, f"vt_{environment}_{key_id}_{secret}")
    connection.execute(
        insert(API_KEY).values(
            id=key_id,
            principal=principal_id,
            digest=key_digest(issued.text, pepper=pepper),
            created_at=now,
            expires_at=expires_at,
        )
    )
    return issued


def check_pepper(pepper: bytes) -> None:
    """Raise InvalidValue if `pepper` is too short to be a key."""
    if len(pepper) < MIN_PEPPER_BYTES:
        raise InvalidValue(f"a pepper has at least {MIN_PEPPER_BYTES} bytes")


def key_digest(text: str, *, pepper: bytes) -> bytes:
    """Return the 32 bytes that are kept of a key. Without the pepper they are of no use.

    >>> key_digest("vt_live_x", pepper=bytes(32)).hex()[:8]
    'feac2e4a'
    """
    return hmac.digest(pepper, text.encode(), "sha256")


def check_key(connection: Connection, text: str, *, pepper: bytes, now: datetime) -> Principal:
    """Return whose key `text` is.

    Raises: KeyRefused: it opens nothing. An unknown id costs the same work as a wrong secret, and
    why a key is refused is only looked at once its secret was right.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise KeyRefused(Refusal.MALFORMED)
    row = connection.execute(
        select(PRINCIPAL, API_KEY.c.digest, API_KEY.c.expires_at, API_KEY.c.revoked_at)
        .join_from(API_KEY, PRINCIPAL)
        .where(API_KEY.c.id == form[1])
    ).one_or_none()
    expected = _NO_DIGEST if row is None else row.digest
    is_right = hmac.compare_digest(expected, key_digest(text, pepper=pepper))
    if row is None:
        raise KeyRefused(Refusal.UNKNOWN)
    if not is_right:
        raise KeyRefused(Refusal.WRONG_SECRET)
    if row.revoked_at is not None:
        raise KeyRefused(Refusal.REVOKED)
    if now >= row.expires_at:
        raise KeyRefused(Refusal.EXPIRED)
    if row.disabled_at is not None:
        raise KeyRefused(Refusal.DISABLED)
    return principal_of(row)


def select_keys(connection: Connection, principal_id: str) -> tuple[KeyRecord, ...]:
    """Return a principal's keys, oldest first."""
    found = connection.execute(
        select(API_KEY)
        .where(API_KEY.c.principal == principal_id)
        .order_by(API_KEY.c.created_at, API_KEY.c.id)
    )
    return tuple(_record(row) for row in found)


def usable_key_exists(connection: Connection, *, now: datetime) -> bool:
    """Return whether any key would be let in at this moment."""
    usable = (
        select(API_KEY.c.id)
        .join_from(API_KEY, PRINCIPAL)
        .where(API_KEY.c.revoked_at.is_(None), API_KEY.c.expires_at > now)
        .where(PRINCIPAL.c.disabled_at.is_(None))
        .limit(1)
    )
    return connection.execute(usable).first() is not None


def mark_revoked(connection: Connection, key_id: str, *, now: datetime) -> None:
    """Revoke a key for good; the first time stands. Raises: UnknownReference: there is none."""
    if connection.execute(select(API_KEY.c.id).where(API_KEY.c.id == key_id)).first() is None:
        raise UnknownReference("no API key has this id")
    connection.execute(
        update(API_KEY)
        .where(API_KEY.c.id == key_id, API_KEY.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _record(row: Row[tuple[object, ...]]) -> KeyRecord:
    return KeyRecord(row.id, row.principal, row.created_at, row.expires_at, row.revoked_at)
