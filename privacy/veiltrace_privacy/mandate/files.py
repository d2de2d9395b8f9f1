"""The bytes of the two files that travel: a mandate to be approved, and a signed one.

Both are canonical JSON of at most 16 kB with a `format` word; any other byte is refused.
"""

from veiltrace_privacy.canonical_json import (
    JsonValue,
    NotCanonicalJson,
    decode_canonical,
    encode_canonical,
)
from veiltrace_privacy.mandate.errors import MandateRefused, Refusal
from veiltrace_privacy.mandate.mandate import Mandate, mandate_from_json
from veiltrace_privacy.mandate.signing import SignedMandate

_REQUEST = "veiltrace-mandate-request-1"
_SIGNED = "veiltrace-mandate-1"


def encode_request(mandate: Mandate) -> bytes:
    """Return the file in which the engine asks a registry to approve `mandate`."""
    return encode_canonical({"format": _REQUEST, "mandate": mandate.as_json()})


def decode_request(data: bytes) -> Mandate:
    """Return the mandate that a request file asks for.

    Raises: MandateRefused (malformed): anything but the bytes `encode_request` makes.
    """
    return mandate_from_json(_fields(data, _REQUEST, {"mandate"})["mandate"])


def encode_signed(signed: SignedMandate) -> bytes:
    """Return the file that opens the case in the engine."""
    return encode_canonical(
        {
            "format": _SIGNED,
            "mandate": signed.mandate.as_json(),
            "registry": signed.registry,
            "self_certified": signed.self_certified,
            "key_id": signed.key_id,
            "signature": signed.signature,
        }
    )


def decode_signed(data: bytes) -> SignedMandate:
    """Return what a signed file holds; nothing of it is verified yet.

    Raises: MandateRefused (malformed): anything but the bytes `encode_signed` makes.
    """
    names = {"mandate", "registry", "self_certified", "key_id", "signature"}
    read = _fields(data, _SIGNED, names)
    fields: dict[str, object] = read | {"mandate": mandate_from_json(read["mandate"])}
    return SignedMandate(**fields)  # type: ignore[arg-type]  # it checks each type itself


def _fields(data: bytes, form: str, names: set[str]) -> dict[str, JsonValue]:
    try:
        value = decode_canonical(data)
    except NotCanonicalJson as error:
        raise MandateRefused(Refusal.MALFORMED, f"the mandate file is refused: {error}") from None
    if not isinstance(value, dict) or value.keys() != names | {"format"}:
        raise MandateRefused(
            Refusal.MALFORMED, "the mandate file lacks a field or has one too many"
        )
    if value.pop("format") != form:
        raise MandateRefused(Refusal.MALFORMED, f"the file's format is not {form}")
    return value
