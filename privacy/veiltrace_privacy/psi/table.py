"""A partner's rows split into classes: one for each label, each pair in one class only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from veiltrace_privacy.psi.element import Pair, make_element
from veiltrace_privacy.psi.errors import TableRefused
from veiltrace_privacy.psi.label import MAX_CLASSES, Label, contact_band, tenure_band

MAX_ROWS = 5_000_000


class RowFault(StrEnum):
    """Why a row is left out of the published table."""

    IDENTITY = "identity masked or damaged"
    CONTACT = "contact point masked or damaged"
    DUPLICATE = "same pair in an earlier row"


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of a partner's table says, as written there."""

    identity: str
    contact: str
    channel: str
    tenure_months: str = ""
    contact_days: str = ""


@dataclass(frozen=True, slots=True)
class ClassedTable:
    """The pairs of each class, and how many rows were left out for which fault."""

    classes: tuple[tuple[Label, tuple[Pair, ...]], ...]
    faults: tuple[tuple[RowFault, int], ...]


def split_into_classes(
    rows: Iterable[Row], *, identity_kind: str, contact_kind: str, country: str
) -> ClassedTable:
    """Return the whole pairs by label, in the order of the labels.

    Raises:
        TableRefused: a pair has two labels, there are more than 16 labels or 5,000,000 pairs, no
            pair is whole, or a tenure or contact column is no number.

    >>> row = Row("990101198001019908", "+8612400000001", "phone", "40", "3")
    >>> table = split_into_classes(
    ...     [row, row], identity_kind="resident_id", contact_kind="phone", country="CN")
    >>> [(label.tenure_band, len(pairs)) for label, pairs in table.classes], table.faults
    ([('over_3y', 1)], ((<RowFault.DUPLICATE: 'same pair in an earlier row'>, 1),))
    """
    label_of: dict[Pair, Label] = {}
    faults: Counter[RowFault] = Counter()
    for row in rows:
        identity = make_element(identity_kind, row.identity, country=country)
        contact = make_element(contact_kind, row.contact, country=country)
        if identity is None or contact is None:
            faults[RowFault.IDENTITY if identity is None else RowFault.CONTACT] += 1
            continue
        label = Label(row.channel, tenure_band(row.tenure_months), contact_band(row.contact_days))
        pair = Pair(identity, contact)
        if label_of.get(pair, label) != label:
            raise TableRefused("a pair has two labels; say which holds, then publish again")
        faults[RowFault.DUPLICATE] += pair in label_of
        label_of[pair] = label
    return ClassedTable(_group(label_of), tuple(sorted((+faults).items())))


def _group(label_of: dict[Pair, Label]) -> tuple[tuple[Label, tuple[Pair, ...]], ...]:
    if not label_of:
        raise TableRefused("no row of the table has a whole identity and a whole contact point")
    if len(label_of) > MAX_ROWS:
        raise TableRefused(f"the table has more than {MAX_ROWS:,} pairs; publish a part of it")
    pairs_of: dict[Label, list[Pair]] = {}
    for pair, label in label_of.items():
        pairs_of.setdefault(label, []).append(pair)
    if len(pairs_of) > MAX_CLASSES:
        raise TableRefused(f"the table has more than {MAX_CLASSES} labels; merge some")
    return tuple((label, tuple(pairs_of[label])) for label in sorted(pairs_of))
