"""Recomputing a whole log: do its entries give the hashes that were stored with them?"""

from collections.abc import Iterable, Iterator

from veiltrace_privacy.audit.errors import AuditDamaged
from veiltrace_privacy.audit.merkle import Frontier, leaf_hash, node_count

StoredRow = tuple[int, object, object]
"""Number and hash of a complete subtree, and the entry where it is a leaf, else None."""


def recompute(rows: Iterable[StoredRow]) -> Iterator[Frontier]:
    """Yield the tree after each entry, once all hashes that it completes are seen to be right.

    `rows` come in the order of their numbers.

    Raises: AuditDamaged: something was changed, dropped, put in or reordered. Its `index` is the
        entry, or the first of those below a wrong hash; all entries before it are sound.
    """
    stored = iter(rows)
    frontier = Frontier(0, ())
    while (row := next(stored, None)) is not None:
        index, number = frontier.size, node_count(frontier.size)
        entry = row[2]
        if row[0] != number:
            raise damaged(index, "it is missing")
        if not isinstance(entry, bytes):
            raise damaged(index, "it was changed")
        frontier, completed = frontier.with_leaf(leaf_hash(entry))
        for level, expected in enumerate(completed):
            found = next(stored, None) if level else row
            if found != (number + level, expected, None if level else entry):
                first = frontier.size - (1 << level)
                raise damaged(first, f"it, or one up to entry {index}, was changed or moved")
        yield frontier


def damaged(index: int, what: str) -> AuditDamaged:
    """Return the error that names entry `index`, and says what became of it."""
    return AuditDamaged(
        f"the audit log is damaged at entry {index}: {what}; stop answering, keep the file as "
        "evidence and restore a backup that verifies",
        index=index,
    )
