"""What a partner publishes with its table: signed terms, epoch, classes, canaries."""

import re
from dataclasses import dataclass
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from veiltrace_privacy.agent.signed_document import (
    SignatureRefused,
    open_document,
    sign_document,
)
from veiltrace_privacy.canonical_json import JsonValue
from veiltrace_privacy.policy.words import LegalBasis, Purpose
from veiltrace_privacy.psi.errors import MatchRefused, ReplyTampered, TableRefused
from veiltrace_privacy.psi.label import MAX_CLASSES, Label
from veiltrace_privacy.psi.terms import Terms

KIND = "veiltrace/psi-manifest/1"
CANARIES_PER_CLASS = 8
MAX_POINTS = 8192
"""The largest padded query a partner evaluates at once."""
EPOCH = re.compile(r"[a-z]{16}")
"""An epoch's id: letters only, since it names folders and may be logged."""


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """One class: its label, the points of its table (canaries among them), their SHA-256."""

    label: Label
    points: int
    sha256: str
    canaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One epoch of one partner."""

    partner: str
    epoch: str
    normaliser: int
    terms: Terms
    classes: tuple[ClassEntry, ...]


def sign_manifest(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """Return the manifest as a signed line."""
    return sign_document(_to_json(manifest), kind=KIND, sign=key.sign)


def open_manifest(line: bytes, *, partner: str, public_key: bytes) -> Manifest:
    """Return the manifest that this partner signed.

    Raises:
        ReplyTampered: somebody else signed it, or it has not the form of a manifest.
    """
    try:
        manifest = _from_json(open_document(line, kind=KIND, public_key=public_key))
        entries = manifest.classes
        has_form = (
            manifest.partner == partner
            and EPOCH.fullmatch(manifest.epoch) is not None
            and 0 < len(entries) <= MAX_CLASSES
            and all(entry.points > 0 for entry in entries)
            and all(len(set(entry.canaries)) == CANARIES_PER_CLASS for entry in entries)
            and len({entry.label for entry in entries}) == len(entries)
        )
    except (MatchRefused, SignatureRefused, TableRefused, KeyError, TypeError, ValueError):
        has_form = False
    if not has_form:
        raise ReplyTampered("the partner's manifest is not one it signed, or lacks something")
    return manifest


def _to_json(manifest: Manifest) -> dict[str, JsonValue]:
    return {
        "partner": manifest.partner,
        "epoch": manifest.epoch,
        "normaliser": manifest.normaliser,
        "agreement_id": manifest.terms.agreement_id,
        "legal_basis": manifest.terms.legal_basis.value,
        "purposes": [purpose.value for purpose in manifest.terms.purposes],
        "classes": [
            {
                "label": [entry.label.channel, entry.label.tenure_band, entry.label.contact_band],
                "points": entry.points,
                "sha256": entry.sha256,
                "canaries": [*entry.canaries],
            }
            for entry in manifest.classes
        ],
    }


def _from_json(body: dict[str, JsonValue]) -> Manifest:
    classes = cast(list[dict[str, JsonValue]], body["classes"])
    return Manifest(
        partner=_text(body["partner"]),
        epoch=_text(body["epoch"]),
        normaliser=_number(body["normaliser"]),
        terms=Terms(
            _text(body["agreement_id"]),
            LegalBasis(_text(body["legal_basis"])),
            tuple(Purpose(purpose) for purpose in _texts(body["purposes"])),
        ),
        classes=tuple(
            ClassEntry(
                Label(*_texts(entry["label"])),
                _number(entry["points"]),
                _text(entry["sha256"]),
                _texts(entry["canaries"]),
            )
            for entry in classes
        ),
    )


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: JsonValue) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _texts(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(item) for item in value)
