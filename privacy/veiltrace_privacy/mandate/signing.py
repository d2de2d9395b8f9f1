"""Signing a mandate, and letting it pass or refusing it.

What is signed is a domain prefix and the canonical JSON of mandate, registry, key id and the
self-certified flag, so that none of them can be changed and no signature serves elsewhere.

Security: see `registry_key`. Not protected: a registry may sign what is untrue; the engine's keyed
ids cannot be recomputed by the registry, so what ties them to the claim document is the hash of
that document, which the person who approves compares; a holder of a true mandate may misuse it; a
mandate cannot be withdrawn before it expires except by closing the case or dropping the key.
`self_certified` is the signer's own statement that the operator and the registry are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from veiltrace_privacy.canonical_json import JsonValue, encode_canonical
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.mandate import Mandate
from veiltrace_privacy.mandate.registry_key import REGISTRY_NAME, RegistryKey, RegistryPublicKey
from veiltrace_privacy.policy.words import Purpose

_DOMAIN = b"veiltrace/mandate/1\0"
SIGNATURE_HEX = 128
KEY_ID_HEX = 32


@dataclass(frozen=True, slots=True)
class SignedMandate:
    """A mandate with the signature that opens it; `key_id` and `signature` are hex.

    `self_certified` is shown with every answer that rests on it.

    Raises: MandateRefused (malformed): a field is not as it should be.
    """

    mandate: Mandate
    registry: str
    self_certified: bool
    key_id: str
    signature: str

    def __post_init__(self) -> None:
        named = isinstance(self.registry, str) and REGISTRY_NAME.fullmatch(self.registry)
        if not (
            isinstance(self.mandate, Mandate)
            and named
            and isinstance(self.self_certified, bool)
            and _is_hex(self.key_id, KEY_ID_HEX)
            and _is_hex(self.signature, SIGNATURE_HEX)
        ):
            raise MandateRefused(Refusal.MALFORMED, "the signed mandate has a malformed field")

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return _message(self.mandate, self.registry, self.key_id, self.self_certified)


def sign_mandate(mandate: Mandate, key: RegistryKey, *, self_certified: bool) -> SignedMandate:
    """Return the mandate signed with the registry's key; the same each time.

    Args:
        mandate: what a person of the registry has approved.
        key: the registry's private key.
        self_certified: whether the registry is the operator's own.
    """
    key_id = key.public.key_id
    signature = key.sign(_message(mandate, key.registry, key_id, self_certified))
    return SignedMandate(mandate, key.registry, self_certified, key_id, signature.hex())


def verify_mandate(
    signed: SignedMandate,
    trusted: Mapping[str, RegistryPublicKey],
    *,
    as_of: date,
    purpose: Purpose | None = None,
) -> Mandate:
    """Return the mandate if a trusted registry signed it and it holds on this day.

    Args:
        signed: what the engine presents.
        trusted: the public keys trusted, by key id.
        as_of: the day of the answer.
        purpose: what it is used for now; None only where it is filed and nothing is read.
    Raises: MandateRefused: `reason` says why. The signature is checked before the dates.
    """
    mandate = verify_signature(signed, trusted)
    if as_of < mandate.opens_on:
        raise MandateRefused(
            Refusal.NOT_YET_OPEN, f"the mandate opens on {mandate.opens_on}: wait until then"
        )
    if as_of > mandate.expires_on:
        raise MandateRefused(
            Refusal.EXPIRED, f"the mandate expired on {mandate.expires_on}: ask for a new one"
        )
    if purpose is not None and purpose not in mandate.purposes:
        raise MandateRefused(
            Refusal.WRONG_PURPOSE, "the mandate does not name this purpose: ask for one that does"
        )
    return mandate


def verify_signature(signed: SignedMandate, trusted: Mapping[str, RegistryPublicKey]) -> Mandate:
    """Return the mandate if a trusted registry signed it, whatever its dates: enough to file it.

    Raises: MandateRefused: the key is not trusted, belongs to another registry, or did not sign.
    """
    key = trusted.get(signed.key_id)
    if key is None or key.key_id != signed.key_id:
        raise MandateRefused(
            Refusal.UNKNOWN_KEY, "no trusted registry has this key: add its public key file first"
        )
    if key.registry != signed.registry:
        raise MandateRefused(
            Refusal.OTHER_REGISTRY, "the key belongs to another registry than the mandate names"
        )
    if not key.verifies(bytes.fromhex(signed.signature), signed.message):
        raise MandateRefused(
            Refusal.BAD_SIGNATURE, "the signature is not of this mandate: ask for a new copy"
        )
    return signed.mandate


def _message(mandate: Mandate, registry: str, key_id: str, self_certified: bool) -> bytes:
    content: dict[str, JsonValue] = {
        "mandate": mandate.as_json(),
        "registry": registry,
        "key_id": key_id,
        "self_certified": self_certified,
    }
    return _DOMAIN + encode_canonical(content)


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and set(value) <= set("0123456789abcdef")
