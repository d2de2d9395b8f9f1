"""The data partners there are agreements with, and the registry that stands between."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select

from veiltrace_api.control.errors import InvalidValue, UnknownReference
from veiltrace_api.control.tables import PARTNER
from veiltrace_privacy.agent.loopback import is_loopback

_MAX_URL = 500


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner by its short name, where its registry answers, and what was agreed."""

    name: str
    registry_url: str
    agreement_id: str
    legal_basis: str
    purposes: tuple[str, ...]


def insert_partner(connection: Connection, partner: Partner) -> None:
    """Keep a partner.

    Raises: ControlConflict: one has this name. InvalidValue: the URL is no plain http(s) address
    (a user or password in it would be kept readable), or a field is no code.
    """
    _check_url(partner.registry_url)
    connection.execute(
        insert(PARTNER).values(
            name=partner.name,
            registry_url=partner.registry_url,
            agreement_id=partner.agreement_id,
            legal_basis=partner.legal_basis,
            purposes=partner.purposes,
        )
    )


def select_partner(connection: Connection, name: str) -> Partner:
    """Return the partner of this name. Raises: UnknownReference: there is none."""
    row = connection.execute(select(PARTNER).where(PARTNER.c.name == name)).one_or_none()
    if row is None:
        raise UnknownReference("no partner has this name")
    return _partner(row)


def select_partners(connection: Connection) -> tuple[Partner, ...]:
    """Return all partners, by name."""
    return tuple(map(_partner, connection.execute(select(PARTNER).order_by(PARTNER.c.name))))


def _partner(row: Any) -> Partner:
    return Partner(row.name, row.registry_url, row.agreement_id, row.legal_basis, row.purposes)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        # Pairs travel readable between engine and registry: over TLS, or not off this machine.
        is_private = parts.scheme == "https" or (
            parts.scheme == "http" and is_loopback(parts.hostname or "")
        )
        is_plain = is_private and parts.hostname and "@" not in parts.netloc
    except ValueError:
        is_plain = False
    if not is_plain or len(url) > _MAX_URL or not url.isascii() or not url.isprintable():
        raise InvalidValue(
            "a registry's address is an https URL of host, port and path without a password; "
            "plain http serves only a registry on this machine"
        )
