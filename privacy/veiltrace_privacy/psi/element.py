"""What is compared in a match: a pair of an identity and a contact point, as text to be masked.

The text exists only as input of the masking function. It has no key, so it is never stored,
sent or logged, and it is never the store's search token.
"""

from dataclasses import dataclass, field

from veiltrace_privacy.normalise import NORMALISER_VERSION
from veiltrace_privacy.normalise.property_type import normalise_property
from veiltrace_privacy.psi.errors import ElementRefused

IDENTITY_KINDS = frozenset({"resident_id", "uscc", "lei"})
CONTACT_KINDS = frozenset({"phone", "email", "handle"})
PROTOCOL = "veiltrace/psi/1"


@dataclass(frozen=True, slots=True)
class Element:
    """One value by which a match is made; `kind` is a property of the vocabulary."""

    kind: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """The question "does this person hold this contact point?"."""

    identity: Element
    contact: Element


def make_element(kind: str, text: str, *, country: str = "") -> Element | None:
    """Return the element that `text` is, or None for a masked or damaged value.

    Args:
        kind: one of IDENTITY_KINDS or CONTACT_KINDS.
        text: a value as some source writes it.
        country: ISO 3166 code of the source; needed for phones without country code only.
    Raises:
        ElementRefused: the kind cannot be matched, or the value is no text.

    >>> make_element("phone", "124 0000 0001", country="CN").value
    '+8612400000001'
    >>> make_element("phone", "124****0001", country="CN")
    """
    if kind not in IDENTITY_KINDS | CONTACT_KINDS:
        raise ElementRefused("a match is made on identities and contact points only")
    if not isinstance(text, str):
        raise ElementRefused(f"a value of kind {kind} is no text")
    normalised = normalise_property(kind, text, country=country)
    is_text = normalised.value.encode("utf-8", "ignore").decode("utf-8") == normalised.value
    return Element(kind, normalised.value) if normalised.is_whole and is_text else None


def make_pair(identity: Element, contact: Element) -> Pair | None:
    """Return the pair in canonical form, or None where a value is masked or damaged.

    Raises:
        ElementRefused: the first is no identity, or the second no contact point.

    >>> make_pair(Element("resident_id", "990101198001019908"), Element("phone", "124****0001"))
    """
    if identity.kind not in IDENTITY_KINDS or contact.kind not in CONTACT_KINDS:
        raise ElementRefused("a pair is one identity and one contact point, in this order")
    first = make_element(identity.kind, identity.value)
    second = make_element(contact.kind, contact.value)
    return Pair(first, second) if first and second else None


def pair_text(pair: Pair, *, partner: str, epoch: str) -> str:
    """Return what is masked for `pair`: the same text on both sides of one partner and epoch.

    >>> pair = Pair(Element("lei", "L"), Element("phone", "+1"))
    >>> pair_text(pair, partner="carrier", epoch="e1")
    '15:veiltrace/psi/1,3:lei,5:phone,1:2,7:carrier,2:e1,1:L,2:+1,'
    """
    return fields_text(
        PROTOCOL,
        pair.identity.kind,
        pair.contact.kind,
        str(NORMALISER_VERSION),
        partner,
        epoch,
        pair.identity.value,
        pair.contact.value,
    )


def made_up_text(purpose: str, *, partner: str, epoch: str, nonce: str) -> str:
    """Return a text that no pair can have: a canary (known to both) or a dummy (padding).

    >>> made_up_text("canary", partner="carrier", epoch="e1", nonce="00ff")
    '15:veiltrace/psi/1,6:canary,0:,1:2,7:carrier,2:e1,4:00ff,0:,'
    """
    return fields_text(PROTOCOL, purpose, "", str(NORMALISER_VERSION), partner, epoch, nonce, "")


def fields_text(*fields: str) -> str:
    """Return the fields as netstrings (length in bytes, colon, text, comma): none runs into
    the next.

    >>> fields_text("ab", "") == fields_text("a", "b")
    False
    """
    return "".join(f"{len(field.encode('utf-8'))}:{field}," for field in fields)
