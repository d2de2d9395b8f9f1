"""Publishing: a new epoch with a new key, every pair masked, the epoch before destroyed."""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from veiltrace_privacy.agent.home import make_folder, write_private
from veiltrace_privacy.audit.event import AuditEvent, EventKind
from veiltrace_privacy.normalise import NORMALISER_VERSION
from veiltrace_privacy.partner.home import PartnerHome
from veiltrace_privacy.psi.element import Pair, made_up_text, pair_text
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.psi.manifest import (
    CANARIES_PER_CLASS,
    ClassEntry,
    Manifest,
    sign_manifest,
)
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.psi.points import POINT_BYTES
from veiltrace_privacy.psi.table import ClassedTable, Row, RowFault, split_into_classes

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_EPOCH_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a table: its epoch, pairs by label, rows left out by fault."""

    epoch: str
    pairs: tuple[tuple[Label, int], ...]
    faults: tuple[tuple[RowFault, int], ...]


def publish(
    home: PartnerHome,
    rows: Iterable[Row],
    *,
    identity_kind: str,
    contact_kind: str,
    country: str,
    now: datetime,
    rng: random.Random,
) -> Published:
    """Return what was published; until the last step the epoch before stays in force.

    Raises:
        TableRefused: see `split_into_classes`.
        BackendFailed: the masking process ended.
        HomeError: the folder cannot be written.
    """
    table = split_into_classes(
        rows, identity_kind=identity_kind, contact_kind=contact_kind, country=country
    )
    epoch = "".join(rng.choices(_LETTERS, k=_EPOCH_LETTERS))
    manifest_line = _write_epoch(home, table, epoch, rng)
    pairs = tuple((label, len(of_label)) for label, of_label in table.classes)
    with home.audit() as audit:
        audit.append(
            AuditEvent(
                EventKind.TABLE_PUBLISHED,
                now,
                "system:partner",
                (
                    ("epoch", epoch),
                    ("classes", len(pairs)),
                    ("pairs", sum(count for _, count in pairs)),
                    ("rejected", sum(count for _, count in table.faults)),
                    ("table_sha256", hashlib.sha256(manifest_line).hexdigest()),
                ),
            )
        )
    home.switch_to(epoch)
    return Published(epoch, pairs, table.faults)


def _write_epoch(home: PartnerHome, table: ClassedTable, epoch: str, rng: random.Random) -> bytes:
    """Write key, points and manifest of a new epoch; return the manifest."""
    settings = home.settings()
    folder = home.epoch_folder(epoch)
    make_folder(folder)
    entries = []
    with OpenMinedWorker() as worker:
        key = worker.new_key()
        write_private(folder / "key", key)
        for number, (label, pairs) in enumerate(table.classes):
            canaries = tuple(rng.randbytes(16).hex() for _ in range(CANARIES_PER_CLASS))
            texts = _texts(pairs, canaries, partner=settings.name, epoch=epoch)
            points = worker.table(key, texts)
            write_private(folder / f"class-{number:02}.points", points)
            digest = hashlib.sha256(points).hexdigest()
            entries.append(ClassEntry(label, len(points) // POINT_BYTES, digest, canaries))
    manifest = Manifest(settings.name, epoch, NORMALISER_VERSION, settings.terms, tuple(entries))
    line = sign_manifest(manifest, home.signing_key())
    write_private(folder / "manifest.json", line)
    return line


def _texts(
    pairs: tuple[Pair, ...], canaries: tuple[str, ...], *, partner: str, epoch: str
) -> list[str]:
    texts = [pair_text(pair, partner=partner, epoch=epoch) for pair in pairs]
    return texts + [
        made_up_text("canary", partner=partner, epoch=epoch, nonce=nonce) for nonce in canaries
    ]
