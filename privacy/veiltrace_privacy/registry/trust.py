"""The partners a registry trusts: where each is, its key, its token, the agreed terms."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from veiltrace_privacy.agent.access import Access
from veiltrace_privacy.agent.errors import HomeError
from veiltrace_privacy.agent.home import is_program_name, read_settings, write_settings
from veiltrace_privacy.agent.loopback import is_loopback
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import MatchRefused
from veiltrace_privacy.psi.terms import Terms

_FIELDS = frozenset(
    {"url", "name", "public_key", "token", "agreement_id", "legal_basis", "purposes"}
)


@dataclass(frozen=True, slots=True)
class TrustedPartner:
    """One partner; `terms` are what the operator's side agreed to, with the operator's basis."""

    url: str
    access: Access
    terms: Terms


def trust_partner(folder: Path, partner: TrustedPartner) -> None:
    """Write down that this partner is asked from now on.

    Raises:
        HomeError: its address is neither https nor on this machine, or cannot be written down.
    """
    parts = urlsplit(partner.url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    ):
        raise HomeError("a partner's address starts with https://, or is on this machine")
    if not is_program_name(partner.access.name):
        raise HomeError("the access file names no partner; ask for it again")
    write_settings(
        folder / f"{partner.access.name}.json",
        {
            "url": partner.url.rstrip("/"),
            "name": partner.access.name,
            "public_key": partner.access.public_key.hex(),
            "token": partner.access.token,
            "agreement_id": partner.terms.agreement_id,
            "legal_basis": partner.terms.legal_basis.value,
            "purposes": [purpose.value for purpose in partner.terms.purposes],
        },
    )


def trusted_partner(folder: Path, name: str) -> TrustedPartner:
    """Return the partner of this name.

    Raises:
        MatchRefused: no partner of this name is trusted.
        HomeError: its file is damaged.
    """
    path = folder / f"{name}.json"
    if not is_program_name(name) or not path.is_file():
        raise MatchRefused("VT-06: the registry has no agreement with a partner of this name")
    fields = read_settings(path, _FIELDS)
    try:
        access = Access(
            str(fields["name"]), bytes.fromhex(str(fields["public_key"])), str(fields["token"])
        )
        purposes = tuple(Purpose(word) for word in cast(list[str], fields["purposes"]))
        terms = Terms(str(fields["agreement_id"]), LegalBasis(str(fields["legal_basis"])), purposes)
    except ValueError:
        raise HomeError(f"{path} is damaged; trust the partner again") from None
    return TrustedPartner(str(fields["url"]), access, terms)
