"""Asking one partner: its table is fetched and checked, then two masked runs that must agree."""

import hashlib
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from veiltrace_privacy.agent.home import make_folder, read_private, write_private
from veiltrace_privacy.normalise import NORMALISER_VERSION
from veiltrace_privacy.psi.element import Pair
from veiltrace_privacy.psi.errors import BackendFailed, MatchRefused, ReplyTampered
from veiltrace_privacy.psi.label import Label
from veiltrace_privacy.psi.manifest import (
    CANARIES_PER_CLASS,
    MAX_POINTS,
    ClassEntry,
    Manifest,
    open_manifest,
)
from veiltrace_privacy.psi.openmined import OpenMinedWorker
from veiltrace_privacy.psi.points import are_sorted, split_points
from veiltrace_privacy.psi.query import agreed, check_reply, make_query, padded_size, read_answer
from veiltrace_privacy.registry.partner_link import PartnerLink
from veiltrace_privacy.registry.trust import TrustedPartner

_RUNS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The label of each asked pair, or None; and what the partner and the registry saw of it.

    `points` were sent in all runs together; `rows` is the size of the partner's table.
    """

    labels: tuple[Label | None, ...]
    epoch: str
    points: int
    classes: int
    rows: int


def ask_partner(
    link: PartnerLink,
    partner: TrustedPartner,
    pairs: Sequence[Pair],
    *,
    check_manifest: Callable[[Manifest], None],
    points_folder: Path,
    mandate_ref: str,
    rng: random.Random,
) -> Answer:
    """Return the labels of the pairs that the partner holds.

    Args:
        link: the open line to the partner.
        partner: whose key signs the manifest.
        pairs: whole, distinct pairs.
        check_manifest: raises if the terms do not allow the question; asked before any masking.
        points_folder: where the tables of the partner's current epoch are kept.
        mandate_ref: under what the partner counts.
        rng: for order and padding; must be the system's own outside tests.
    Raises:
        MatchRefused: the terms differ, another normaliser, or too many pairs for one question.
        PartnerUnavailable: absent, or ended in mid-match.
        EpochMismatch: the key is not that of the table.
        ReplyTampered: manifest, table or reply is not what it should be.
        BudgetExceeded: the partner's points are used up.
    """
    name = partner.access.name
    manifest = open_manifest(link.manifest(), partner=name, public_key=partner.access.public_key)
    check_manifest(manifest)
    if manifest.normaliser != NORMALISER_VERSION:
        raise MatchRefused("the partner's table was made with another normaliser version")
    size = padded_size(len(pairs) + CANARIES_PER_CLASS * len(manifest.classes))
    if size > MAX_POINTS:
        raise MatchRefused("more pairs than one question may have; ask in parts")
    tables = _tables(link, manifest, points_folder)
    runs = [_run(link, manifest, pairs, tables, mandate_ref, rng) for _ in range(_RUNS)]
    classes = agreed(*runs)
    labels = tuple(None if at is None else manifest.classes[at].label for at in classes)
    rows = sum(entry.points - CANARIES_PER_CLASS for entry in manifest.classes)
    return Answer(labels, manifest.epoch, size * _RUNS, len(manifest.classes), rows)


def _run(
    link: PartnerLink,
    manifest: Manifest,
    pairs: Sequence[Pair],
    tables: Sequence[bytes],
    mandate_ref: str,
    rng: random.Random,
) -> tuple[int | None, ...]:
    """Return each pair's class by one run under a fresh key, in a fresh order."""
    query = make_query(
        pairs,
        [entry.canaries for entry in manifest.classes],
        partner=manifest.partner,
        epoch=manifest.epoch,
        rng=rng,
    )
    with OpenMinedWorker() as worker:
        masked = worker.mask(query.texts)
        reply = link.evaluate(manifest.epoch, masked, mandate_ref=mandate_ref)
        check_reply(reply, len(query.texts))
        try:
            found = worker.find(reply, tables)
        except BackendFailed:
            raise ReplyTampered("the reply cannot be unmasked") from None
    return read_answer(query, found)


def _tables(link: PartnerLink, manifest: Manifest, folder: Path) -> list[bytes]:
    """Return the points of each class, fetched whole once an epoch.

    Part of a table is never asked for: that would tell which row is meant.
    """
    of_epoch = folder / manifest.epoch
    if not of_epoch.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(of_epoch)
    tables = []
    for number, entry in enumerate(manifest.classes):
        kept = of_epoch / f"class-{number:02}.points"
        if kept.is_file() and _is_table(points := read_private(kept), entry):
            tables.append(points)
            continue
        points = link.points(manifest.epoch, number, points=entry.points)
        if not _is_table(points, entry):
            raise ReplyTampered("a table of the partner is not what its manifest says")
        write_private(kept, points)
        tables.append(points)
    return tables


def _is_table(points: bytes, entry: ClassEntry) -> bool:
    split = split_points(points)
    return (
        hashlib.sha256(points).hexdigest() == entry.sha256
        and split is not None
        and len(split) == entry.points
        and are_sorted(split)
    )
